package gate

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sort"
)

// attempts is how often a figure may be measured before it fails: a slowdown is
// there every time, noise is not.
const attempts = 3

// Hold measures every thing and holds it against the records. Findings of figures
// that are not in figures are left out; nil means all of them. What fails is
// measured again, after the others. It tells of its progress on log.
func (b *Bench) Hold(ctx context.Context, records []Record, figures []string, log io.Writer) ([]Finding, error) {
	here, limits := Here(), DefaultLimits()
	all := map[string][]Finding{}
	todo := b.Names()
	for attempt := 1; len(todo) > 0 && attempt <= attempts; attempt++ {
		var again []string
		for _, name := range todo {
			m, err := b.Measure(ctx, name)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			found := slices.DeleteFunc(judge(m, records, here, limits), func(f Finding) bool {
				return len(figures) > 0 && !slices.Contains(figures, f.Figure)
			})
			all[name] = better(all[name], found)
			fmt.Fprintf(log, "%s: %.4f of the reference (%.4f to %.4f), %d instructions, %d allocations\n", name, m.Ratio.Median, m.Ratio.Low, m.Ratio.High, m.Instructions, m.Allocations)
			if slices.ContainsFunc(all[name], func(f Finding) bool { return f.Fails }) {
				again = append(again, name)
			}
		}
		todo = again
	}
	var out []Finding
	for _, name := range b.Names() {
		out = append(out, all[name]...)
	}
	return out, nil
}

// better keeps of each figure the lower value of two attempts.
func better(a, b []Finding) []Finding {
	if a == nil {
		return b
	}
	for i := range a {
		if b[i].Measured < a[i].Measured {
			a[i] = b[i]
		}
	}
	return a
}

// passes is how often everything is measured for a record, one pass after the
// other, so that a bad minute does not become the record.
const passes = 5

// Record measures every thing some times and returns the median of each. spread is
// the largest difference between a thing's passes, the best and the worst left
// out, as a share: what is not quiet should not be recorded.
func (b *Bench) Record(ctx context.Context, log io.Writer) (r Record, spread float64, err error) {
	r = Record{Version: recordVersion, Machine: Here()}
	found := map[string][]Measured{}
	for pass := range passes {
		for _, name := range b.Names() {
			m, err := b.Measure(ctx, name)
			if err != nil {
				return r, 0, fmt.Errorf("%s: %w", name, err)
			}
			found[name] = append(found[name], m)
			fmt.Fprintf(log, "pass %d, %s: %.4f of the reference (%.4f to %.4f), %d instructions, %d allocations\n", pass+1, name, m.Ratio.Median, m.Ratio.Low, m.Ratio.High, m.Instructions, m.Allocations)
		}
	}
	for _, name := range b.Names() {
		m, s := middle(found[name])
		r.Things, spread = append(r.Things, m), max(spread, s)
	}
	return r, spread, nil
}

// middle is the pass of the median ratio with the fewest instructions and
// allocations of all, and how far the passes differ.
func middle(all []Measured) (Measured, float64) {
	sort.Slice(all, func(i, j int) bool { return all[i].Ratio.Median < all[j].Ratio.Median })
	m := all[len(all)/2]
	for _, o := range all {
		m.Instructions, m.Allocations = min(m.Instructions, o.Instructions), min(m.Allocations, o.Allocations)
	}
	inner := all[1 : len(all)-1]
	return m, (inner[len(inner)-1].Ratio.Median - inner[0].Ratio.Median) / m.Ratio.Median
}
