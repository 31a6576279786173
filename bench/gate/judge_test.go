package gate

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// with is the recorded thing with each figure changed by a factor.
func with(time, instructions float64, allocations int64) Measured {
	m := before
	m.Ratio = Interval{Median: 2 * time, Low: 1.98 * time, High: 2.02 * time}
	m.Instructions = int64(1e6 * instructions)
	m.Allocations += allocations
	return m
}

func TestJudge(t *testing.T) {
	elsewhere := recordOf(xeon, with(3, 3, 0))
	for _, c := range []struct {
		name    string
		records []Record
		here    Machine
		now     Measured
		// The figures that fail, are better, are not held.
		fail, better, notHeld string
	}{
		{"unchanged", []Record{recordOf(epyc, before)}, epyc, before, "", "", ""},
		{"noise", []Record{recordOf(epyc, before)}, epyc, with(1.05, 1.01, 0), "", "", ""},
		{"slower by 15 %", []Record{recordOf(epyc, before)}, epyc, with(1.15, 1.15, 0), "instructions", "", ""},
		{"slower, of the same instructions", []Record{recordOf(epyc, before)}, epyc, with(1.3, 1, 0), "time", "", ""},
		{"slower, hidden by noise", []Record{recordOf(epyc, before)}, epyc, with(1.04, 1.15, 0), "instructions", "", ""},
		{"one allocation more", []Record{recordOf(epyc, before)}, epyc, with(1, 1, 1), "allocations", "", ""},
		{"faster", []Record{recordOf(epyc, before)}, epyc, with(0.7, 0.8, -1), "", "time instructions allocations", ""},
		{"no record", nil, epyc, with(2, 2, 2), "", "", "time instructions allocations"},
		{"no record of the thing", []Record{recordOf(epyc, Measured{Thing: "other"})}, epyc, before, "", "", "time instructions allocations"},
		{"another processor", []Record{recordOf(epyc, before)}, xeon, with(1.5, 1.04, 0), "", "", "time"},
		{"another processor, more work", []Record{recordOf(epyc, before)}, xeon, with(1, 1.06, 1), "instructions allocations", "", "time"},
		{"another compiler", []Record{recordOf(epyc, before)}, newer, with(2, 2, 0), "", "", "time instructions"},
		{"another compiler, more allocations", []Record{recordOf(epyc, before)}, newer, with(1, 1, 1), "allocations", "", "time instructions"},
		{"another architecture", []Record{recordOf(epyc, before)}, arm, with(9, 9, 0), "", "", "time instructions"},
		{"no counter here", []Record{recordOf(epyc, before)}, epyc, with(1, 0, 0), "", "", "instructions"},
		{"no counter here, slower", []Record{recordOf(epyc, before)}, epyc, with(1.15, 0, 0), "time", "", "instructions"},
		{"no counter here, noise", []Record{recordOf(epyc, before)}, epyc, with(1.08, 0, 0), "", "", "instructions"},
		{"no counter there", []Record{recordOf(epyc, with(1, 0, 0))}, epyc, before, "", "", "instructions"},
		{"the newest counts", []Record{recordOf(epyc, with(2, 2, 0)), recordOf(epyc, before)}, epyc, with(1.3, 1, 0), "time", "", ""},
		{"a newer one of another machine does not", []Record{recordOf(epyc, before), elsewhere}, epyc, with(1.15, 1.15, 0), "instructions", "", ""},
		{"one of the same compilers goes before a newer of others", []Record{recordOf(xeon, before), recordOf(arm, with(9, 9, 0))}, epyc, with(1, 1.2, 0), "instructions", "", "time"},
	} {
		var fail, better, notHeld []string
		for _, f := range judge(c.now, c.records, c.here, DefaultLimits()) {
			if f.Fails {
				fail = append(fail, f.Figure)
			}
			if f.Better {
				better = append(better, f.Figure)
			}
			if f.NotHeld != "" {
				notHeld = append(notHeld, f.Figure)
			}
		}
		for _, is := range []struct {
			what string
			got  []string
			want string
		}{{"fail", fail, c.fail}, {"are better", better, c.better}, {"are not held", notHeld, c.notHeld}} {
			if !slices.Equal(is.got, strings.Fields(is.want)) {
				t.Errorf("%s: %v %s, want %q", c.name, is.got, is.what, is.want)
			}
		}
	}
}

func TestReportNamesFigureRecordLimitAndRemedy(t *testing.T) {
	var out bytes.Buffer
	found := judge(with(1.3, 1, 0), []Record{recordOf(epyc, before)}, epyc, DefaultLimits())
	if err := Report(&out, found); err != nil {
		t.Fatal(err)
	}
	if !Failed(found) {
		t.Error("it does not fail")
	}
	for _, want := range []string{"scan", "2.6000", "the record says 2.0000", "the limit is 2.5000", "make bench-record", "+30.0 %"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, out.String())
		}
	}
	out.Reset()
	if err := Report(&out, judge(before, nil, epyc, DefaultLimits())); err != nil || !strings.Contains(out.String(), "not held") {
		t.Errorf("without a record: %v\n%s", err, out.String())
	}
}

func TestBetterKeepsTheLowerOfEachFigure(t *testing.T) {
	records := []Record{recordOf(epyc, before)}
	first := judge(with(1.3, 1, 0), records, epyc, DefaultLimits())
	got := better(better(nil, first), judge(with(1.01, 1.1, 0), records, epyc, DefaultLimits()))
	if Failed(got) {
		t.Errorf("noise in one attempt fails: %+v", got)
	}
}

func TestMiddleLeavesOutTheBestAndTheWorst(t *testing.T) {
	m, spread := middle([]Measured{with(9, 1, 3), with(1, 2, 3), with(1.01, 1, 3), with(0.2, 1, 2), with(1.02, 1, 3)})
	if m.Ratio.Median != 2.02 || m.Instructions != 1e6 || m.Allocations != 9 || spread < 0.019 || spread > 0.021 {
		t.Errorf("%+v, spread %g", m, spread)
	}
}
