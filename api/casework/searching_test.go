package casework_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/store/storetest"
)

// A search whose time was over says how many of its short list were compared, and is
// not held against another that may come further.
func TestSearchWithADeadline(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	w.entered("tom", "B-1")
	w.entered("tom", "B-2")
	probe := w.entered("tec", "A-1")
	marks, _, err := casework.List[casework.Mark](w.as("ana"), w.cases, casework.Narrow{Equal: map[string]string{"exhibit_id": probe.ID}}, casework.Page{Limit: 10})
	w.must(err)
	w.want(w.cases.StartSearch(w.as("ana"), &casework.Search{Mark: marks[0].ID, DeadlineMs: 499}), casework.CodeInvalid, "record.invalid")
	for _, test := range []struct {
		deadline int64
		compared int
	}{{0, 2}, {500, 1}} {
		sr := &casework.Search{Mark: marks[0].ID, DeadlineMs: test.deadline}
		w.must(w.cases.StartSearch(w.as("ana"), sr))
		w.work()
		got, list, _, err := w.cases.Candidates(w.as("ana"), sr.ID, 0, 10)
		w.must(err)
		if got.DeadlineMs != test.deadline || got.Compared != test.compared || got.Shortlisted != 2 || got.Found != test.compared || len(list) != test.compared {
			t.Errorf("within %d ms: %+v with %d candidates", test.deadline, got, len(list))
		}
		rep, err := w.cases.Repeat(w.as("ana"), sr.ID)
		if test.compared == 2 {
			w.must(err)
			if !rep.Same || rep.Searched != 2 {
				t.Errorf("%+v", rep)
			}
		} else {
			w.want(err, casework.CodeConflict, "search.partial")
		}
	}
}

// A search whose time was over before anything was ready is not tried again.
func TestSearchThatIsTooLateHasFailed(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	probe := w.entered("tec", "A-1")
	marks, _, err := casework.List[casework.Mark](w.as("ana"), w.cases, casework.Narrow{Equal: map[string]string{"exhibit_id": probe.ID}}, casework.Page{Limit: 10})
	w.must(err)
	w.engine.fail = casework.ErrTooLate
	sr := &casework.Search{Mark: marks[0].ID, DeadlineMs: 500}
	w.must(w.cases.StartSearch(w.as("ana"), sr))
	w.work()
	w.must(w.cases.Get(w.as("ana"), sr, sr.ID))
	jobs, _, err := casework.List[casework.Job](w.as("sup"), w.cases, casework.Narrow{Equal: map[string]string{"state": casework.JobDead}}, casework.Page{Limit: 10})
	w.must(err)
	if sr.State != casework.SearchFailed || len(jobs) != 1 || jobs[0].Attempts != 1 {
		t.Errorf("the search is %s, its job %+v", sr.State, jobs)
	}
}

// What a search takes follows every change that was made before it: here the withdrawal
// of an exhibit, and a rebuild of all that is rebuilt.
func TestSearchFollowsChanges(t *testing.T) {
	w := newWorld(t, casework.DefaultLimits())
	other := w.entered("tom", "B-1")
	w.entered("tom", "B-2")
	probe := w.entered("tec", "A-1")
	if list := w.searched("ana", probe); len(list) != 2 {
		t.Fatalf("%d candidates, want 2", len(list))
	}
	w.must(w.cases.Get(w.as("tom"), other, other.ID))
	other.Withdrawn = "damaged"
	w.must(w.cases.Change(w.as("tom"), other))
	if list := w.searched("ana", probe); len(list) != 1 {
		t.Errorf("%d candidates after one was withdrawn, want 1", len(list))
	}
	_, err := w.cases.Reindex(w.as("adm"))
	w.must(err)
	w.work()
	w.entered("tom", "B-3")
	if list := w.searched("ana", probe); len(list) != 2 {
		t.Errorf("%d candidates after all was rebuilt and one entered, want 2", len(list))
	}
}

// A search keeps the marks that were found in their order, whatever it is, each beside
// its exhibit, and asks the store as often for many as for one.
func TestASearchKeepsWhatWasFound(t *testing.T) {
	storetest.Both(t, map[string]func(*testing.T, string){"Kept": keepsWhatWasFound, "NoSuchMark": refusesWhatIsNoMark})
}

func keepsWhatWasFound(t *testing.T, dsn string) {
	w := newWorldIn(t, dsn, casework.DefaultLimits())
	var want []string
	for i := range 7 {
		want = append(want, w.entered("tec", fmt.Sprint("A-", i)).ID)
	}
	slices.Reverse(want)
	probe := w.entered("tec", "P")
	s, store := w.counted()
	w.cases = s
	asked := map[int]int{}
	for _, n := range []int{0, 1, len(want)} {
		w.engine.rank = func(out []casework.Ranked) []casework.Ranked {
			slices.Reverse(out)
			return out[:n]
		}
		store.asked = 0
		list := w.searched("ana", probe)
		asked[n] = store.asked
		var got []string
		for i, c := range list {
			var m casework.Mark
			w.must(s.Get(w.as("ana"), &m, c.Mark))
			if m.Exhibit != c.Exhibit || c.Rank != i+1 || c.ExhibitLab != w.labs["A"].ID {
				t.Errorf("%+v is kept of %+v", c, m)
			}
			got = append(got, c.Exhibit)
		}
		if !slices.Equal(got, want[:n]) {
			t.Errorf("%v, want %v", got, want[:n])
		}
	}
	if asked[1] != asked[len(want)] {
		t.Errorf("asked so often for so many candidates: %v", asked)
	}
}

func refusesWhatIsNoMark(t *testing.T, dsn string) {
	limits := casework.DefaultLimits()
	limits.Attempts = 1
	w := newWorldIn(t, dsn, limits)
	w.entered("tom", "B-1")
	probe := w.entered("tec", "A-1")
	w.engine.rank = func(out []casework.Ranked) []casework.Ranked { return append(out, casework.Ranked{Seq: 1000}) }
	if list := w.searched("ana", probe); len(list) != 0 {
		t.Errorf("%d candidates were kept", len(list))
	}
	jobs, _, err := casework.List[casework.Job](w.as("sup"), w.cases, casework.Narrow{Equal: map[string]string{"state": casework.JobDead}}, casework.Page{Limit: 10})
	w.must(err)
	if len(jobs) != 1 || !strings.Contains(jobs[0].Problem, "sequence number 1000") {
		t.Errorf("dead letters %+v", jobs)
	}
}
