package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// table lines its cells up in columns. It needs no frame, so that it reads well
// in a terminal and in a file.
type table struct{ lines []string }

// row adds a line of cells.
func (t *table) row(cells ...any) {
	text := make([]string, len(cells))
	for i, c := range cells {
		text[i] = fmt.Sprint(c)
	}
	t.lines = append(t.lines, strings.Join(text, "\t"))
}

// item adds a name and a formatted value.
func (t *table) item(name, format string, args ...any) {
	t.row(name, fmt.Sprintf(format, args...))
}

// gap adds an empty line.
func (t *table) gap() { t.lines = append(t.lines, "\t") }

// print writes the table.
func (t *table) print(w io.Writer) error {
	var b strings.Builder
	columns := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, l := range t.lines {
		fmt.Fprintln(columns, l)
	}
	if err := columns.Flush(); err != nil {
		return err
	}
	for line := range strings.Lines(b.String()) {
		if _, err := fmt.Fprintln(w, strings.TrimRight(line, " \n")); err != nil {
			return err
		}
	}
	return nil
}
