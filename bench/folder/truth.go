package folder

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// maxTruthBytes holds some hundred thousand scans.
const maxTruthBytes = 64 << 20

// Entry is one line of a truth file.
type Entry struct {
	// File is the scan's name inside the folder, with slashes.
	File    string
	Firearm string
}

// ReadTruth reads the truth file with the given name in dir, and checks that
// every scan it names is there.
func ReadTruth(dir, name string) ([]Entry, error) {
	path := filepath.Join(dir, name)
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s is missing: an evaluation needs a CSV file with the columns file and firearm beside the scans", path)
	} else if err != nil {
		return nil, fmt.Errorf("open the truth file: %w", err)
	}
	defer f.Close()
	entries, err := ParseTruth(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if err := checkPresent(dir, entries); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return entries, nil
}

// ParseTruth reads a CSV table whose header names the columns file and firearm;
// other columns are ignored, and so are their order, letter case, a byte order
// mark and empty lines. Columns may be separated by semicolons, as spreadsheets
// do where the comma marks decimals. A name that is empty, given twice, or that
// leads out of the folder is an error with its line.
func ParseTruth(r io.Reader) ([]Entry, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxTruthBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the truth file: %w", err)
	}
	if len(data) > maxTruthBytes {
		return nil, fmt.Errorf("the truth file has more than %d MiB: is it one?", maxTruthBytes>>20)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	table := csv.NewReader(bytes.NewReader(data))
	table.FieldsPerRecord = -1
	table.TrimLeadingSpace = true
	header, _, _ := bytes.Cut(data, []byte("\n"))
	if !bytes.ContainsRune(header, ',') && bytes.ContainsRune(header, ';') {
		table.Comma = ';'
	}
	return readEntries(table)
}

func readEntries(table *csv.Reader) ([]Entry, error) {
	header, err := table.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the truth file is empty: its first line must be file,firearm")
	} else if err != nil {
		return nil, fmt.Errorf("the truth file is not CSV: %w", err)
	}
	file, firearm := column(header, "file"), column(header, "firearm")
	if file < 0 || firearm < 0 {
		return nil, fmt.Errorf("the first line is %q: it must name the columns file and firearm", strings.Join(header, ","))
	}
	var entries []Entry
	lines := map[string]int{}
	for {
		row, err := table.Read()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("the truth file is not CSV: %w", err)
		}
		line, _ := table.FieldPos(0)
		if blank(row) {
			continue
		}
		e, err := entryOf(row, file, firearm)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		if first, twice := lines[e.File]; twice {
			return nil, fmt.Errorf("line %d: %q was already named in line %d: name each scan once", line, e.File, first)
		}
		lines[e.File] = line
		entries = append(entries, e)
	}
	if len(entries) == 0 {
		return nil, errors.New("the truth file names no scan")
	}
	return entries, nil
}

// column returns the place of a name in the header, -1 when it is not there.
func column(header []string, name string) int {
	for i, h := range header {
		if strings.EqualFold(strings.TrimSpace(h), name) {
			return i
		}
	}
	return -1
}

func blank(row []string) bool {
	return strings.TrimSpace(strings.Join(row, "")) == ""
}

func entryOf(row []string, file, firearm int) (Entry, error) {
	if len(row) <= max(file, firearm) {
		return Entry{}, fmt.Errorf("%d columns: the file or its firearm is missing", len(row))
	}
	e := Entry{File: strings.TrimSpace(row[file]), Firearm: strings.TrimSpace(row[firearm])}
	if e.File == "" {
		return Entry{}, errors.New("the name of the file is empty")
	}
	if e.Firearm == "" {
		return Entry{}, fmt.Errorf("the firearm of %q is empty: leave scans of unknown origin out", e.File)
	}
	if err := checkLocal(e.File); err != nil {
		return Entry{}, err
	}
	e.File = filepath.ToSlash(filepath.Clean(filepath.FromSlash(e.File)))
	return e, nil
}

// checkLocal refuses a name that leads out of the folder on any system: the
// truth file may come from anywhere.
func checkLocal(name string) error {
	if !filepath.IsLocal(filepath.FromSlash(name)) || strings.ContainsAny(name, "\\\x00") ||
		len(name) > 1 && name[1] == ':' {
		return fmt.Errorf("%q is not a name inside the folder: name scans relative to the truth file, without ..", name)
	}
	return nil
}

// checkPresent names the scans that are not there, at most five of them.
func checkPresent(dir string, entries []Entry) error {
	var missing []string
	for _, e := range entries {
		st, err := os.Stat(filepath.Join(dir, filepath.FromSlash(e.File)))
		if err != nil || !st.Mode().IsRegular() {
			missing = append(missing, fmt.Sprintf("%q", e.File))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	more := ""
	if len(missing) > 5 {
		more = fmt.Sprintf(" and %d more", len(missing)-5)
		missing = missing[:5]
	}
	return fmt.Errorf("scans are named that are not in the folder: %s%s", strings.Join(missing, ", "), more)
}
