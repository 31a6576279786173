package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"cotejo/bench/folder"
	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/pool"
)

type rankCmd struct {
	Probe   string `arg:"" help:"Scan to search for."`
	Gallery string `required:"" placeholder:"DIR" help:"Folder of scans to search; files are taken by their content."`
	Top     int    `default:"10" placeholder:"N" help:"Number of candidates (${default})."`
	Workers int    `placeholder:"N" help:"Number of threads that work at once (default: one a core)."`
	JSON    bool   `help:"Print JSON."`
	scanFlags
	markFlag
	regionsFlag
}

// rankedList is the outcome of a search.
type rankedList struct {
	Probe      exhibit     `json:"probe"`
	Gallery    string      `json:"gallery"`
	Searched   int         `json:"searched"`
	Skipped    []string    `json:"skipped,omitempty"`
	Candidates []candidate `json:"candidates"`
	made
}

// candidate is one entry of the list; its coarse score is that of the search.
type candidate struct {
	Rank   int     `json:"rank"`
	File   string  `json:"file"`
	Coarse float64 `json:"coarse"`
	compare.Outcome
	Marks []markOutcome `json:"marks"`
}

// Run searches the gallery.
func (c *rankCmd) Run(ctx context.Context, a *app) error {
	if c.Top < 1 || c.Workers < 0 {
		return misused("--top %d, --workers %d: both must be positive", c.Top, c.Workers)
	}
	reader, err := c.reader()
	if err != nil {
		return err
	}
	params := engine.DefaultParams()
	eng, err := engine.New(params, c.Workers)
	if err != nil {
		return err
	}
	s, err := reader.Read(c.Probe)
	if err != nil {
		return err
	}
	a.noteAssumptions(c.Probe, s)
	out := rankedList{Probe: describe(c.Probe, s), Gallery: c.Gallery, made: madeWith(params)}
	enrolment, err := enrolMarks(ctx, eng, s, c.scanFlags, c.markFlag, c.regionsFlag, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Probe, err)
	}
	out.Probe.Segmentation = summarise(enrolment)
	probe := eng.Subjects(enrolment.Templates...)
	g, err := c.enrolGallery(ctx, a, eng, reader, probe)
	if err != nil {
		return err
	}
	found, err := eng.SearchMarks(ctx, probe, g.exhibits, c.Top)
	if err != nil {
		return err
	}
	out.Searched, out.Skipped = len(g.exhibits), g.skipped
	for _, f := range found {
		lead, marks := outcomes(f.Fused)
		out.Candidates = append(out.Candidates, candidate{f.Rank, g.files[f.Index], f.Coarse, lead, marks})
	}
	if c.JSON {
		return a.printJSON(out)
	}
	return printRanked(a, &out)
}

// gallery is the scans of a folder that could be enrolled.
type gallery struct {
	files    []string
	exhibits [][]*compare.Subject // the marks of each
	skipped  []string
}

// enrolGallery enrols the folder's scans but the probe itself. A file that is no
// scan, is broken or cannot be held against the probe is left out with a note:
// one bad file must not stop a search.
func (c *rankCmd) enrolGallery(ctx context.Context, a *app, eng *engine.Engine, reader folder.Reader, probe []*compare.Subject) (*gallery, error) {
	names, others, err := folder.List(c.Gallery)
	if err != nil {
		return nil, err
	}
	exhibits, failures := make([][]*compare.Subject, len(names)), make([]error, len(names))
	bar := a.newProgress()
	var mu sync.Mutex
	done := 0
	err = pool.New(c.Workers, 0).Map(ctx, len(names), func(ctx context.Context, i int) error {
		exhibits[i], failures[i] = c.enrolFile(ctx, eng, reader, filepath.Join(c.Gallery, names[i]), probe)
		mu.Lock()
		defer mu.Unlock()
		done++
		bar.show("extracting", done, len(names))
		return ctx.Err()
	})
	bar.stop()
	if err != nil {
		return nil, err
	}
	g := &gallery{}
	for i, name := range names {
		switch {
		case failures[i] != nil:
			a.note("left out: %v", failures[i])
			g.skipped = append(g.skipped, name)
		case exhibits[i] != nil:
			g.files, g.exhibits = append(g.files, name), append(g.exhibits, exhibits[i])
		}
	}
	if len(others) > 0 {
		a.note("left out of %s, since they are no scans: %s", c.Gallery, strings.Join(others, ", "))
		g.skipped = append(g.skipped, others...)
	}
	if len(g.exhibits) == 0 {
		return nil, fmt.Errorf("%s holds no scan to search besides the probe: name a folder with scans (X3P, AL3D, PNG, TIFF, JPEG, BMP) directly in it", c.Gallery)
	}
	return g, nil
}

// enrolFile returns nil for a file of the same bytes as the probe.
func (c *rankCmd) enrolFile(ctx context.Context, eng *engine.Engine, reader folder.Reader, path string, probe []*compare.Subject) ([]*compare.Subject, error) {
	s, err := reader.Read(path)
	if err != nil {
		return nil, err
	}
	if s.SHA256 == probe[0].Template.ID() {
		return nil, nil
	}
	enrolment, err := enrolMarks(ctx, eng, s, c.scanFlags, c.markFlag, regionsFlag{}, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	marks := eng.Subjects(enrolment.Templates...)
	if err := engine.InCommon(probe, marks); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return marks, nil
}

func printRanked(a *app, r *rankedList) error {
	var t table
	t.row("rank", "file", "score", "coarse", "cells", "turned, deg", "shift, um")
	for _, c := range r.Candidates {
		t.row(
			c.Rank, c.File, fmt.Sprintf("%.3f", c.Score), fmt.Sprintf("%.3f", c.Coarse),
			fmt.Sprintf("%d of %d", c.CellsCongruent, len(c.Cells)),
			fmt.Sprintf("%.1f", c.Pose.RotationDeg),
			place(c.Pose.ShiftXUm, c.Pose.ShiftYUm),
		)
	}
	if _, err := fmt.Fprintf(a.stdout, "%s against %d scans of %s\n\n", r.Probe.File, r.Searched, r.Gallery); err != nil {
		return err
	}
	return t.print(a.stdout)
}
