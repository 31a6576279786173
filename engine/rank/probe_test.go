package rank_test

import (
	"errors"
	"reflect"
	"sync"
	"testing"

	"cotejo/engine/compare"
	"cotejo/engine/kernel"
	"cotejo/engine/pool"
	"cotejo/engine/rank"
)

func TestASieveIsMadeWhenItIsNeeded(t *testing.T) {
	subject := newSubject(t, 1)
	c := newCrowd(t, subject.Template.Class(), 100)
	probe, err := rank.NewProbe(subject)
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("no sieve")
	probe.SetSieve(func() (*kernel.Sieve, error) { return nil, broken })
	search := func(least int) ([]rank.List, error) {
		p := rank.DefaultParams()
		p.Sieve.Least = least
		return rank.Gallery(t.Context(), pool.New(2, 0), []*rank.Probe{probe}, c.snap, nil, 5, p)
	}
	if got, err := search(len(c.entries)); err != nil || len(got[0].Best) != 5 {
		t.Errorf("a selection that is not sieved: %+v, %v", got, err)
	}
	if got, err := search(10); !errors.Is(err, broken) || got != nil {
		t.Errorf("a selection that cannot be sieved: %+v, %v", got, err)
	}
}

// The first searches with a probe may come at once, and one may have it twice.
func TestAProbeServesSeveralSearches(t *testing.T) {
	subject := newSubject(t, 1)
	c := newCrowd(t, subject.Template.Class(), 200)
	p := rank.DefaultParams()
	p.Sieve.Least = 20
	want := scanned(t, c, 1, []*compare.Subject{subject}, nil, 10, p)[0]
	probe, err := rank.NewProbe(newSubject(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	work := pool.New(2, 0)
	var searches sync.WaitGroup
	for range 4 {
		searches.Go(func() {
			got, err := rank.Gallery(t.Context(), work, []*rank.Probe{probe, probe}, c.snap, nil, 10, p)
			if err != nil || !reflect.DeepEqual(got, []rank.List{want, want}) {
				t.Errorf("other lists than alone: %+v, %v", got, err)
			}
		})
	}
	searches.Wait()
}
