package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"cotejo/bench/scale"
	"cotejo/engine"
)

type benchCmd struct {
	Size   int      `required:"" placeholder:"N" help:"Number of exhibits in the gallery, from a thousand up."`
	Hide   []string `placeholder:"DIR" sep:"none" help:"Hide the scans of this folder, which has a truth file, in the gallery and search for each; give it several times for several folders (default: generated ones)."`
	Truth  string   `default:"truth.csv" placeholder:"FILE" help:"Name of the truth file inside each folder: CSV with the columns file and firearm."`
	Sweep  bool     `help:"Measure galleries of a thousand, ten thousand and so on up to N; with --out, draw cost over size."`
	Out    string   `placeholder:"DIR" help:"Write bench.json to this folder, with --sweep sweep.png and sweep.svg too, and make the gallery in it."`
	Keep   bool     `help:"Leave the gallery in the folder of --out."`
	Seed   uint64   `default:"1" help:"Seed of what is generated (${default})."`
	Probes int      `default:"15" placeholder:"N" help:"Number of hidden scans that are timed; all are searched for (${default})."`

	Fine  int     `placeholder:"N" help:"Number of candidates that a search compares in full (default: the engine's)."`
	Sieve float64 `placeholder:"SHARE" help:"Share of the gallery that the first stage of the cascade leaves, 1 for no such stage (default: the engine's)."`

	Workers int  `placeholder:"N" help:"Number of threads that work at once (default: one a core)."`
	JSON    bool `help:"Print JSON."`
	scanFlags
}

// Run measures and reports.
func (c *benchCmd) Run(ctx context.Context, a *app) (err error) {
	o, params, err := c.options()
	if err != nil {
		return err
	}
	dir, remove, err := c.folder()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()
	bar := a.newProgress()
	o.Dir, o.Progress = dir, bar.show
	o.Note = func(text string) { bar.stop(); a.note("%s", text) }
	measure := scale.Run
	if c.Sweep {
		measure = scale.RunSweep
	}
	report, err := measure(ctx, params, c.Workers, o)
	bar.stop()
	if err != nil {
		return err
	}
	for _, r := range report.Refused {
		a.note("not hidden: %s: %s", r.File, r.Reason)
	}
	if c.Out != "" {
		if err := c.write(a, report); err != nil {
			return err
		}
	}
	if c.JSON {
		return a.printJSON(report)
	}
	return printBench(a.stdout, report)
}

// options checks the flags.
func (c *benchCmd) options() (scale.Options, engine.Params, error) {
	params := engine.DefaultParams()
	ranking := params.Rank
	if c.Fine != 0 {
		ranking.Fine = c.Fine
	}
	if c.Sieve != 0 {
		ranking.Sieve.Keep = c.Sieve
	}
	reader, err := c.reader()
	if err != nil {
		return scale.Options{}, params, err
	}
	o := scale.Options{
		Size: c.Size, Hide: c.Hide, TruthName: c.Truth, Reader: reader, Seed: c.Seed,
		Dir: ".", Probes: c.Probes, Rank: ranking, Version: buildVersion(),
	}
	switch err := o.Validate(); {
	case err != nil:
		return o, params, misused("%v", err)
	case c.Workers < 0:
		return o, params, misused("--workers %d: the number of threads must be positive", c.Workers)
	case c.Keep && c.Out == "":
		return o, params, misused("--keep: name the folder with --out")
	}
	return o, params, nil
}

// folder is where the gallery is made, and what takes it away again.
func (c *benchCmd) folder() (dir string, remove func() error, err error) {
	if c.Out == "" {
		dir, err = os.MkdirTemp("", "cotejo-bench-")
		return dir, func() error { return os.RemoveAll(dir) }, err
	}
	dir = filepath.Join(c.Out, "gallery")
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return "", nil, misused("%s is not empty: remove it, or name another folder with --out", dir)
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", nil, err
	}
	return dir, func() error {
		if c.Keep {
			return nil
		}
		return os.RemoveAll(dir)
	}, nil
}

// write puts the report and the plots into the folder.
func (c *benchCmd) write(a *app, report *scale.Report) error {
	data, err := json.MarshalIndent(report, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(c.Out, "bench.json"), append(data, '\n'), 0o644); err != nil {
		return err
	}
	if report.Sweep != nil {
		if err := scale.WritePlot(c.Out, report.Sweep); err != nil {
			return err
		}
	}
	a.note("the report is in %s", c.Out)
	return nil
}
