package accuracy

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
)

// WriteDir writes report.json, scores.csv, roc.png, histogram.png and rank.png
// into dir, which it makes when it is missing.
func WriteDir(dir string, r *Report, in *Input) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder for the results: %w", err)
	}
	for name, write := range map[string]func(io.Writer) error{
		"report.json":   func(w io.Writer) error { return WriteJSON(w, r) },
		"scores.csv":    func(w io.Writer) error { return WriteCSV(w, in) },
		"roc.png":       func(w io.Writer) error { return PlotROC(w, in) },
		"histogram.png": func(w io.Writer) error { return PlotHistogram(w, in, r) },
		"rank.png":      func(w io.Writer) error { return PlotRank(w, in) },
	} {
		if err := writeFile(filepath.Join(dir, name), write); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the results: %w", err)
	}
	defer func() {
		if cerr := f.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("write the results: %w", cerr)
		}
	}()
	if err := write(f); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return nil
}

// WriteJSON writes the report, indented, with a final newline.
func WriteJSON(w io.Writer, r *Report) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(r)
}

// csvHeader is a contract: other programs read it.
var csvHeader = []string{
	"a", "b", "match", "score", "coarse", "cells_congruent", "cells",
	"rotation_deg", "shift_x_um", "shift_y_um",
}

// WriteCSV writes one line a pair: match is 1 or 0, angles are in degrees,
// shifts in micrometres. With several data sets a file is named folder/file.
func WriteCSV(w io.Writer, in *Input) error {
	c := csv.NewWriter(w)
	if err := c.Write(csvHeader); err != nil {
		return err
	}
	names, _ := in.datasets()
	name := func(i int) string {
		if len(names) > 1 {
			return in.Items[i].Dataset + "/" + in.Items[i].File
		}
		return in.Items[i].File
	}
	for _, p := range in.Pairs {
		match := "0"
		if in.mates(p.A, p.B) {
			match = "1"
		}
		err := c.Write([]string{
			name(p.A), name(p.B), match, number(p.Score, -1), number(p.Coarse, -1),
			strconv.Itoa(p.CellsCongruent), strconv.Itoa(p.Cells),
			number(p.RotationDeg, 3), number(p.ShiftXum, 2), number(p.ShiftYum, 2),
		})
		if err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// number formats v with the given decimals, -1 for as many as it needs; an
// unknown value is left empty.
func number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}
