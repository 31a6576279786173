package main

import (
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cotejo/api/casework"
	"cotejo/cmd/cotejo/lab"
)

var metricName = regexp.MustCompile(`\bcotejo_[a-z_]+\b`)

// TestDashboardAndAlertsNameRealMetrics: a metric that was renamed would leave a
// panel empty and an alert silent.
func TestDashboardAndAlertsNameRealMetrics(t *testing.T) {
	l, err := lab.Open(t.Context(), lab.Settings{DataDir: t.TempDir()}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var c serveCmd
	web, err := c.open(l, "http://localhost", nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Cases.Observe(casework.JobExtract, 1, "done")
	for _, path := range []string{"/healthz", "/metrics", "/metrics"} { // what counts answers appears after one
		r := httptest.NewRecorder()
		web.Handler.ServeHTTP(r, httptest.NewRequestWithContext(t.Context(), "GET", path, nil))
		if r.Code != 200 {
			t.Fatalf("%s: %d %s", path, r.Code, r.Body)
		}
	}
	families, err := l.Registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var there []string
	for _, f := range families {
		there = append(there, f.GetName())
	}
	for _, file := range []string{"grafana-dashboard.json", "alerts.yaml"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", "operations", file))
		if err != nil {
			t.Fatal(err)
		}
		named := metricName.FindAllString(string(text), -1)
		if len(named) < 8 {
			t.Errorf("%s names only %d metrics", file, len(named))
		}
		for _, n := range named {
			n = strings.TrimSuffix(strings.TrimSuffix(n, "_bucket"), "_count")
			if !slices.Contains(there, n) {
				t.Errorf("%s names %s, which the service does not have", file, n)
			}
		}
	}
}
