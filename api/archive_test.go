package api_test

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
	"cotejo/api/exchange"
)

func TestAnArchiveHoldsTheCollection(t *testing.T) {
	o := newCollection(t, apitest.Options{})
	for name, test := range map[string]struct {
		path  string
		cases int
	}{
		"laboratory": {"/laboratories/" + o.client.Lab(t), 2},
		"case":       {"/cases/" + o.in.ID, 1},
	} {
		t.Run(name, func(t *testing.T) {
			archive := o.export(t, test.path)
			c := contentsOf(t, archive)
			if c.Format != exchange.Format || c.Version != exchange.FormatVersion || c.Tool != "cotejo test" || len(c.LeftOut) != 0 {
				t.Errorf("%+v", c)
			}
			for kind, want := range map[casework.Kind]int{
				casework.KindCase: test.cases, casework.KindExhibit: 3, casework.KindFirearm: 1, casework.KindAcquisition: 3, casework.KindMark: 3,
				casework.KindTransfer: 2, casework.KindTraceRequest: 1, casework.KindTraceResult: 1, casework.KindInstrument: 1, casework.KindLaboratory: 1,
				casework.KindSearch: 3,
			} {
				if c.Records[kind] != want {
					t.Errorf("%d records of %s, want %d", c.Records[kind], kind, want)
				}
			}
			files := unpacked(t, archive)
			originals := 0
			for name, data := range files {
				if strings.HasPrefix(name, "originals/") {
					originals++
					if !strings.HasSuffix(name, ".x3p") || strings.Contains(name, "/CON") {
						t.Errorf("an original is called %s", name)
					}
				}
				if strings.HasPrefix(name, "tables/") {
					if rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll(); err != nil || len(rows) < 1 {
						t.Errorf("%s: %v", name, err)
					}
				}
			}
			if originals != 3 {
				t.Errorf("%d originals", originals)
			}
			if table := string(files["tables/case.csv"]); !strings.Contains(table, "'=HYPERLINK") || !strings.HasPrefix(table, "\ufeffid,lab,") {
				t.Errorf("%s", table)
			}
			a, err := exchange.Open(bytes.NewReader(archive), int64(len(archive)), exchange.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			if err := a.Verify(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAnArchiveComesIntoAnotherInstance(t *testing.T) {
	o := newCollection(t, apitest.Options{Idle: true})
	archive := o.export(t, "/laboratories/"+o.client.Lab(t))
	other := apitest.Start(t, apitest.Options{})
	c := other.As(t, "CENTRO", casework.Supervisor)
	first := bring(t, c, archive)
	if !first.end.Complete || first.end.Records[exchange.Imported] != 14 || len(first.end.Records) != 1 || first.end.NotTaken[casework.KindLaboratory] != 1 {
		t.Fatalf("%+v", first.end)
	}
	other.Settle(t)

	here := func(kind casework.Kind, origin string) string { return first.lines[string(kind)+" "+origin].ID }
	in := apitest.Get[casework.Case](t, c, "/cases/"+here(casework.KindCase, o.in.ID))
	if in.Number != "C-1" || in.Lab != c.Lab(t) || in.Comment != o.in.Comment || in.Place != o.in.Place || in.CreatedBy != c.Account.ID {
		t.Errorf("%+v", in)
	}
	for _, e := range o.exhibits {
		got := apitest.Get[casework.Exhibit](t, c, "/exhibits/"+here(casework.KindExhibit, e.ID))
		if got.Number != e.Number || got.Description != e.Description || got.Case != here(casework.KindCase, e.Case) || got.Firearm != here(casework.KindFirearm, e.Firearm) {
			t.Errorf("%+v", got)
		}
		a := list[casework.Acquisition](t, c, "/exhibits/"+got.ID+"/acquisitions")
		if len(a) != 1 || a[0].State != casework.StateExtracted || a[0].Instrument == "" {
			t.Fatalf("%+v", a)
		}
		if file := c.Do(t, http.MethodGet, "/acquisitions/"+a[0].ID+"/original", nil).Want(t, http.StatusOK); !bytes.Equal(file.Body, o.files[a[0].SHA256]) {
			t.Error("the file is another one")
		}
	}
	// Custody keeps its order; the trace stands where it stood.
	steps := list[casework.Transfer](t, c, "/exhibits/"+here(casework.KindExhibit, o.exhibits[0].ID)+"/transfers")
	if len(steps) != 2 || steps[0].At != "2026-03-16" {
		t.Errorf("%+v", steps)
	}
	requests := list[casework.TraceRequest](t, c, "/trace-requests")
	if len(requests) != 1 || requests[0].State != casework.TraceAnswered || requests[0].Instructions != "as usual" || !strings.HasPrefix(requests[0].Number, "CENTRO-T-") {
		t.Errorf("%+v", requests)
	}
	// The search on entry found the mates here.
	if n := len(list[casework.Search](t, c, "/searches?state=done")); n != 3 {
		t.Errorf("%d searches", n)
	}

	// Again: nothing new. Changed there since: what is here stays.
	again := bring(t, c, archive)
	if again.end.Records[exchange.Present] != 14 || len(again.end.Records) != 1 {
		t.Errorf("%+v", again.end)
	}
	o.in.Comment = "written later"
	o.client.Do(t, http.MethodPut, "/cases/"+o.in.ID, o.in, "If-Match", `"1"`).Want(t, http.StatusOK)
	later := bring(t, c, o.export(t, "/cases/"+o.in.ID))
	if later.end.Records[exchange.Changed] != 1 || later.end.Records[exchange.Present] != 12 {
		t.Errorf("%+v", later.end)
	}
	if now := apitest.Get[casework.Case](t, c, "/cases/"+in.ID); now.Comment != in.Comment {
		t.Error("an import changed a record")
	}
	// Where each came from is in the audit log.
	auditor := other.As(t, "*", casework.Auditor)
	log := auditor.Do(t, http.MethodGet, "/audit/entries?action=import&subject="+in.ID, nil).Want(t, http.StatusOK)
	if !bytes.Contains(log.Body, []byte(o.in.ID)) {
		t.Errorf("%s", log.Body)
	}
}

func TestConflictsAreTold(t *testing.T) {
	o := newCollection(t, apitest.Options{Idle: true})
	other := apitest.Start(t, apitest.Options{Idle: true})
	c := other.As(t, "CENTRO", casework.Supervisor)
	taken := apitest.Create(t, c, "/cases", casework.Case{Head: casework.Head{Lab: c.Lab(t)}, Number: "C-1", Comment: "another case"})
	got := bring(t, c, o.export(t, "/laboratories/"+o.client.Lab(t)))
	if l := got.lines["case "+o.in.ID]; l.Status != exchange.Refused || l.Problem == nil || l.Problem.Detail == "" || l.ID != "" {
		t.Errorf("%+v", l)
	}
	for i, want := range []exchange.Status{exchange.Skipped, exchange.Skipped, exchange.Imported} {
		if l := got.lines["exhibit "+o.exhibits[i].ID]; l.Status != want {
			t.Errorf("%+v, want %s", l, want)
		}
	}
	if l := got.lines["firearm "+o.firearm.ID]; l.Status != exchange.Imported { // without its case
		t.Errorf("%+v", l)
	}
	if !got.end.Complete || got.end.Records[exchange.Skipped] != 6 {
		t.Errorf("%+v", got.end)
	}
	if now := apitest.Get[casework.Case](t, c, "/cases/"+taken.ID); now.Comment != "another case" || now.Version != 1 {
		t.Errorf("%+v", now)
	}
	// The way is cleared: the rest comes.
	taken.Number = "C-1 (old)"
	c.Do(t, http.MethodPut, "/cases/"+taken.ID, taken, "If-Match", `"1"`).Want(t, http.StatusOK)
	rest := bring(t, c, o.export(t, "/laboratories/"+o.client.Lab(t)))
	if rest.end.Records[exchange.Imported] != 7 || rest.end.Records[exchange.Present] != 7 {
		t.Errorf("%+v", rest.end)
	}
}

func TestAnImportGoesOnWhereItStopped(t *testing.T) {
	o := newCollection(t, apitest.Options{Idle: true})
	archive := o.export(t, "/laboratories/"+o.client.Lab(t))
	limits := casework.DefaultLimits()
	limits.Queued = 2
	other := apitest.Start(t, apitest.Options{Idle: true, Limits: limits})
	c := other.As(t, "CENTRO", casework.Supervisor)
	got := bring(t, c, archive)
	if got.end.Complete || got.end.Problem == nil || !strings.Contains(got.end.Problem.Type, "queue.full") {
		t.Fatalf("%+v", got.end)
	}
	before := got.end.Records[exchange.Imported]
	for _, j := range queued(t, other) { // room in the queue
		other.Cases.Work(t.Context(), j)
	}
	for _, j := range queued(t, other) { // searches on entry
		other.Cases.Work(t.Context(), j)
	}
	rest := bring(t, c, archive)
	if !rest.end.Complete || rest.end.Records[exchange.Present] != before || rest.end.Records[exchange.Imported] != 14-before {
		t.Errorf("%+v after %d", rest.end, before)
	}
}

func queued(t testing.TB, s *apitest.Service) (ids []string) {
	t.Helper()
	err := s.Store.View(t.Context(), func(tx casework.Tx) error {
		var all []*casework.Job
		err := tx.Find(t.Context(), &all, casework.Where("state", casework.JobQueued))
		for _, j := range all {
			ids = append(ids, j.ID)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func TestWhoMayExportAndImport(t *testing.T) {
	o := newCollection(t, apitest.Options{Idle: true})
	lab := "/laboratories/" + o.client.Lab(t)
	stranger := o.As(t, "SUR", casework.Supervisor)
	o.client.Do(t, http.MethodGet, lab+"/export", nil).Want(t, http.StatusForbidden).Problem(t)
	stranger.Do(t, http.MethodGet, lab+"/export", nil).Want(t, http.StatusForbidden)
	o.As(t, "*", casework.Administrator).Do(t, http.MethodGet, lab+"/export", nil).Want(t, http.StatusForbidden) // sees no evidence
	o.client.Do(t, http.MethodGet, "/cases/"+o.in.ID+"/export", nil).Want(t, http.StatusOK)
	stranger.Do(t, http.MethodGet, "/cases/"+o.in.ID+"/export", nil).Want(t, http.StatusNotFound)
	o.client.Do(t, http.MethodPost, lab+"/import", "x").Want(t, http.StatusForbidden)
	stranger.Do(t, http.MethodPost, lab+"/import", "x").Want(t, http.StatusForbidden)
	p := o.supervisor.Do(t, http.MethodPost, lab+"/import", "no archive").Want(t, http.StatusUnsupportedMediaType).Problem(t)
	if !strings.Contains(p.Type, "exchange.no_archive") {
		t.Error(p.Type)
	}
	// What an export held is logged, file by file.
	auditor := o.As(t, "*", casework.Auditor)
	for _, action := range []string{"export", "download"} {
		if !bytes.Contains(auditor.Do(t, http.MethodGet, "/audit/entries?action="+action, nil).Body, []byte(o.client.Account.ID)) {
			t.Errorf("no %s in the log", action)
		}
	}
}

func TestADamagedOriginalIsLeftOut(t *testing.T) {
	o := newCollection(t, apitest.Options{Idle: true})
	a := list[casework.Acquisition](t, o.client, "/exhibits/"+o.exhibits[1].ID+"/acquisitions")[0]
	name := filepath.Join(o.Dir, "blobs", a.SHA256[:2], a.SHA256[2:4], a.SHA256)
	if err := os.Chmod(name, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("damage"), 0o600); err != nil {
		t.Fatal(err)
	}
	archive := o.export(t, "/cases/"+o.in.ID)
	c := contentsOf(t, archive)
	if len(c.LeftOut) != 1 || c.LeftOut[0].Acquisition != a.ID || c.LeftOut[0].Reason != "damaged" {
		t.Errorf("%+v", c.LeftOut)
	}
	other := apitest.Start(t, apitest.Options{Idle: true})
	got := bring(t, other.As(t, "CENTRO", casework.Supervisor), archive)
	if l := got.lines["acquisition "+a.ID]; l.Status != exchange.Skipped || !got.end.Complete || len(got.end.LeftOut) != 1 {
		t.Errorf("%+v, %+v", l, got.end)
	}
}
