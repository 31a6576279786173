package api_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
	"cotejo/api/exchange"
)

// repacked is an archive with other records, and a manifest that says so.
func repacked(t testing.TB, archive []byte, change func(files map[string][]byte)) []byte {
	t.Helper()
	files, c := unpacked(t, archive), contentsOf(t, archive)
	change(files)
	c.Files = nil
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	write := func(name string, data []byte) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range files {
		if name == "manifest.json" {
			continue
		}
		sum := sha256.Sum256(data)
		c.Files = append(c.Files, exchange.File{Path: name, Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:])})
		write(name, data)
	}
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	write("manifest.json", text)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestStrangeRecordsAreRefusedOneByOne(t *testing.T) {
	o := newCollection(t, apitest.Options{Idle: true})
	archive := o.export(t, "/cases/"+o.in.ID)
	other := apitest.Start(t, apitest.Options{Idle: true})
	c := other.As(t, "CENTRO", casework.Supervisor)
	a := list[casework.Acquisition](t, o.client, "/exhibits/"+o.exhibits[0].ID+"/acquisitions")[0]
	strange := repacked(t, archive, func(files map[string][]byte) {
		lines := files["records/case.jsonl"]
		files["records/case.jsonl"] = slices.Concat(lines, lines, // twice
			[]byte(`{"id":"`+strings.Repeat("x", 65)+`","number":"long"}`+"\n"),
			[]byte(`{"id":"unknown","number":"U","colour":"red"}`+"\n"),
			[]byte(`{"id":"nothing"}`+"\n"),
			[]byte(`{"number":"nobody"}`+"\n"),
			[]byte(`{"id":"elsewhere","lab":"`+o.client.Lab(t)+`","number":"E","version":77,"created_by":"someone"}`+"\n"),
			[]byte("no JSON\n\n"))
		files["records/exhibit.jsonl"] = append(files["records/exhibit.jsonl"],
			[]byte(`{"id":"orphan","case":"not-here","number":"O","origin":"questioned","calibre":"9mm"}`+"\n")...)
		// Bytes that the record does not name.
		for name := range files {
			if strings.HasPrefix(name, "originals/"+a.ID) {
				files[name] = []byte("other bytes")
			}
		}
	})
	got := bring(t, c, strange)
	if !got.end.Complete {
		t.Fatalf("%+v", got.end)
	}
	for name, want := range map[string]exchange.Status{
		"case elsewhere": exchange.Imported, "case unknown": exchange.Refused, "case nothing": exchange.Refused, "exhibit orphan": exchange.Skipped,
		"acquisition " + a.ID: exchange.Skipped,
	} {
		if l := got.lines[name]; l.Status != want || want != exchange.Imported && l.Problem == nil {
			t.Errorf("%s: %+v, want %s", name, l, want)
		}
	}
	in := apitest.Get[casework.Case](t, c, "/cases/"+got.lines["case elsewhere"].ID)
	if in.Lab != c.Lab(t) || in.Version != 1 || in.CreatedBy != c.Account.ID {
		t.Errorf("an archive sets what only the service does: %+v", in)
	}
	if n := len(list[casework.Case](t, c, "/cases")); n != 2 {
		t.Errorf("%d cases", n)
	}

	// A line without end, and a record in a file of another kind.
	long := repacked(t, archive, func(files map[string][]byte) { files["records/case.jsonl"] = bytes.Repeat([]byte("x"), 2<<20) })
	if end := bring(t, c, long).end; end.Complete || end.Problem == nil || !strings.Contains(end.Problem.Type, "exchange.unreadable") {
		t.Errorf("%+v", end)
	}
	bent := slices.Clone(archive)
	bent[len(bent)/2] ^= 1 // somewhere in an original
	if end := bring(t, other.As(t, "SUR", casework.Supervisor), bent).end; !end.Complete || end.Records[exchange.Refused]+end.Records[exchange.Skipped] == 0 {
		t.Errorf("%+v", end)
	}
}
