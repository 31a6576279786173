package main

import (
	"fmt"
	"io"
	"strings"

	"cotejo/bench/accuracy"
)

// printReport prints an evaluation for people.
func printReport(w io.Writer, r *accuracy.Report) error {
	var t table
	row := t.item
	row("collection", "%d scans of %d firearms%s", r.Files, r.Firearms, spoiled(r))
	row("pairs", "%d matches, %d non-matches", r.Pairs.Match, r.Pairs.Nonmatch)
	t.gap()
	row("AUC", "%s", number(r.AUC, 4))
	row("equal error rate", "%s", percent(r.EER))
	row("errors at the best threshold", "%d at %s", r.Errors, number(r.BestThreshold, 3))
	row("matches: worst, median", "%s, %s", number(r.MinMatch, 3), number(r.MedianMatch, 3))
	row("non-matches: best, median", "%s, %s", number(r.MaxNonmatch, 3), number(r.MedianNonmatch, 3))
	row("gap", "%s", number(r.Gap, 3))
	row("d'", "%s", number(r.DPrime, 2))
	row("matches above every non-match", "%s", percent(r.AboveAll))
	t.gap()
	row("rank 1, rank 5", "%s, %s of %d probes", percent(r.Rank1), percent(r.Rank5), r.ProbesWithMate)
	row("mates in the top 10", "%s", percent(r.MatesInTop10))
	at := r.Coarse.RecallAt
	row("coarse search: mate in top 1, 5, 10, 20, 50", "%s, %s, %s, %s, %s",
		percent(at.At1), percent(at.At5), percent(at.At10), percent(at.At20), percent(at.At50))
	row("coarse search: mates in the top 10", "%s", percent(r.Coarse.MatesInTop10))
	t.gap()
	row("user CPU: reading, extracting, indexing", "%s, %s, %s ms a scan",
		number(r.ReadCPUMsPerFile, 1), number(r.ExtractCPUMsPerFile, 1), number(r.IndexCPUMsPerFile, 1))
	row("user CPU: coarse search", "%s us an item", number(r.CoarseCPUUsPerItem, 1))
	row("user CPU: fine comparison", "%s ms a pair", number(r.FineCPUMsPerPair, 2))
	row("user CPU and wall clock, all", "%s s, %s s", number(r.CPUSeconds, 1), number(r.WallSeconds, 1))
	row("version", "%s (engine %s)", r.Version, r.Engine)
	if err := t.print(w); err != nil {
		return err
	}
	if err := printDatasets(w, r); err != nil {
		return err
	}
	if err := printMarks(w, r); err != nil {
		return err
	}
	for _, n := range r.Notes {
		if _, err := fmt.Fprintln(w, "Note:", n); err != nil {
			return err
		}
	}
	return nil
}

// printMarks prints what each kind of mark says alone, where there are several, and
// which scans have none.
func printMarks(w io.Writer, r *accuracy.Report) error {
	for _, f := range r.Refused {
		if _, err := fmt.Fprintf(w, "No mark of %s can be compared, it scores 0: %s\n", f.File, f.Reason); err != nil {
			return err
		}
	}
	if len(r.Marks) < 2 {
		return nil
	}
	var t table
	t.row("mark", "scans", "matches", "min", "median", "non-matches", "median", "max", "AUC")
	for _, m := range r.Marks {
		t.row(m.Kind, m.Found, m.Pairs.Match, number(m.MinMatch, 3), number(m.MedianMatch, 3),
			m.Pairs.Nonmatch, number(m.MedianNonmatch, 3), number(m.MaxNonmatch, 3), number(m.AUC, 4))
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return t.print(w)
}

// printDatasets prints how each of several folders stands to the common
// threshold.
func printDatasets(w io.Writer, r *accuracy.Report) error {
	if len(r.Datasets) == 0 {
		return nil
	}
	var t table
	t.row("data set", "matches", "min", "median", "max", "non-matches", "min", "median", "max", "errors")
	line := func(name string, n accuracy.PairCount, m, o accuracy.Spread, errors int) {
		t.row(name, n.Match, number(m.Min, 3), number(m.Median, 3), number(m.Max, 3),
			n.Nonmatch, number(o.Min, 3), number(o.Median, 3), number(o.Max, 3), errors)
	}
	for _, d := range r.Datasets {
		line(d.Name, d.Pairs, d.Match, d.Nonmatch, d.Errors)
	}
	line("between data sets", r.Cross.Pairs, r.Cross.Match, r.Cross.Nonmatch, r.Cross.Errors)
	if _, err := fmt.Fprintf(w, "\nAll at the common threshold %s:\n\n", number(r.BestThreshold, 3)); err != nil {
		return err
	}
	return t.print(w)
}

func spoiled(r *accuracy.Report) string {
	var how []string
	if r.Rotate {
		how = append(how, "turned and shifted")
	}
	if r.Damage != "" {
		how = append(how, "damaged ("+r.Damage+")")
	}
	if len(how) == 0 {
		return ""
	}
	return fmt.Sprintf(", %s, seed %d", strings.Join(how, " and "), r.Seed)
}

func number(f accuracy.Figure, decimals int) string {
	if !f.Known() {
		return "-"
	}
	return fmt.Sprintf("%.*f", decimals, float64(f))
}

func percent(f accuracy.Figure) string {
	if !f.Known() {
		return "-"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(f))
}
