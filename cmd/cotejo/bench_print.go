package main

import (
	"fmt"
	"io"

	"cotejo/bench/scale"
)

// printBench shows a report to people.
func printBench(w io.Writer, r *scale.Report) error {
	seconds := func(v float64) string { return fmt.Sprintf("%.3f s", v) }
	var t table
	t.row("", "wall", "CPU")
	cost := func(what string, c scale.Cost) { t.row(what, seconds(c.WallS), seconds(c.CPUS)) }
	cost("build", scale.Cost{WallS: r.BuildS, CPUS: r.BuildCPUS})
	cost("open", scale.Cost{WallS: r.OpenS, CPUS: r.OpenCPUS})
	t.row("open, files forgotten", seconds(r.OpenColdS), "")
	t.row("first coarse search", seconds(r.FirstSearchS), "")
	cost("coarse search", scale.Cost{WallS: r.CoarseWallS, CPUS: r.CoarseCPUS})
	for _, f := range r.Filters {
		cost(fmt.Sprintf("coarse, filter leaves %d", f.Left), f.Cost)
	}
	if r.Cascade.Sieved {
		cost("coarse, every entry in full", r.Cascade.Off)
	}
	for _, b := range r.Batches {
		cost(fmt.Sprintf("coarse, each of %d at once", b.Probes), b.Cost)
	}
	cost("whole search", scale.Cost{WallS: r.SearchWallS, CPUS: r.SearchCPUS})
	cost(fmt.Sprintf("whole search, each of %d at once", r.Concurrent.Searches), r.Concurrent.Together)
	cost("whole search, one core", r.Concurrent.OneCore)
	if _, err := fmt.Fprintf(w, "a gallery of %d, %d scans hidden in it; %d workers\n\n", r.Size, r.Crowd.Hidden, r.Workers); err != nil {
		return err
	}
	if err := t.print(w); err != nil {
		return err
	}
	if err := printFacts(w, r); err != nil {
		return err
	}
	if r.Sweep != nil {
		return printSweep(w, r.Sweep)
	}
	return nil
}

// printFacts says in words what is no time.
func printFacts(w io.Writer, r *scale.Report) error {
	const mb = 1e6
	sieve := "every entry is looked at in full"
	if c := r.Cascade; c.Sieved {
		sieve = fmt.Sprintf("the cascade loses %.2f %% of the full scan's best 200 (%.2f %% at worst) and %d mates (%d probes)",
			100*c.LostOfTop200.Mean, 100*c.LostOfTop200.Worst, c.MatesLost, c.Probes)
	}
	_, err := fmt.Fprintf(w, `
memory while searching: %.0f MB, of which %.0f MB are not mapped files
gallery: %.0f bytes an exhibit on the disk
%d searches at once: %.2f times the throughput of one core
the dense part does %.2g multiply-adds a second: %.0f %% of what one core can
%s
of %d probes with one mate hidden: %.1f %% have it in the coarse best 200, %.1f %% at rank 1
load average %.1f at the beginning, %.1f at the end
`,
		float64(r.Memory.Resident)/mb, float64(r.Memory.Anonymous)/mb, r.GalleryBytesPerExhibit,
		r.Concurrent.Searches, r.Concurrent.OverOneCore, r.Dense.PerS, 100*r.Efficiency, sieve,
		r.Crowd.Probes, 100*r.Crowd.MateInCoarseTop200, 100*r.Crowd.Rank1, r.LoadAverage.Begin, r.LoadAverage.End)
	return err
}

func printSweep(w io.Writer, s *scale.Sweep) error {
	var t table
	t.row("exhibits", "coarse, us each", "in full, us each", "filter of 1 %, us each", "whole search, s")
	for _, p := range s.Points {
		t.row(p.Size, fmt.Sprintf("%.3f", p.CoarseUsPerExhibit), fmt.Sprintf("%.3f", p.FullUsPerExhibit),
			fmt.Sprintf("%.4f", p.FilteredUsPerExhibit), fmt.Sprintf("%.2f", p.Search.CPUS))
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	if err := t.print(w); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\ncost grows as size to the power of %.2f (cascade), %.2f (every entry in full), %.2f (filter of 1 %%), at the last step\n",
		s.Exponents.Coarse, s.Exponents.Full, s.Exponents.Filtered)
	return err
}
