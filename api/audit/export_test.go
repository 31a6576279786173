package audit_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"cotejo/api/audit"
	"cotejo/api/casework"
)

func TestExportJSON(t *testing.T) {
	w := newWorld(t)
	w.live(120) // more than a page
	var out bytes.Buffer
	for _, test := range []struct {
		filter casework.EventFilter
		want   int
	}{{casework.EventFilter{}, 601}, {casework.EventFilter{Action: "view"}, 120}, {casework.EventFilter{Account: "nobody"}, 0}} {
		out.Reset()
		if err := w.log.Export(t.Context(), w.store, &out, test.filter, audit.JSON); err != nil {
			t.Fatal(err)
		}
		var export struct {
			Head    string
			Entries []audit.Proof
		}
		if err := json.Unmarshal(out.Bytes(), &export); err != nil {
			t.Fatal(err)
		}
		if len(export.Entries) != test.want {
			t.Errorf("%+v: %d entries, want %d", test.filter, len(export.Entries), test.want)
		}
		before := int64(601)
		for _, p := range export.Entries {
			p.Head = export.Head
			e, _, err := audit.CheckProof(&p, note.VerifierList(w.key.Verifier()))
			if err != nil || e.Detail["a"] != "<primero>" {
				t.Errorf("entry %d: %+v, %v", p.N, e, err)
			}
			if p.N >= before || test.want == 601 && p.N != before-1 {
				t.Errorf("entry %d comes after %d", p.N, before)
			}
			before = p.N
		}
	}
	empty := newWorld(t)
	out.Reset()
	if err := empty.log.Export(t.Context(), empty.store, &out, casework.EventFilter{}, audit.JSON); err != nil || !json.Valid(out.Bytes()) {
		t.Errorf("%s, %v", out.Bytes(), err)
	}
}

func TestProofFails(t *testing.T) {
	w := newWorld(t)
	w.live(5)
	verifiers := note.VerifierList(w.key.Verifier())
	whole, err := w.log.Proof(t.Context(), w.store, 7)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*audit.Proof){
		"text":     func(p *audit.Proof) { p.Text = strings.Replace(p.Text, "perita", "perito", 1) },
		"place":    func(p *audit.Proof) { p.N = 8 },
		"negative": func(p *audit.Proof) { p.N = -1 },
		"beyond":   func(p *audit.Proof) { p.N = 1 << 40 },
		"hash":     func(p *audit.Proof) { p.Hashes[1][3] ^= 1 },
		"fewer":    func(p *audit.Proof) { p.Hashes = p.Hashes[1:] },
		"none":     func(p *audit.Proof) { p.Hashes = nil },
		"head":     func(p *audit.Proof) { p.Head = strings.Replace(p.Head, "26", "27", 1) },
		"no head":  func(p *audit.Proof) { p.Head = "" },
		"no text":  func(p *audit.Proof) { p.Text = "" },
	} {
		var p audit.Proof // as it comes from a file
		if err := json.Unmarshal(text, &p); err != nil {
			t.Fatal(err)
		}
		if _, _, err := audit.CheckProof(&p, verifiers); err != nil {
			t.Fatal(err)
		}
		change(&p)
		if _, _, err := audit.CheckProof(&p, verifiers); err == nil {
			t.Error("proved in spite of another", name)
		}
	}
	for _, n := range []int64{-1, 26} {
		if _, err := w.log.Proof(t.Context(), w.store, n); casework.CodeOf(err) != casework.CodeNotFound {
			t.Errorf("entry %d: %v", n, err)
		}
	}
	w.tamper(`UPDATE ledger_entries SET "text" = replace("text", 'perita', 'perito') WHERE n = 7`)
	if _, err := w.log.Proof(t.Context(), w.store, 7); !errors.Is(err, casework.ErrCorrupt) {
		t.Error("proved a changed entry:", err)
	}
	if err := w.log.Export(t.Context(), w.store, &bytes.Buffer{}, casework.EventFilter{}, audit.JSON); !errors.Is(err, casework.ErrCorrupt) {
		t.Error("exported a changed entry:", err)
	}
}

func TestExportCSV(t *testing.T) {
	w := newWorld(t)
	w.live(1)
	for _, name := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1", "  =1", "＝1", "harmless", "a,\"b\"\nc", "'=1"} {
		w.act(func(casework.Tx) []casework.Event {
			e := w.event("sign_in", nil)
			e.Name, e.Request, e.Detail = name, name, nil
			return []casework.Event{e}
		})
	}
	var out bytes.Buffer
	if err := w.log.Export(t.Context(), w.store, &out, casework.EventFilter{}, audit.CSV); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != 1+6+12 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if strings.Join(rows[0], ",") != "n,at,account,name,lab,action,kind,subject,version,body,request,address,detail" {
		t.Error(rows[0])
	}
	for _, row := range rows[1:] {
		for _, cell := range row {
			if c := strings.TrimLeft(cell, " "); c != "" && strings.ContainsAny(c[:1], "=+-@\t\r\n") || strings.HasPrefix(cell, "＝") {
				t.Errorf("%q is a formula for a spreadsheet", cell)
			}
		}
	}
	if last := rows[len(rows)-1]; last[0] != "0" || last[5] != "create" || last[12] != `{"a":"\u003cprimero\u003e","z":"último"}` {
		t.Errorf("%q", last)
	}
	if first := rows[2]; first[3] != "a,\"b\"\nc" {
		t.Errorf("%q", first)
	}
	if err := w.log.Export(t.Context(), w.store, &out, casework.EventFilter{}, "xml"); casework.CodeOf(err) != casework.CodeInvalid {
		t.Error(err)
	}
}

// failing is a writer that has had enough.
type failing struct{ left int }

var errFull = errors.New("no space")

func (f *failing) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestExportToFullDisk(t *testing.T) {
	w := newWorld(t)
	w.live(60)
	for _, format := range []audit.Format{audit.JSON, audit.CSV} {
		for _, space := range []int{0, 5000, 20_000} {
			if err := w.log.Export(t.Context(), w.store, &failing{space}, casework.EventFilter{}, format); !errors.Is(err, errFull) {
				t.Errorf("%s, %d bytes: %v", format, space, err)
			}
		}
	}
}
