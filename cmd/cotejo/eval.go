package main

import (
	"context"

	"cotejo/bench/accuracy"
	"cotejo/bench/damage"
	"cotejo/bench/eval"
	"cotejo/engine"
	"cotejo/engine/pool"
)

type evalCmd struct {
	Data           []string     `required:"" placeholder:"DIR" sep:"none" help:"Folder of scans with a truth file; give it several times to evaluate folders as one collection."`
	Truth          string       `default:"truth.csv" placeholder:"FILE" help:"Name of the truth file inside each folder: CSV with the columns file and firearm."`
	Out            string       `placeholder:"DIR" help:"Write report.json, scores.csv, roc.png, histogram.png and rank.png to this folder."`
	Rotate         bool         `help:"Turn every scan by a random angle and shift it by up to 0.3 mm."`
	Damage         *damage.Spec `placeholder:"sector=240,noise=0.5" help:"Damage every scan: keep a random sector of so many degrees, add noise in units of its robust standard deviation, make six holes."`
	Seed           uint64       `default:"1" help:"Seed of angles and damage."`
	SharedFirearms bool         `help:"A firearm's name means the same firearm in all folders, not in its own only."`
	Workers        int          `placeholder:"N" help:"Number of threads that work at once (default: one a core)."`
	Masks          string       `placeholder:"DIR" help:"Take the marks from DIR/NAME/KIND.png, white on black, instead of finding them: NAME is the scan's without its extension, KIND breech_face, firing_pin, aperture_shear or ejector."`
	JSON           bool         `help:"Print the report as JSON."`
	scanFlags
	markFlag
}

// Run evaluates and reports.
func (c *evalCmd) Run(ctx context.Context, a *app) error {
	if c.Workers < 0 {
		return misused("--workers %d: the number of threads must be positive", c.Workers)
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
	bar := a.newProgress()
	in, report, err := eval.Run(ctx, eng, params, pool.New(c.Workers, 0), eval.Options{
		Dirs: c.Data, TruthName: c.Truth, Reader: reader,
		Rotate: c.Rotate, Damage: c.Damage, Seed: c.Seed, SharedFirearms: c.SharedFirearms,
		Known: c.known, Masks: c.Masks, Kind: c.kind(),
		Version: buildVersion(), Progress: bar.show,
	})
	bar.stop()
	if err != nil {
		return err
	}
	if c.Out != "" {
		if err := accuracy.WriteDir(c.Out, report, in); err != nil {
			return err
		}
		a.note("the report, the scores and the plots are in %s", c.Out)
	}
	if c.JSON {
		return accuracy.WriteJSON(a.stdout, report)
	}
	return printReport(a.stdout, report)
}
