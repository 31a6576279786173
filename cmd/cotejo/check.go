package main

import (
	"context"
	"errors"
	"fmt"

	"cotejo/cmd/cotejo/lab"
)

// checkCmd holds everything that a service keeps against each other.
type checkCmd struct {
	serviceFlags
	Repair bool `help:"First rebuild the text index and the gallery, and make damaged templates again."`
	JSON   bool `help:"Print JSON."`
}

// Run checks a service that is not running.
func (c *checkCmd) Run(ctx context.Context, a *app) (err error) {
	l, err := lab.Open(ctx, c.settings(), c.logger(a))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if c.Repair {
		if err := l.Repair(ctx); err != nil {
			return fmt.Errorf("repair: %w", err)
		}
	}
	bar := a.newProgress()
	report, err := l.Check(ctx, bar.show)
	bar.stop()
	if err != nil {
		return err
	}
	if c.JSON {
		err = a.printJSON(report)
	} else {
		err = c.print(a, report)
	}
	if err == nil && len(report.Faults) > 0 {
		err = fmt.Errorf("%d faults", len(report.Faults))
	}
	return err
}

func (c *checkCmd) print(a *app, r *lab.Report) error {
	var t table
	t.item("records", "%d", r.Records)
	t.item("audit entries", "%d", r.AuditEntries)
	t.item("originals", "%d", r.Originals)
	t.item("marks", "%d", r.Marks)
	t.item("faults", "%d", len(r.Faults))
	if err := t.print(a.stdout); err != nil {
		return err
	}
	for _, f := range r.Faults {
		if _, err := fmt.Fprintf(a.stdout, "\n%s: %s\n  %s\n  remedy: %s\n", f.Part, f.Subject, f.Problem, f.Remedy); err != nil {
			return err
		}
	}
	return nil
}
