package gate

import (
	"context"
	"errors"
	"io"
	"testing"
)

// Every thing does its work, and what is deterministic about it is.
func TestThingsDoTheirWork(t *testing.T) {
	b, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.things) != 5 {
		t.Fatalf("%d things", len(b.things))
	}
	for _, thing := range b.things {
		for _, share := range []float64{0, 0.15} {
			op, err := thing.slowed(share)
			if err == nil {
				err = op()
			}
			if err != nil {
				t.Errorf("%s: %v", thing.name, err)
			}
		}
		thing.reference()
	}
}

func TestOptionsThatCannotWork(t *testing.T) {
	for _, o := range []Options{{Only: []string{"scam"}}, {SlowThing: "scam"}, {Slow: -1}, {Slow: 11}} {
		if _, err := New(o); err == nil {
			t.Errorf("%+v was accepted", o)
		}
	}
	b, err := New(Options{Only: []string{"decode", "scan"}})
	if err != nil || len(b.Names()) != 2 || b.Names()[0] != "scan" {
		t.Errorf("%v, %v", b.Names(), err)
	}
}

func TestMeasuringEndsWithItsContext(t *testing.T) {
	b, err := New(Options{Only: []string{"decode"}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Hold(ctx, nil, nil, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
