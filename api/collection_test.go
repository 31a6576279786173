package api_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
	"cotejo/api/exchange"
)

// collection is what a laboratory of one instance has: a case with two exhibits
// and custody, a firearm with a test fire and a trace that was answered, and
// another case with nothing in it.
type collection struct {
	*apitest.Service
	client, supervisor *apitest.Client
	in, empty          *casework.Case
	exhibits           []*casework.Exhibit
	firearm            *casework.Firearm
	files              map[string][]byte // by SHA-256
}

func newCollection(t *testing.T, options apitest.Options) *collection {
	t.Helper()
	s := apitest.Start(t, options)
	o := &collection{Service: s, client: s.As(t, "NORTE", casework.Technician), supervisor: s.As(t, "NORTE", casework.Supervisor), files: map[string][]byte{}}
	head := casework.Head{Lab: o.client.Lab(t)}
	o.in = apitest.Create(t, o.client, "/cases", casework.Case{Head: head, Number: "C-1", Occurred: "2026-03-14", Comment: "=HYPERLINK(\"x\")", Place: casework.Place{Country: "MX", State: "09"}})
	o.empty = apitest.Create(t, o.client, "/cases", casework.Case{Head: head, Number: "C-2"})
	o.firearm = apitest.Create(t, o.client, "/firearms", casework.Firearm{Head: head, Number: "F-1", Case: o.in.ID, Serial: "ABC1234", Maker: "Glock", Model: "17", Calibre: "9mm", Recovered: "2026-03-15"})
	tool := apitest.Create(t, o.supervisor, "/instruments", casework.Instrument{Head: head, Maker: "Maker", Model: "M", Serial: "SN-1"})
	for i, e := range []casework.Exhibit{
		{Case: o.in.ID, Number: "A", Origin: casework.Questioned},
		{Case: o.in.ID, Number: "B", Origin: casework.Questioned, Description: "línea 1\nlínea 2"},
		{Firearm: o.firearm.ID, Number: "T1", Origin: casework.TestFire},
	} {
		e.Lab, e.Calibre = head.Lab, "9 mm Luger"
		made := apitest.Create(t, o.client, "/exhibits", e)
		o.exhibits = append(o.exhibits, made)
		file := noise(t, 1, uint64(i))
		a := &casework.Acquisition{}
		o.client.Do(t, http.MethodPost, "/exhibits/"+made.ID+"/acquisitions?instrument="+tool.ID+"&file_name="+fmt.Sprintf("CON.%d.x3p", i), file,
			"Content-Type", "application/octet-stream").Want(t, http.StatusCreated).JSON(t, a)
		o.files[a.SHA256] = file
	}
	for _, at := range []casework.Date{"2026-03-15", "2026-03-16"} {
		apitest.Create(t, o.client, "/exhibits/"+o.exhibits[0].ID+"/transfers", casework.Transfer{
			From: casework.Handler{Name: "Officer"}, To: casework.Handler{Name: "Technician"}, At: at, Reason: "custody",
		})
	}
	r := &casework.TraceRequest{}
	o.client.Do(t, http.MethodPost, "/trace-requests", map[string]any{"firearm": o.firearm.ID, "instructions": "as usual"}).Want(t, http.StatusCreated).JSON(t, r)
	if _, err := o.Cases.SetTraceState(casework.AsService(t.Context()), r.ID, casework.TraceSent, nil); err != nil {
		t.Fatal(err)
	}
	o.client.Do(t, http.MethodPost, "/trace-requests/"+r.ID+"/results", map[string]any{"received": "2026-06-01", "status": "completed_dealer", "purchased": "2019-01-08"}).Want(t, http.StatusCreated)
	if !options.Idle {
		s.Settle(t)
	}
	return o
}

// export reads an archive.
func (o *collection) export(t *testing.T, path string) []byte {
	t.Helper()
	got := o.supervisor.Do(t, http.MethodGet, path+"/export", nil).Want(t, http.StatusOK)
	if got.Header.Get("Content-Type") != "application/zip" || !strings.Contains(got.Header.Get("Content-Disposition"), ".zip") {
		t.Errorf("%v", got.Header)
	}
	return got.Body
}

// unpacked are the files of an archive by name.
func unpacked(t testing.TB, archive []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// contentsOf is an archive's manifest.
func contentsOf(t testing.TB, archive []byte) exchange.Contents {
	t.Helper()
	var c exchange.Contents
	if err := json.Unmarshal(unpacked(t, archive)["manifest.json"], &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// outcome is the answer to an import.
type outcome struct {
	lines map[string]importLine // by kind and identifier in the archive
	end   importEnd
}

type importLine struct {
	Kind       casework.Kind
	Origin, ID string
	Status     exchange.Status
	Problem    *struct{ Type, Detail string }
}

type importEnd struct {
	End, Complete bool
	Records       map[exchange.Status]int
	NotTaken      map[casework.Kind]int `json:"not_taken"`
	LeftOut       []exchange.LeftOut    `json:"left_out"`
	Problem       *struct{ Type, Detail string }
}

// bring imports an archive into the laboratory of a client.
func bring(t testing.TB, c *apitest.Client, archive []byte) *outcome {
	t.Helper()
	got := c.Do(t, http.MethodPost, "/laboratories/"+c.Lab(t)+"/import", archive, "Content-Type", "application/zip").Want(t, http.StatusOK)
	out := &outcome{lines: map[string]importLine{}}
	for line := range bytes.Lines(got.Body) {
		if out.end.End {
			t.Fatalf("after the end: %s", line)
		}
		var l importLine
		if err := json.Unmarshal(line, &l); err != nil {
			t.Fatal(err)
		}
		if l.Kind == "" {
			if err := json.Unmarshal(line, &out.end); err != nil {
				t.Fatal(err)
			}
			continue
		}
		out.lines[string(l.Kind)+" "+l.Origin] = l
	}
	if !out.end.End {
		t.Fatalf("no end: %s", got.Body)
	}
	return out
}
