package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"cotejo/fixtures"
)

type synthCmd struct {
	Out string `arg:"" help:"Folder to write to; it is made when it is missing."`

	Firearms    int      `default:"${firearms}" placeholder:"N" help:"Number of firearms (${default})."`
	Shots       int      `default:"${shots}" placeholder:"M" help:"Cartridge cases fired by each (${default})."`
	Seed        uint64   `default:"${seed}" placeholder:"S" help:"The same seed gives the same files (${default})."`
	Hardness    float64  `default:"${hardness}" placeholder:"H" help:"From 0, where mates separate fully, to 1, where they do not (${default})."`
	Finish      []string `placeholder:"NAME" enum:"${finishes}" help:"Breech face finishes, in turn, of ${enum} (default: all)."`
	Instrument  []string `placeholder:"NAME" enum:"${instruments}" default:"${instrument}" help:"Instruments, in turn, of ${enum} (${default})."`
	Format      []string `default:"x3p" enum:"x3p,ring,side,raw,raw-ring,raw-side" help:"What to write: x3p (height maps of the breech face), ring and side (lit images in folders of their own); raw, raw-ring and raw-side (whole case heads with true masks, in folders of their own)."`
	MaxRotation float64  `default:"${rotation}" placeholder:"DEG" help:"Scans lie turned by up to so many degrees either way (${default})."`
	BatchSize   int      `default:"${batch}" placeholder:"N" help:"Consecutive slides of a finish that share subclass marks (${default})."`
	Workers     int      `placeholder:"N" help:"Number of threads that work at once (default: one a core)."`
	JSON        bool     `help:"Print JSON."`
}

// instruments are those that can be asked for by name.
var instruments = []fixtures.Instrument{fixtures.Confocal(), fixtures.Photometric()}

// synthVars are the numbers and names that the help shows.
func synthVars() map[string]string {
	d := fixtures.DefaultConfig()
	var finishes, names []string
	for _, f := range fixtures.Finishes() {
		finishes = append(finishes, string(f))
	}
	for _, in := range instruments {
		names = append(names, in.Name)
	}
	return map[string]string{
		"firearms": fmt.Sprint(d.Firearms), "shots": fmt.Sprint(d.Shots), "seed": fmt.Sprint(d.Seed),
		"hardness": fmt.Sprint(d.Hardness), "rotation": fmt.Sprint(d.MaxRotationDeg), "batch": fmt.Sprint(d.BatchSize),
		"finishes": strings.Join(finishes, ","), "instruments": strings.Join(names, ","), "instrument": names[0],
	}
}

// Run generates the collection.
func (c *synthCmd) Run(ctx context.Context, a *app) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	bar := a.newProgress()
	opt := fixtures.WriteOptions{
		Workers:  max(0, c.Workers),
		Progress: func(done, total int) { bar.show("generating", done, total) },
	}
	for _, f := range c.Format {
		switch f {
		case "x3p":
			opt.X3P = true
		case "ring":
			opt.Ring = true
		case "side":
			opt.Side = true
		default:
			opt.Views = append(opt.Views, fixtures.View(f))
		}
	}
	err = fixtures.WriteCollection(ctx, c.Out, cfg, opt)
	bar.stop()
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(map[string]any{
			"folder": c.Out, "firearms": c.Firearms, "shots": c.Shots, "files": c.Firearms * c.Shots * len(c.Format),
			"seed": c.Seed, "formats": c.Format,
		})
	}
	_, err = fmt.Fprintf(a.stdout, "%d firearms, %d shots each, in %s\n", c.Firearms, c.Shots, c.Out)
	return err
}

// config is the generator's configuration; what it refuses is wrong use.
func (c *synthCmd) config() (fixtures.Config, error) {
	cfg := fixtures.DefaultConfig()
	cfg.Firearms, cfg.Shots, cfg.Seed, cfg.Hardness = c.Firearms, c.Shots, c.Seed, c.Hardness
	cfg.MaxRotationDeg, cfg.BatchSize = c.MaxRotation, c.BatchSize
	if len(c.Finish) > 0 {
		cfg.Finishes = nil
	}
	for _, f := range c.Finish {
		cfg.Finishes = append(cfg.Finishes, fixtures.Finish(f))
	}
	cfg.Instruments = nil
	for _, name := range c.Instrument {
		i := slices.IndexFunc(instruments, func(in fixtures.Instrument) bool { return in.Name == name })
		cfg.Instruments = append(cfg.Instruments, instruments[i]) // the parser checked the name
	}
	if err := cfg.Validate(); err != nil {
		return cfg, usageError{strings.TrimPrefix(err.Error(), "fixtures: ")}
	}
	return cfg, nil
}
