package main

import (
	"context"
	"fmt"
	"os"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/light"
	"cotejo/engine/scan"
	"cotejo/engine/trace"
)

type compareCmd struct {
	A       string `arg:"" help:"First scan."`
	B       string `arg:"" help:"Second scan."`
	JSON    bool   `help:"Print JSON."`
	Explain string `placeholder:"OUT.zip" help:"Write the intermediates and an overlay picture to this zip file."`
	scanFlags
	markFlag
	DrawnA regionsFlag `embed:"" prefix:"a-"`
	DrawnB regionsFlag `embed:"" prefix:"b-"`
}

// comparison is the result with what it was made of. The outcome is that of the
// mark that leads, with the score of all marks.
type comparison struct {
	A exhibit `json:"a"`
	B exhibit `json:"b"`
	compare.Outcome
	Marks []markOutcome `json:"marks"`
	// RenderedUnder is the light under which the topography was rendered, where it
	// was compared with a picture.
	RenderedUnder *light.Light `json:"rendered_under,omitempty"`
	made
}

// exhibit names one scan and what was assumed about it.
type exhibit struct {
	File        string   `json:"file"`
	SHA256      string   `json:"sha256"`
	Assumptions []string `json:"assumptions,omitempty"`
	// Segmentation is what was found on it, where marks were compared.
	Segmentation *enrolled `json:"segmentation,omitempty"`
}

// made says what made a result, so that it can be made again.
type made struct {
	Version    string `json:"version"`
	Engine     string `json:"engine"`
	Parameters any    `json:"parameters"`
}

func madeWith(params engine.Params) made { return made{buildVersion(), engine.Version, params} }

// Run compares the two scans.
func (c *compareCmd) Run(ctx context.Context, a *app) (err error) {
	params := engine.DefaultParams()
	eng, err := engine.New(params, 0)
	if err != nil {
		return err
	}
	sink := trace.Discard
	if c.Explain != "" {
		done, zip, failure := explainTo(c.Explain)
		if failure != nil {
			return failure
		}
		defer func() { err = done(err) }() // the named result: a failure takes the file away
		sink = zip
	}
	out := comparison{made: madeWith(params)}
	var scans [2]*scan.Scan
	for i, e := range []struct {
		path    string
		exhibit *exhibit
	}{{c.A, &out.A}, {c.B, &out.B}} {
		if scans[i], err = c.read(a, e.path); err != nil {
			return err
		}
		*e.exhibit = describe(e.path, scans[i])
	}
	hold := c.hold
	if engine.Mixed(scans[0], scans[1]) {
		hold = c.holdAcross
	}
	fused, err := hold(ctx, a, eng, scans, &out, sink)
	if err != nil {
		return err
	}
	out.Outcome, out.Marks = outcomes(fused)
	if c.JSON {
		return a.printJSON(out)
	}
	return printComparison(a.stdout, &out)
}

// hold compares the marks of two scans of a kind.
func (c *compareCmd) hold(ctx context.Context, _ *app, eng *engine.Engine, scans [2]*scan.Scan, out *comparison, sink trace.Sink) (compare.Fused, error) {
	var subjects [2][]*compare.Subject
	for i, e := range []struct {
		name    string
		exhibit *exhibit
	}{{"a", &out.A}, {"b", &out.B}} {
		enrolment, err := enrolMarks(ctx, eng, scans[i], c.scanFlags, c.markFlag, c.drawn(i), trace.Under(sink, e.name))
		if err != nil {
			return compare.Fused{}, fmt.Errorf("%s: %w", e.exhibit.File, err)
		}
		e.exhibit.Segmentation = summarise(enrolment)
		subjects[i] = eng.Subjects(enrolment.Templates...)
	}
	return eng.CompareMarks(ctx, subjects[0], subjects[1], sink)
}

// drawn are the regions of the i-th scan.
func (c *compareCmd) drawn(i int) regionsFlag { return [2]regionsFlag{c.DrawnA, c.DrawnB}[i] }

// read decodes one scan and tells what had to be assumed.
func (c *compareCmd) read(a *app, path string) (*scan.Scan, error) {
	r, err := c.reader()
	if err != nil {
		return nil, err
	}
	s, err := r.Read(path)
	if err == nil {
		a.noteAssumptions(path, s)
	}
	return s, err
}

func describe(path string, s *scan.Scan) exhibit {
	e := exhibit{File: path, SHA256: s.SHA256}
	for _, as := range s.Assumptions {
		e.Assumptions = append(e.Assumptions, as.Text)
	}
	return e
}

// explainTo opens the zip file. The returned function closes it; a comparison
// that failed leaves no file behind.
func explainTo(path string) (done func(error) error, z *trace.Zip, err error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, nil, fmt.Errorf("write the explanation: %w", err)
	}
	z = trace.NewZip(f)
	return func(failure error) error {
		err := z.Close()
		if cerr := f.Close(); err == nil {
			err = cerr
		}
		if failure != nil || err != nil {
			_ = os.Remove(path) // the first error is the one to report
		}
		if failure == nil && err != nil {
			return fmt.Errorf("write the explanation: %w", err)
		}
		return failure
	}, z, nil
}
