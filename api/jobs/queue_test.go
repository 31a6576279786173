package jobs_test

import (
	"context"
	"log/slog"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/jobs"
)

func TestFirst(t *testing.T) {
	q, err := jobs.Open(t.Context(), jobs.Config{Dir: t.TempDir()}, slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	for _, j := range []string{"a", "b", "a", "c", "b"} {
		if err := q.Offer(t.Context(), j, j == "a"); err != nil {
			t.Fatal(err)
		}
	}
	t.Log(q.Depth(t.Context()))
	ctx, cancel := context.WithCancel(t.Context())
	got := make(chan string, 10)
	n := 0
	err = q.Run(ctx, 1, func(ctx context.Context, job string) casework.Worked {
		got <- job
		if n++; n == 3 {
			cancel()
		}
		return casework.Worked{}
	})
	t.Log(err, <-got, <-got, <-got)
	t.Log(q.Depth(t.Context()))
}
