package main

import (
	"fmt"
	"io"

	"cotejo/engine/compare"
)

// printComparison prints a comparison for people: the score, what it is made of,
// and how A lies on B.
func printComparison(w io.Writer, c *comparison) error {
	r := &c.Result
	var t table
	row := t.item
	row("A", "%s", c.A.File)
	row("B", "%s", c.B.File)
	t.gap()
	row("score", "%.4f", r.Score)
	for _, term := range r.Terms {
		row("  "+term.Name, "%.4g", term.Value)
	}
	t.gap()
	row("A is turned by", "%.2f deg anticlockwise", r.Pose.RotationDeg)
	row("and shifted by", "%.1f um to the right, %.1f um down", r.Pose.ShiftX*1e6, r.Pose.ShiftY*1e6)
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
	t.row("cell", "correlation", "off by, um", "congruent")
	for i, c := range cells {
		congruent := ""
		if c.Congruent {
			congruent = "yes"
		}
		t.row(i+1, fmt.Sprintf("%.3f", c.Correlation), fmt.Sprintf("%.0f, %.0f", c.DXum, c.DYum), congruent)
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	return t.print(w)
}
