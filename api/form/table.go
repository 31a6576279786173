package form

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"cotejo/api/casework"
)

// Bounds of a table that is imported.
const (
	maxTableBytes = 16 << 20
	maxTableRows  = 20000
)

// record is one row of a table with the line on which it begins, counted from 1.
type record struct {
	line  int
	cells []string
	err   error // the row could not be read; cells are nil
}

// readTable reads a table that a spreadsheet wrote: parted by comma, semicolon or
// tab, in UTF-8 with or without a byte order mark, UTF-16 with one, or else
// Windows-1252, of which Latin-1 is a part. Rows that cannot be read have an
// error; the error returned is about the file as a whole.
func readTable(r io.Reader) ([]record, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxTableBytes+1))
	if err != nil {
		return nil, casework.Fail(casework.CodeInvalid, "form.table.unreadable").Because(err)
	}
	if len(raw) > maxTableBytes {
		return nil, casework.Fail(casework.CodeTooLarge, "form.table.large", "most", maxTableBytes>>20)
	}
	text, err := decode(raw)
	if err != nil {
		return nil, casework.Fail(casework.CodeInvalid, "form.table.unreadable").Because(err)
	}
	text, separator, skipped := separatorOf(text)
	reader := csv.NewReader(bytes.NewReader(text))
	reader.Comma = separator
	reader.FieldsPerRecord = -1
	var rows []record
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if len(rows) == maxTableRows {
			return nil, casework.Fail(casework.CodeTooLarge, "form.table.rows", "most", maxTableRows)
		}
		var broken *csv.ParseError
		switch {
		case errors.As(err, &broken):
			rows = append(rows, record{line: broken.StartLine + skipped, err: err})
			continue
		case err != nil:
			return nil, casework.Fail(casework.CodeInvalid, "form.table.unreadable").Because(err)
		}
		line, _ := reader.FieldPos(0)
		for i, cell := range cells {
			cells[i] = strings.TrimSpace(unguarded(cell))
		}
		if strings.Join(cells, "") != "" {
			rows = append(rows, record{line: line + skipped, cells: cells})
		}
	}
}

// decode brings a file to UTF-8 without a byte order mark.
func decode(raw []byte) ([]byte, error) {
	if bytes.IndexByte(raw, 0) >= 0 || !utf8.Valid(raw) {
		fallback := charmap.Windows1252.NewDecoder()
		raw, _, err := transform.Bytes(unicode.BOMOverride(fallback), raw)
		if err == nil && bytes.IndexByte(raw, 0) >= 0 {
			err = errors.New("not a text")
		}
		return raw, err
	}
	return bytes.TrimPrefix(raw, []byte(byteOrderMark)), nil
}

// separatorOf finds what parts the cells: what a first line "sep=;" says, as
// Excel writes it, or the one that is most frequent in the heading. It returns
// what is left to read and how many lines it took.
func separatorOf(text []byte) (rest []byte, separator rune, skipped int) {
	heading, below, _ := bytes.Cut(text, []byte("\n"))
	if said, ok := strings.CutPrefix(strings.TrimRight(strings.ToLower(string(heading)), "\r"), "sep="); ok && len(said) == 1 && strings.Contains(",;\t|", said) {
		return below, rune(said[0]), 1
	}
	separator = ','
	for _, s := range ";\t" {
		if bytes.Count(heading, []byte(string(s))) > bytes.Count(heading, []byte(string(separator))) {
			separator = s
		}
	}
	return text, separator, 0
}
