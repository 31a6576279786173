package jobs_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"testing"
	"time"

	"cotejo/api/casework"
	"cotejo/api/jobs"
)

// childConfig is set in the environment of the test's own program when that is to
// be a worker that takes one job and never ends it.
const childConfig = "COTEJO_TEST_JOBS"

func TestMain(m *testing.M) {
	if text, ok := os.LookupEnv(childConfig); ok {
		fmt.Fprintln(os.Stderr, workForever(text))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func workForever(config string) error {
	var c jobs.Config
	if err := json.Unmarshal([]byte(config), &c); err != nil {
		return err
	}
	q, err := jobs.Open(context.Background(), c, slog.New(slog.NewTextHandler(os.Stderr, nil)))
	if err != nil {
		return err
	}
	if err := q.Offer(context.Background(), "a", false); err != nil {
		return err
	}
	return q.Run(context.Background(), 1, func(_ context.Context, job string) casework.Worked {
		fmt.Println(job)
		select {}
	})
}

// testKilledWorker: another process offers a job, begins it, and is killed.
func testKilledWorker(t *testing.T, c jobs.Config) {
	c.Silence = time.Second
	config, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childConfig+"="+string(config))
	child.Stderr = t.Output()
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "a\n" {
		t.Errorf("the worker said %q, %v", line, err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = child.Wait() // it was killed

	q := open(t, c)
	wantDepth(t, q, 1, 0)
	got := make(chan string)
	stop := run(t, q, 1, func(_ context.Context, job string) casework.Worked {
		got <- job
		return casework.Worked{}
	})
	if job := <-got; job != "a" {
		t.Errorf("the job is %s", job)
	}
	stop()
	wantDepth(t, q, 0, 0)
}
