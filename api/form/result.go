package form

import (
	"errors"
	"io"

	"cotejo/api/casework"
)

// Row is one trace result of a table. Request is what the table says of the
// request that it answers: its number or its identifier. Result lacks its Head
// and its Request; its time to crime is of the days that the table has.
type Row struct {
	Line    int // counted from 1; the heading usually is line 1
	Request string
	Result  casework.TraceResult
}

// RowFault is what is wrong with a row. Column is called as in the table, "" when
// the row as a whole is wrong. Key names the text in package message.
type RowFault struct {
	Line   int
	Column string
	Key    string
	Params map[string]any
}

// ReadResults reads a table of trace results, as docs/design/trace.md describes
// it. It returns the rows that are right, and the faults of the others, both in
// the order of the table. A file that is no such table is a *casework.Error.
func ReadResults(r io.Reader) ([]Row, []RowFault, error) {
	table, err := readTable(r)
	if err != nil {
		return nil, nil, err
	}
	if len(table) == 0 || table[0].err != nil {
		return nil, nil, casework.Fail(casework.CodeInvalid, "form.table.no_heading")
	}
	h, err := readHeading(table[0].cells)
	if err != nil {
		return nil, nil, err
	}
	order := h.dayOrder(table[1:])
	var rows []Row
	var faults []RowFault
	for _, rec := range table[1:] {
		row, wrong := h.row(rec, order)
		if len(wrong) > 0 {
			faults = append(faults, wrong...)
			continue
		}
		rows = append(rows, row)
	}
	return rows, faults, nil
}

// row reads one row by the rules of its record.
func (h *heading) row(rec record, order dayOrder) (Row, []RowFault) {
	row := Row{Line: rec.line}
	if rec.err != nil {
		return row, []RowFault{{Line: rec.line, Key: "form.table.row"}}
	}
	var wrong []RowFault
	fault := func(column, key string, params map[string]any) {
		wrong = append(wrong, RowFault{Line: rec.line, Column: column, Key: key, Params: params})
	}
	for i, cell := range rec.cells {
		switch {
		case cell == "":
		case i >= len(h.columns) || h.columns[i] == nil:
			fault("", "form.table.cells", map[string]any{"count": len(rec.cells), "expected": len(h.columns)})
		case h.columns[i].date != nil:
			date, ok := order.date(cell)
			if !ok {
				fault(h.names[i], "form.table.date", map[string]any{"value": cell})
			}
			*h.columns[i].date(&row) = date
		default:
			*h.columns[i].text(&row) = cell
		}
	}
	row.Result.Status = statusOf(row.Result.Status)
	row.Result.TimeToCrime = casework.TimeToCrime(row.Result.Purchased, row.Result.Recovered)
	if len(wrong) > 0 {
		return row, wrong
	}
	if row.Request == "" {
		fault(h.name("request"), "field.required", nil)
	}
	var bad *casework.Error
	if errors.As(casework.Check(&row.Result), &bad) {
		for _, f := range bad.Fields {
			fault(h.name(f.Path), f.Key, f.Params)
		}
	}
	return row, wrong
}
