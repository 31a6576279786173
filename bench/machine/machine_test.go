package machine

import (
	"context"
	"errors"
	"testing"
)

func TestReferenceIsAProductOfMatrices(t *testing.T) {
	const rows, depth, columns = 64, 256, 48
	r := NewReference()
	r.Run(2)
	for row := range rows {
		for c := range columns {
			want := int32(0)
			for k := range depth {
				// b holds two of the depth side by side.
				want += 2 * int32(r.a[row*depth+k]) * int32(r.b[k/2*2*columns+2*c+k%2])
			}
			if got := r.out[row*columns+c]; got != want {
				t.Fatalf("row %d, column %d: %d, want %d", row, c, got, want)
			}
		}
	}
}

func TestMeasureFindsLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	l, err := Measure(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]Rate{"read": l.ReadBytes, "multiply-adds": l.MultiplyAdds, "fma": l.FMAs, "gemm": l.GEMM} {
		// A machine of which Cotejo is asked to make sense does a hundred million a second.
		if r.One < 1e8 || r.All < 1e8 {
			t.Errorf("%s: %g on one core, %g on all", name, r.One, r.All)
		}
	}
	t.Logf("%+v", l)
}

func TestMeasureEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Measure(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestModelName(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "unknown"},
		{"no name", "processor : 0\nBogoMIPS : 50\n", "unknown"},
		{"amd64", "vendor_id\t: AuthenticAMD\ncpu family\t: 25\nmodel\t\t: 1\nmodel name\t: AMD  EPYC \nstepping\t: 1\n\nmodel name\t: other\n", "AMD EPYC 25/1/1"},
		{"arm64", "CPU implementer\t: 0x41\nCPU variant\t: 0x3\nCPU part\t: 0xd0c\n", "arm 0x41/0xd0c/0x3"},
	} {
		if got := modelName(c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCounterCountsWork(t *testing.T) {
	err := OnThread(func() error {
		c, err := OpenCounter()
		if errors.Is(err, ErrNotOffered) {
			t.Skip(err)
		} else if err != nil {
			return err
		}
		defer c.Close()
		r := NewReference()
		count := func(n int) int64 {
			got, err := c.Count(func() { r.Run(n) })
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		once, often := count(10), count(1000)
		// The call itself and what the runtime slips in count, too.
		if ratio := float64(often) / float64(once); ratio < 90 || ratio > 110 {
			t.Errorf("%d instructions for 10 products, %d for 1000", once, often)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
