package main

import (
	"fmt"
	"io"
	"math"

	"cotejo/engine/compare"
)

// printComparison prints a comparison for people: the score, what it is made of,
// and how A lies on B.
func printComparison(w io.Writer, c *comparison) error {
	r := &c.Outcome
	var t table
	row := t.item
	row("A", "%s", c.A.File)
	row("B", "%s", c.B.File)
	t.gap()
	row("score", "%.4f", r.Score)
	if len(c.Marks) > 1 {
		for _, m := range c.Marks {
			row("  "+m.Kind, "%.4f", m.Score)
		}
		t.gap()
	}
	for _, term := range r.Terms {
		t.row("  "+term.Name, fmt.Sprintf("%.4g", term.Value), weight(term))
	}
	t.gap()
	row("A is turned by", "%.2f deg anticlockwise", r.Pose.RotationDeg)
	row("and shifted by", "%.1f um to the right, %.1f um down", r.Pose.ShiftXUm, r.Pose.ShiftYUm)
	row("overlap", "%.2f mm²", r.OverlapMM2)
	row("congruent cells", "%d of %d", r.CellsCongruent, len(r.Cells))
	row("coarse score", "%.4f", r.Coarse)
	row("version", "%s (engine %s)", c.Version, c.Engine)
	if err := t.print(w); err != nil {
		return err
	}
	return printCells(w, r.Cells)
}

func printCells(w io.Writer, cells []compare.Cell) error {
	if len(cells) == 0 {
		return nil
	}
	var t table
	t.row("cell", "at, um", "correlation", "best nearby", "off by, um", "congruent")
	for i, c := range cells {
		congruent := ""
		if c.Congruent {
			congruent = "yes"
		}
		t.row(i+1, place(c.X, c.Y), fmt.Sprintf("%.3f", c.Common),
			fmt.Sprintf("%.3f", c.Correlation), place(c.DXum, c.DYum), congruent)
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return t.print(w)
}

// weight says how a term entered the score.
func weight(t compare.Term) string {
	if t.Weight == 0 {
		return "(shown only)"
	}
	return fmt.Sprintf("x %.4g", t.Weight)
}

// place prints two lengths in whole micrometres, without a negative zero.
func place(x, y float64) string {
	return fmt.Sprintf("%d, %d", int(math.Round(x)), int(math.Round(y)))
}
