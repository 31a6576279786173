package rank

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/engine/kernel"
)

// SetSieve replaces what makes the probe's sieve.
func (p *Probe) SetSieve(made func() (*kernel.Sieve, error)) { p.sieve = made }

// What is kept is the beginning of the sorted list, whatever the order of adding.
func TestTopIsTheBeginningOfTheSortedList(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		all := make([]Listed, r.IntN(60))
		for i := range all {
			all[i] = Listed{Seq: int64(i + 1), Score: float64(r.IntN(12)) - 3} // many ties
		}
		k := r.IntN(70) - 2
		heap := top{k: k}
		for _, i := range r.Perm(len(all)) {
			heap.add(all[i])
		}
		slices.SortFunc(all, func(a, b Listed) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Seq, b.Seq)) })
		if got, want := heap.sorted(), all[:min(max(k, 0), len(all))]; !slices.Equal(got, want) {
			t.Fatalf("top %d: %v, want %v", k, got, want)
		}
	}
}

func TestKthIsThatOfTheSortedList(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	for round := range 60 {
		scores := make([]float32, 1+r.IntN(3000))
		for i := range scores {
			switch round % 3 {
			case 0:
				scores[i] = float32(r.NormFloat64() * 1e5)
			case 1:
				scores[i] = float32(r.IntN(5)) - 2
			default:
				scores[i] = float32(1e6) + float32(r.IntN(100))/16
			}
		}
		sorted := slices.Clone(scores)
		slices.SortFunc(sorted, func(a, b float32) int { return cmp.Compare(b, a) })
		for _, k := range []int{1, len(scores), 1 + r.IntN(len(scores))} {
			if got := kth(scores, k); got != sorted[k-1] {
				t.Fatalf("the %d-th of %d is %g, not %g", k, len(scores), sorted[k-1], got)
			}
		}
	}
}

func TestOrderedKeepsTheOrderAndTurnsBack(t *testing.T) {
	values := []float32{float32(math.Inf(-1)), -math.MaxFloat32, -1, -1e-40, 0, 1e-40, 1, math.MaxFloat32, float32(math.Inf(1))}
	for i, v := range values {
		if back := unordered(ordered(v)); back != v {
			t.Errorf("%g comes back as %g", v, back)
		}
		if i > 0 && ordered(values[i-1]) >= ordered(v) {
			t.Errorf("%g does not come before %g", values[i-1], v)
		}
	}
}

func TestPositionsAreThoseOfTheMembers(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 300 {
		set := roaring64.New()
		var seqs []int64
		var want []int
		for n := int64(1); n < 400; n++ {
			in, there := r.IntN(3) == 0, r.IntN(1+r.IntN(5)) == 0
			if r.IntN(10) == 0 {
				n += int64(r.IntN(100)) // gaps
			}
			if in {
				set.Add(uint64(n))
			}
			if there {
				if in {
					want = append(want, len(seqs))
				}
				seqs = append(seqs, n)
			}
		}
		if got := positions(seqs, set); !slices.Equal(got, want) {
			t.Fatalf("positions %v, want %v", got, want)
		}
	}
}
