package audit_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/note"

	"cotejo/api/audit"
	"cotejo/api/casework"
)

// said are the findings of a report in short: key and place.
func said(r *audit.Report) []string {
	var out []string
	for _, f := range r.Findings {
		s := strings.TrimPrefix(f.Key, "audit.")
		if f.Entry != nil {
			s += fmt.Sprintf(" entry=%d", *f.Entry)
		}
		if f.Size != nil {
			s += fmt.Sprintf(" size=%d", *f.Size)
		}
		if f.Record != "" {
			s += fmt.Sprintf(" %s/%s/%d", f.Kind, f.Record, f.Version)
		}
		if f.Change != 0 {
			s += fmt.Sprintf(" change=%d", f.Change)
		}
		out = append(out, s)
	}
	return out
}

func TestVerifyWhole(t *testing.T) {
	w := newWorld(t)
	if r := w.verify(); !r.OK() || r.Entries != 0 {
		t.Errorf("empty: %+v", r)
	}
	kept := [][]byte{w.head().Note} // of the empty log
	for range 3 {
		w.live(250)
		kept = append(kept, w.head().Note)
		w.live(1)
	}
	r := w.verify(kept...)
	if !r.OK() || r.Entries != 3*(2+251*5) || r.Changes != 3*(2+251*3) || r.Records != 3*(2+251*2) || r.Heads != 4 || r.Kept != 4 {
		t.Errorf("%+v\n%v", r, said(r))
	}
}

// The world of TestVerifyTampered, entry by entry: 0 creates the laboratory
// 0199-0001. Case i has the entries 1+5i: its exhibit, the case, a view, its
// change, a search; in the history, from change 2+3i: case, exhibit, case.
func TestVerifyTampered(t *testing.T) {
	for name, test := range map[string]struct {
		tamper []string
		want   []string
	}{
		"text": {
			tamper: []string{`UPDATE ledger_entries SET "text" = replace("text", 'perita', 'perito') WHERE n = 7`},
			want:   []string{"entry_changed entry=7"},
		},
		"text and columns": {
			tamper: []string{`UPDATE ledger_entries SET "text" = replace("text", 'account-1', 'account-2'), account = 'account-2' WHERE n = 13`},
			want:   []string{"entry_changed entry=13"},
		},
		"body hash in the text": {
			tamper: []string{`UPDATE ledger_entries SET "text" = replace("text", '"body":"', '"body":"f') WHERE n = 7`},
			want:   []string{"entry_changed entry=7", "change_differs entry=7 case/0199-0004/1 change=5"},
		},
		"text that is none": {
			tamper: []string{`UPDATE ledger_entries SET "text" = 'nothing' WHERE n = 0`},
			want:   []string{"entry_changed entry=0", "entry_form entry=0", "change_unlogged laboratory/0199-0001/1 change=1"},
		},
		"column": {
			tamper: []string{`UPDATE ledger_entries SET account = 'account-9' WHERE n = 3`, `UPDATE ledger_entries SET subject = '' WHERE n = 8`},
			want:   []string{"entry_index entry=3", "entry_index entry=8"},
		},
		"time column": {
			tamper: []string{`UPDATE ledger_entries SET "at" = (SELECT "at" FROM ledger_entries WHERE n = 20) WHERE n = 3`},
			want:   []string{"entry_index entry=3"},
		},
		"entry deleted": {
			tamper: []string{`DELETE FROM ledger_entries WHERE n = 13`},
			want:   []string{"entry_missing entry=13"},
		},
		"entry of a change deleted": {
			tamper: []string{`DELETE FROM ledger_entries WHERE n = 14`},
			want:   []string{"entry_missing entry=14", "change_unlogged case/0199-0006/2 change=10"},
		},
		"entry and hash deleted": {
			tamper: []string{`DELETE FROM ledger_entries WHERE n = 13`, `DELETE FROM ledger_hashes WHERE idx = 23`}, // 13+6+3+1
			want:   []string{"entry_missing entry=13", "head_differs entry=0 size=26"},
		},
		"last entry deleted": {
			tamper: []string{`DELETE FROM ledger_entries WHERE n = 25`},
			want:   []string{"hash_left entry=25", "head_beyond entry=25 size=26"},
		},
		"two swapped": {
			tamper: []string{`UPDATE ledger_entries SET n = -1 WHERE n = 3`, `UPDATE ledger_entries SET n = 3 WHERE n = 13`, `UPDATE ledger_entries SET n = 13 WHERE n = -1`},
			want:   []string{"entry_changed entry=3", "entry_changed entry=13"},
		},
		"entry put in between": {
			tamper: []string{
				`UPDATE ledger_entries SET n = -n WHERE n > 20`, `UPDATE ledger_entries SET n = 1 - n WHERE n < 0`,
				`INSERT INTO ledger_entries SELECT 21, "at", account, lab, action, kind, subject, "text" FROM ledger_entries WHERE n = 18`,
			},
			want: []string{"entry_changed entry=21", "entry_changed entry=22", "entry_changed entry=23", "entry_changed entry=24", "entry_changed entry=25", "hash_damaged entry=26"},
		},
		"entry far beyond": {
			tamper: []string{`INSERT INTO ledger_entries SELECT 1000000000000, "at", account, lab, action, kind, subject, "text" FROM ledger_entries WHERE n = 18`},
			want:   nil, // see below
		},
		"leaf hash": {
			tamper: []string{`UPDATE ledger_hashes SET "hash" = zeroblob(32) WHERE idx = 23`},
			want:   []string{"entry_changed entry=13"},
		},
		"inner hash": {
			tamper: []string{`UPDATE ledger_hashes SET "hash" = zeroblob(32) WHERE idx = 2`, `DELETE FROM ledger_hashes WHERE idx = 6`},
			want:   []string{"hash_damaged entry=1", "hash_damaged entry=3"},
		},
		"short hash": {
			tamper: []string{`UPDATE ledger_hashes SET "hash" = zeroblob(5) WHERE idx = 23`},
			want:   []string{"hash_damaged entry=13"},
		},
		"history body": {
			tamper: []string{`UPDATE history SET body = replace(body, 'con comentario', 'sin comentario') WHERE seq = 4`},
			want:   []string{"change_differs entry=4 case/0199-0002/2 change=4", "record_differs case/0199-0002/2 change=4"},
		},
		"history body of an earlier version": {
			tamper: []string{`UPDATE history SET body = replace(body, 'NUC-0', 'NUC-X') WHERE seq = 2`},
			want:   []string{"change_differs entry=2 case/0199-0002/1 change=2"},
		},
		"history columns": {
			tamper: []string{`UPDATE history SET "by" = 'account-9' WHERE seq = 4`, `UPDATE history SET lab = 'x' WHERE seq = 5`, `UPDATE history SET "at" = (SELECT "at" FROM history WHERE seq = 16) WHERE seq = 6`},
			want:   []string{"change_columns case/0199-0002/2 change=4", "change_columns case/0199-0004/1 change=5", "change_columns exhibit/0199-0005/1 change=6"},
		},
		"history deleted": {
			tamper: []string{`DELETE FROM history WHERE seq = 5`},
			want:   []string{"change_gap change=5", "change_missing entry=7 case/0199-0004/1"},
		},
		"last of the history deleted": {
			tamper: []string{`DELETE FROM history WHERE seq = 16`},
			want:   []string{"change_gap change=16", "change_missing entry=24 case/0199-0010/2", "record_differs case/0199-0010/1 change=14"},
		},
		"history added": {
			tamper: []string{
				`INSERT INTO history SELECT 17, kind, id, lab, 3, "at", "by", replace(body, '"version":2', '"version":3') FROM history WHERE seq = 16`, `UPDATE history_end SET seq = 17`,
			},
			want: []string{"change_unlogged case/0199-0010/3 change=17", "record_differs case/0199-0010/3 change=17"},
		},
		"history added beyond its end": {
			tamper: []string{`INSERT INTO history SELECT 17, kind, id, lab, 3, "at", "by", body FROM history WHERE seq = 16`},
			want:   []string{"change_unlogged case/0199-0010/3 change=17"},
		},
		"record": {
			tamper: []string{`UPDATE cases SET comment = 'otro' WHERE id = '0199-0004'`},
			want:   []string{"record_differs case/0199-0004/2 change=7"},
		},
		"record and its version": {
			tamper: []string{`UPDATE cases SET comment = 'otro', version = 7 WHERE id = '0199-0004'`},
			want:   []string{"record_differs case/0199-0004/2 change=7"},
		},
		"record deleted": {
			tamper: []string{`DELETE FROM exhibits WHERE id = '0199-0005'`},
			want:   []string{"record_missing exhibit/0199-0005/1 change=6"},
		},
		"record added": {
			tamper: []string{`UPDATE cases SET id = '0199-9999', number = 'X' WHERE id = '0199-0004'`},
			want:   []string{"record_missing case/0199-0004/1 change=5", "record_unlogged case/0199-9999/2"},
		},
		"record deleted with its history": {
			tamper: []string{`DELETE FROM exhibits WHERE id = '0199-0005'`, `DELETE FROM history WHERE id = '0199-0005'`},
			want:   []string{"change_gap change=6", "change_missing entry=6 exhibit/0199-0005/1"},
		},
		"heads deleted": {
			tamper: []string{`DELETE FROM ledger_heads`, `DELETE FROM ledger_entries WHERE n >= 20`, `DELETE FROM ledger_hashes WHERE idx >= 38`},
			want: []string{
				"head_beyond entry=20 size=26",
				"change_unlogged case/0199-0010/1 change=14", "change_unlogged exhibit/0199-0011/1 change=15", "change_unlogged case/0199-0010/2 change=16",
			},
		},
		"head changed": {
			tamper: []string{`UPDATE ledger_heads SET note = replace(note, char(10) || '26' || char(10), char(10) || '25' || char(10))`},
			want:   []string{"head_signature"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.live(5)
			kept := w.head().Note
			w.tamper(test.tamper...)
			r := w.verify(kept)
			got := said(r)
			if name == "entry far beyond" { // 500 entries of the last page that is looked at are missing
				if r.Found["audit.entry_missing"] != 500-26 || r.Found["audit.log_torn"] != 1 {
					t.Errorf("%v", r.Found)
				}
				return
			}
			seen := map[string]bool{} // a kept head and the store's own may say the same
			var once []string
			for _, s := range got {
				if !seen[s] {
					once = append(once, s)
				}
				seen[s] = true
			}
			if diff := cmp.Diff(test.want, once); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if _, err := json.Marshal(r); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestVerifyRewritten(t *testing.T) {
	w := newWorld(t)
	w.live(5)
	first := w.head().Note
	w.live(5)
	second := w.head().Note

	// Another past of the same length, consistent in itself and signed with the same key.
	other := newWorld(t)
	other.key, other.log = w.key, audit.New(w.key)
	other.live(5)
	other.now = other.now.Add(time.Minute)
	other.live(5)
	other.head()
	if r := other.verify(); !r.OK() {
		t.Fatal(said(r))
	}
	r := other.verify(first, second)
	if diff := cmp.Diff([]string{"head_differs entry=26 size=52"}, said(r)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if !strings.Contains(r.Findings[0].Detail, "kept head 2") {
		t.Error(r.Findings[0].Detail)
	}
}

func TestVerifyHeads(t *testing.T) {
	w := newWorld(t)
	w.live(3)
	size, text := w.head().Size, string(w.head().Note)
	stranger := newWorld(t)
	stranger.now = stranger.now.Add(time.Hour)
	stranger.live(3)
	forged := stranger.head().Note
	renamed := strings.ReplaceAll(string(forged), stranger.key.Name(), w.key.Name())
	for name, signed := range map[string]string{
		"another key":          string(forged),
		"another key, renamed": renamed,
		"other text":           strings.Replace(text, fmt.Sprintf("\n%d\n", size), fmt.Sprintf("\n%d\n", size-1), 1),
		"no signature":         text[:strings.Index(text, "\n\n")+2],
		"nothing":              "",
		"not text":             "\xff\x00",
	} {
		r := w.verify([]byte(signed))
		if diff := cmp.Diff([]string{"head_signature"}, said(r)); diff != "" {
			t.Errorf("%s, kept (-want +got)\n%s", name, diff)
		}
	}
	err := w.store.Update(t.Context(), func(tx casework.Tx) error { return tx.PutHead(t.Context(), size-1, forged) })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"head_signature"}, said(w.verify())); diff != "" {
		t.Errorf("in the store (-want +got)\n%s", diff)
	}
	// Who knows the key that was used before the present one can have both checked.
	both := note.VerifierList(w.key.Verifier(), stranger.key.Verifier())
	r, err := audit.Verify(t.Context(), w.store, both, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"head_differs entry=0 size=16"}, said(r)); diff != "" {
		t.Errorf("with both keys (-want +got)\n%s", diff)
	}
}

// TestVerifyIsBounded: what is listed is bounded, what is counted is not.
func TestVerifyIsBounded(t *testing.T) {
	w := newWorld(t)
	w.live(120)
	w.head()
	w.tamper(`UPDATE ledger_entries SET "text" = "text" || ' '`)
	var progress []int64
	r, err := audit.Verify(t.Context(), w.store, note.VerifierList(w.key.Verifier()), nil, func(done, total int64) { progress = append(progress, done, total) })
	if err != nil {
		t.Fatal(err)
	}
	if r.Found["audit.entry_changed"] != 601 || r.Found["audit.head_differs"] != 0 {
		t.Error(r.Found)
	}
	if diff := cmp.Diff([]int64{500, 601, 601, 601}, progress); diff != "" {
		t.Error(diff)
	}
	var out strings.Builder
	err = r.Print(&out, func(key string, params map[string]any) string {
		return fmt.Sprintf("%s %v %v", key, params["entry"], params["count"])
	})
	if err != nil || strings.Count(out.String(), "audit.entry_changed") != 200 || !strings.Contains(out.String(), "audit.report_more <nil> 401") {
		t.Errorf("%v\n%s", err, out.String())
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := audit.Verify(ended, w.store, note.VerifierList(w.key.Verifier()), nil, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestVerifyBesideWork: what goes on meanwhile is no finding.
func TestVerifyBesideWork(t *testing.T) {
	w := newWorld(t)
	w.live(300)
	w.head()
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			default:
				w.live(3)
				w.head()
			}
		}
	}()
	for range 2 {
		if r := w.verify(); !r.OK() {
			t.Error(said(r))
		}
	}
	close(stop)
	<-stopped
	if r := w.verify(); !r.OK() || r.Entries <= 1501 {
		t.Errorf("%d entries, %v", r.Entries, said(r))
	}
}
