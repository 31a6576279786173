package gate

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func recordOf(m Machine, things ...Measured) Record {
	return Record{Version: recordVersion, Date: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC), Commit: "v1", Machine: m, Things: things}
}

var (
	epyc   = Machine{CPU: "AMD EPYC 25/1/1", Arch: "amd64", AVX2: true, Go: "go1.26.8", C: "12.2.0"}
	xeon   = Machine{CPU: "Intel Xeon", Arch: "amd64", AVX2: true, Go: "go1.26.8", C: "12.2.0"}
	newer  = Machine{CPU: "AMD EPYC 25/1/1", Arch: "amd64", AVX2: true, Go: "go1.27", C: "12.2.0"}
	arm    = Machine{CPU: "arm 0x41/0xd0c", Arch: "arm64", Go: "go1.26.8", C: "12.2.0"}
	before = Measured{Thing: "scan", Ratio: Interval{Median: 2, Low: 1.98, High: 2.02}, Instructions: 1000000, Allocations: 7}
)

func TestRecordsAreAHistory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "gate")
	if all, err := ReadRecords(dir); err != nil || len(all) != 0 {
		t.Fatalf("no folder: %v, %v", all, err)
	}
	for i, m := range []Machine{epyc, xeon, arm} {
		name, err := recordOf(m, before).Write(dir)
		if err != nil {
			t.Fatal(err)
		}
		if want := []string{"0001.json", "0002.json", "0003.json"}[i]; filepath.Base(name) != want {
			t.Errorf("record %d is %s, want %s", i, name, want)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	all, err := ReadRecords(dir)
	if err != nil || len(all) != 3 {
		t.Fatalf("%d records: %v", len(all), err)
	}
	for i, m := range []Machine{epyc, xeon, arm} {
		if all[i].Machine != m || all[i].Number != i+1 || all[i].Things[0] != before {
			t.Errorf("record %d: %+v", i, all[i])
		}
	}
}

func TestDamagedRecordsAreNamed(t *testing.T) {
	good, err := os.ReadFile(func() string {
		name, err := recordOf(epyc, before).Write(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		return name
	}())
	if err != nil {
		t.Fatal(err)
	}
	change := func(old, with string) string {
		if !strings.Contains(string(good), old) {
			t.Fatalf("the record has no %q", old)
		}
		return strings.Replace(string(good), old, with, 1)
	}
	for name, text := range map[string]string{
		"empty":        "",
		"cut":          string(good[:len(good)/2]),
		"too new":      change(`"version": 1`, `"version": 2`),
		"no machine":   change(`"cpu": "AMD EPYC 25/1/1"`, `"cpu": ""`),
		"no ratio":     change(`"median": 2,`, `"median": 0,`),
		"turned about": change(`"low": 1.98`, `"low": 3`),
		"negative":     change(`"allocations": 7`, `"allocations": -7`),
		"nameless":     change(`"thing": "scan"`, `"thing": ""`),
		"nothing":      `{"version":1,"machine":{"cpu":"a","arch":"b","go":"c","c":"d"},"things":[]}`,
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, "0001.json")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadRecords(dir); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What the repository has recorded can be read, in the order of its dates.
func TestRecordedHistory(t *testing.T) {
	all, err := ReadRecords("../results/gate")
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(all); i++ {
		if all[i].Date.Before(all[i-1].Date) {
			t.Errorf("record %04d is older than the one before it", all[i].Number)
		}
	}
	t.Logf("%d records", len(all))
}

func FuzzRecord(f *testing.F) {
	f.Add([]byte(`{"version":1,"machine":{"cpu":"a","arch":"b","go":"c","c":"d"},"things":[{"thing":"scan","ratio":{"median":1,"low":1,"high":1},"allocations":1}]}`))
	f.Add([]byte(`{"version":1,"things":[{"ratio":{"median":1e999}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := parseRecord(data); err == nil {
			judge(before, []Record{r}, epyc, DefaultLimits())
		}
	})
}
