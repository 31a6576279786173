package main

import (
	"context"
	"errors"
	"fmt"

	"cotejo/cmd/cotejo/lab"
)

// backupCmd writes a backup beside a service that may be running.
type backupCmd struct {
	Out string `arg:"" help:"File to write (tar)."`
	serviceFlags
	JSON bool `help:"Print JSON."`
}

// Run writes the backup.
func (c *backupCmd) Run(ctx context.Context, a *app) error {
	bar := a.newProgress()
	files, err := lab.Backup(ctx, c.settings(), c.Out, c.logger(a), bar.show)
	bar.stop()
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(map[string]any{"file": c.Out, "files": files})
	}
	_, err = fmt.Fprintf(a.stdout, "%s: %d files. It holds the key of the audit log: keep it where only its keepers reach it.\n", c.Out, files)
	return err
}

// restoreCmd makes a data folder of a backup.
type restoreCmd struct {
	From string `arg:"" help:"Backup to restore."`
	serviceFlags
	JSON bool `help:"Print JSON."`
}

// Run restores, and then checks what was restored as `cotejo check` does.
func (c *restoreCmd) Run(ctx context.Context, a *app) (err error) {
	bar := a.newProgress()
	files, err := lab.Restore(ctx, c.settings(), c.From, bar.show)
	bar.stop()
	if err != nil {
		return fmt.Errorf("restore %s: %w", c.From, err)
	}
	l, err := lab.Open(ctx, c.settings(), c.logger(a))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if err := l.Repair(ctx); err != nil {
		return fmt.Errorf("rebuild text index and gallery: %w", err)
	}
	report, err := l.Check(ctx, bar.show)
	bar.stop()
	if err != nil {
		return err
	}
	if c.JSON {
		err = a.printJSON(map[string]any{"data_dir": c.DataDir, "files": files, "check": report})
	} else {
		_, err = fmt.Fprintf(a.stdout, "%s: %d files restored; %d records, %d originals and the audit log verified, %d faults\n", c.DataDir, files, report.Records, report.Originals, len(report.Faults))
	}
	if err == nil && len(report.Faults) > 0 {
		err = fmt.Errorf("%d faults: run cotejo check", len(report.Faults))
	}
	return err
}
