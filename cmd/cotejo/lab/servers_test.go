package lab_test

import (
	"bytes"
	"context"
	"log/slog"
	"testing"

	"cotejo/api/blob/s3test"
	"cotejo/api/casework"
	"cotejo/api/jobs/natstest"
	"cotejo/api/store/pgtest"
	"cotejo/cmd/cotejo/lab"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

// TestOnServers runs a service and a worker on a real PostgreSQL, a real NATS
// server and an S3 server: what the service takes in, the worker extracts.
func TestOnServers(t *testing.T) {
	database, queue := pgtest.Start(t), natstest.Start(t)
	bucket, keys := s3test.Start(t)
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	open := func(worker bool) *lab.Lab {
		l, err := lab.Open(t.Context(), lab.Settings{
			DataDir: t.TempDir(), Database: database, NATS: queue, Blobs: bucket, S3Key: keys.AccessKey, S3Secret: keys.SecretKey, Worker: worker,
		}, log)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := l.Close(); err != nil {
				t.Error(err)
			}
		})
		return l
	}
	service, worker := open(false), open(true)
	working, stop := context.WithCancel(t.Context())
	worked := make(chan error, 1)
	go func() { worked <- worker.Work(working) }()

	ctx := casework.AsService(t.Context())
	at := &casework.Laboratory{Code: "A", Name: "A"}
	must(t, service.Cases.Create(ctx, at))
	in := &casework.Case{Head: casework.Head{Lab: at.ID}, Number: "1"}
	must(t, service.Cases.Create(ctx, in))
	for i, file := range twoShots(t) {
		e := &casework.Exhibit{Case: in.ID, Number: string(rune('1' + i)), Origin: casework.Questioned, Specimen: casework.Specimen{Calibre: "9 mm Luger"}}
		must(t, service.Cases.Create(ctx, e))
		_, err := service.Cases.AddAcquisition(ctx, casework.Upload{Exhibit: e.ID, FileName: "shot.x3p"}, bytes.NewReader(file))
		must(t, err)
	}
	// Both are extracted and searched for by the worker; the later one finds the other.
	var found *casework.Search
	err := service.Cases.Follow(ctx, 0, func(int64, []casework.Change) error {
		list, _, err := casework.List[casework.Search](ctx, service.Cases, casework.Narrow{Equal: map[string]string{"state": casework.SearchDone}}, casework.Page{Limit: 10})
		for _, sr := range list {
			if sr.Found == 1 {
				found = sr
				return context.Canceled
			}
		}
		return err
	})
	if found == nil {
		t.Fatal(err)
	}
	again, err := service.Cases.Repeat(ctx, found.ID)
	must(t, err)
	if !again.Same {
		t.Errorf("repeated by another process: %+v", again)
	}
	stop()
	must(t, <-worked)
	report, err := service.Check(t.Context(), func(string, int, int) {})
	must(t, err)
	for _, f := range report.Faults {
		t.Errorf("%s: %s: %s", f.Part, f.Subject, f.Problem)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// twoShots are two scans of one firearm.
func twoShots(t *testing.T) [][]byte {
	t.Helper()
	cfg := fixtures.DefaultConfig()
	cfg.Firearms, cfg.Shots, cfg.Seed, cfg.ModelPitch = 1, 2, 3, 12.5e-6
	in := fixtures.Confocal()
	in.Pitch = cfg.ModelPitch
	cfg.Instruments = []fixtures.Instrument{in}
	collection, err := fixtures.NewCollection(cfg)
	must(t, err)
	var files [][]byte
	for i := range collection.Len() {
		e, err := collection.Exhibit(i)
		must(t, err)
		var b bytes.Buffer
		must(t, scan.WriteX3P(&b, e.Surface, scan.X3POptions{}))
		files = append(files, b.Bytes())
	}
	return files
}
