package gate

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// Failed tells whether any finding fails.
func Failed(all []Finding) bool {
	return slices.ContainsFunc(all, func(f Finding) bool { return f.Fails })
}

// Report writes the findings as a table, then what is to be done about them.
func Report(w io.Writer, all []Finding) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "thing\tfigure\tmeasured\trecord\tchange\tlimit\t")
	for _, f := range all {
		measured := fmt.Sprintf("%.0f", f.Measured)
		recorded, limit, change := fmt.Sprintf("%.0f", f.Recorded), fmt.Sprintf("%.0f", f.Limit), fmt.Sprintf("%+.1f %%", 100*f.Change())
		if f.Figure == Time {
			measured = fmt.Sprintf("%.4f (%.4f to %.4f)", f.Measured, f.Interval.Low, f.Interval.High)
			recorded, limit = fmt.Sprintf("%.4f", f.Recorded), fmt.Sprintf("%.4f", f.Limit)
		}
		if f.Recorded == 0 {
			change = "-"
		}
		if f.NotHeld != "" && f.Recorded == 0 {
			recorded = "-"
		}
		if f.NotHeld != "" {
			limit = "none"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", f.Thing, f.Figure, measured, recorded, change, limit, f.verdict())
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, f := range all {
		if f.Fails {
			fmt.Fprintf(w, "gate: %s needs %s\n", f.Thing, f.complaint())
		}
	}
	if slices.ContainsFunc(all, func(f Finding) bool { return f.Better }) {
		fmt.Fprintln(w, "gate: what is better than its record may rot back to it unseen: make bench-record on a quiet machine, and commit the file")
	}
	return nil
}

func (f Finding) verdict() string {
	switch {
	case f.NotHeld != "":
		return "not held: " + f.NotHeld
	case f.Fails:
		return "FAILS"
	case f.Better:
		return "better"
	}
	return "holds"
}

func (f Finding) complaint() string {
	what := fmt.Sprintf("%.4f times the reference's processor time (at least %.4f)", f.Measured, f.Interval.Low)
	limit := fmt.Sprintf("%.4f", f.Limit)
	recorded := fmt.Sprintf("%.4f", f.Recorded)
	if f.Figure != Time {
		what, limit, recorded = fmt.Sprintf("%.0f %s an operation", f.Measured, f.Figure), fmt.Sprintf("%.0f", f.Limit), fmt.Sprintf("%.0f", f.Recorded)
	}
	return fmt.Sprintf("%s; the record says %s and the limit is %s. Undo what made it slower (make bench-compare shows where). If it is worth its price, say so in the commit with a new record: make bench-record", what, recorded, limit)
}
