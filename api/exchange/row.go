package exchange

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"cotejo/api/casework"
)

// Row is one line of a manifest: a file, and what it is of. Its records lack
// their identifiers.
type Row struct {
	Line int // counted from 1, the heading included
	// File is below the manifest's folder, with forward slashes.
	File        string
	Case        casework.Case    // Number is "" when there is none
	Firearm     casework.Firearm // Number is "" when there is none
	Exhibit     casework.Exhibit
	Instrument  string // serial number of one that is registered
	Measurement casework.Measurement

	// When and where: of the case for what was found, of the firearm's recovery for
	// test fires.
	date  casework.Date
	place casework.Place
}

// RowError is what is wrong with a row. Column is called as in the manifest, ""
// when the row as a whole is wrong; Key names the text in package message.
type RowError struct {
	Line   int            `json:"line"`
	Column string         `json:"column,omitempty"`
	Key    string         `json:"key"`
	Params map[string]any `json:"-"`
}

// Bounds of a manifest.
const (
	mostManifest = 256 << 20 // bytes
	mostRows     = 1_000_000
)

// ReadManifest reads a table of files, as docs/import.md describes it. It returns
// the rows that are right, and what is wrong with the others, in the order of the
// table. What is no such table is a *casework.Error.
func ReadManifest(r io.Reader) ([]Row, []RowError, error) {
	text, err := io.ReadAll(io.LimitReader(r, mostManifest+1))
	if err != nil {
		return nil, nil, err
	}
	if len(text) > mostManifest {
		return nil, nil, tooLarge("bytes", mostManifest)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !utf8.Valid(text) {
		return nil, nil, casework.Fail(casework.CodeInvalid, "import.encoding")
	}
	m := &manifest{groups: map[owner]map[string]*group{}}
	if err := m.read(text); err != nil {
		return nil, nil, err
	}
	rows := m.rows()
	slices.SortStableFunc(m.wrong, func(a, b RowError) int { return cmp.Compare(a.Line, b.Line) })
	return rows, m.wrong, nil
}

// manifest is a table under reading.
type manifest struct {
	names   []string  // of the columns, as they stand there
	columns []*column // nil for one that is empty throughout
	lines   []line
	groups  map[owner]map[string]*group
	wrong   []RowError
	faulty  map[int]bool // lines that are wrong
}

// line is one row before its values are in their places.
type line struct {
	number int
	cells  []string
	row    Row
}

// group is what rows say together about one case, firearm or exhibit: for each
// column the value, and the line that says it.
type group struct {
	values map[int]string
	lines  map[int]int
}

func (m *manifest) fault(line int, column, key string, params ...any) {
	e := RowError{Line: line, Column: column, Key: key, Params: map[string]any{}}
	for i := 0; i+1 < len(params); i += 2 {
		e.Params[params[i].(string)] = params[i+1]
	}
	m.wrong = append(m.wrong, e)
	if m.faulty == nil {
		m.faulty = map[int]bool{}
	}
	m.faulty[line] = true
}

// read reads the heading and the cells of all rows.
func (m *manifest) read(text []byte) error {
	table := csv.NewReader(bytes.NewReader(text))
	table.Comma, table.FieldsPerRecord = separator(text), -1
	table.TrimLeadingSpace = table.Comma != '\t'
	head, err := table.Read()
	if err != nil {
		return casework.Fail(casework.CodeInvalid, "import.no_heading").Because(err)
	}
	if err := m.heading(head); err != nil {
		return err
	}
	for {
		cells, err := table.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			m.fault(broken.StartLine, "", "import.row")
			continue
		}
		if err != nil {
			return err
		}
		number, _ := table.FieldPos(0)
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		if len(m.lines) == mostRows {
			return tooLarge("rows", mostRows)
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if len(cells) > len(m.columns) && strings.Join(cells[len(m.columns):], "") != "" {
			m.fault(number, "", "import.cells", "count", len(cells), "expected", len(m.columns))
			continue
		}
		m.lines = append(m.lines, line{number: number, cells: cells[:min(len(cells), len(m.columns))]})
	}
	return nil
}

// heading finds the columns by their names.
func (m *manifest) heading(names []string) error {
	known := map[string]int{}
	all := manifestColumns()
	for i, c := range all {
		for _, name := range c.names {
			known[heading(name)] = i
		}
	}
	used := map[int]string{}
	for _, name := range names {
		name = strings.TrimSpace(name)
		m.names = append(m.names, name)
		if name == "" {
			m.columns = append(m.columns, nil)
			continue
		}
		i, ok := known[heading(name)]
		if !ok {
			return casework.Fail(casework.CodeInvalid, "import.column", "name", shorten(name))
		}
		if other, twice := used[i]; twice {
			return casework.Fail(casework.CodeInvalid, "import.column_twice", "name", shorten(name), "other", shorten(other))
		}
		used[i] = name
		m.columns = append(m.columns, &all[i])
	}
	for _, needed := range []string{"file", "exhibit"} {
		if _, ok := used[known[needed]]; !ok {
			return casework.Fail(casework.CodeInvalid, "import.column_missing", "name", needed)
		}
	}
	return nil
}

// separator is what stands between the cells of the heading.
func separator(text []byte) rune {
	first, _, _ := bufio.NewReader(bytes.NewReader(text)).ReadLine()
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t'} {
		if n := strings.Count(string(first), string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// localName brings a file's name to the form of io/fs, "" when it leads out of the
// folder.
func localName(name string) string {
	name = path.Clean(strings.ReplaceAll(name, `\`, "/"))
	if path.IsAbs(name) || name == "." || name == ".." || strings.HasPrefix(name, "../") || strings.ContainsRune(name, ':') {
		return ""
	}
	return name
}
