package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"cotejo/api/exchange"
	"cotejo/api/message"
)

// importCmd sends a folder of files to a running service.
type importCmd struct {
	Manifest string `arg:"" help:"Table (CSV) that says what the files below its folder are; docs/import.md has its columns."`
	URL      string `name:"url" default:"http://127.0.0.1:8080" env:"COTEJO_URL" placeholder:"URL" help:"Address of the service (${default})."`
	Lab      string `placeholder:"CODE" help:"Laboratory (default: the one in which the token's account works)."`
	NoSearch bool   `help:"Do not search for the marks on entry."`
	Journal  string `placeholder:"FILE" help:"Notes what is in the service, so that an import goes on where it was (default: beside the manifest)."`
	Language string `enum:"en,es" default:"en" help:"Of the report: ${enum}."`
	JSON     bool   `help:"Print JSON."`
}

// Run imports; rows that were refused make it fail, after all others.
func (c *importCmd) Run(ctx context.Context, a *app) (err error) {
	token := os.Getenv("COTEJO_TOKEN")
	if token == "" {
		return misused("no token: make one for programs (POST /api/v1/tokens, scopes read and enter) and put it into COTEJO_TOKEN")
	}
	texts, err := message.Load()
	if err != nil {
		return err
	}
	rows, faults, err := c.manifest()
	if err != nil {
		return err
	}
	// A root keeps links in the folder from leading out of it.
	files, err := os.OpenRoot(filepath.Dir(c.Manifest))
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	defer func() { err = errors.Join(err, files.Close()) }()
	if c.Journal == "" {
		c.Journal = c.Manifest + ".journal"
	}
	journal, err := exchange.OpenJournal(c.Journal)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, journal.Close()) }()
	bar := a.newProgress()
	batch := exchange.Batch{
		Client: &exchange.Client{
			URL: c.URL, Token: token, Language: c.Language,
			Waiting: func(d time.Duration, why string) { a.note("waiting %v: %s", d.Round(time.Second), why) },
		},
		Lab: c.Lab, Files: files.FS(), NoSearch: c.NoSearch, Journal: journal,
		Progress: func(p exchange.Progress) { bar.show("importing", p.Done, p.Rows) },
	}
	report, err := batch.Run(ctx, rows)
	bar.stop()
	report.Faults = faults
	if c.JSON {
		err = errors.Join(err, a.printJSON(report))
	} else {
		err = errors.Join(err, report.Print(a.stdout, texts.For(c.Language).Text))
	}
	if err == nil && !report.OK() {
		err = fmt.Errorf("%d rows are not in the service", len(report.Refused)+len(report.Faults))
	}
	return err
}

func (c *importCmd) manifest() ([]exchange.Row, []exchange.RowError, error) {
	f, err := os.Open(c.Manifest)
	if err != nil {
		return nil, nil, fmt.Errorf("manifest: %w", err)
	}
	defer f.Close()
	return exchange.ReadManifest(f)
}
