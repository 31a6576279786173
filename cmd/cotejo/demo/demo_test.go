package demo_test

import (
	"context"
	"log/slog"
	"net/http"
	"testing"

	"cotejo/api/auth"
	"cotejo/api/casework"
	"cotejo/cmd/cotejo/demo"
	"cotejo/cmd/cotejo/lab"
)

// TestStory loads a small demonstration into a new service and looks at what an
// examiner finds there; then loads it again, which must change nothing.
func TestStory(t *testing.T) {
	l, err := lab.Open(t.Context(), lab.Settings{DataDir: t.TempDir()}, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}()
	config := auth.DefaultConfig()
	config.Refuse = func(http.ResponseWriter, *http.Request, error) {}
	config.Exempt = func(*http.Request) bool { return false }
	people, err := auth.New(config, l.Store, l.Audit, l.Log, l.Settings.Now)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	worked := make(chan error, 1)
	go func() { worked <- l.Work(ctx) }()
	load := demo.Loader{Cases: l.Cases, Store: l.Store, People: people, Log: l.Log, Progress: func(string, int, int) {}}
	cfg := demo.Config{Firearms: 10, Exhibits: 30, Seed: 1}
	for range 2 {
		if _, err := load.Load(t.Context(), cfg); err != nil {
			t.Fatal(err)
		}
	}
	counts := map[casework.Kind]int{casework.KindLaboratory: 4, casework.KindExhibit: 30, casework.KindMark: 30, casework.KindHit: 1}
	for k, want := range counts {
		err := l.Store.View(t.Context(), func(tx casework.Tx) error {
			n, err := tx.Count(t.Context(), k, casework.Query{})
			if n != want {
				t.Errorf("%d of kind %s, want %d", n, k, want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	stop()
	if err := <-worked; err != nil {
		t.Error(err)
	}
	report, err := l.Check(t.Context(), func(string, int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Faults {
		t.Errorf("%s: %s: %s", f.Part, f.Subject, f.Problem)
	}
}
