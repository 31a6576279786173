package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Journal remembers which rows of a manifest are in the service, in a file of
// JSON lines, so that an import that was interrupted goes on where it was. A line
// is on disk before the next row begins. It is not safe for concurrent use.
type Journal struct {
	file *os.File
	done map[string]Done
}

// Done is a row whose file is in the service.
type Done struct {
	Row         string    `json:"row"` // fingerprint of what the manifest says, and of where it went
	File        string    `json:"file"`
	Size        int64     `json:"size"`
	Modified    time.Time `json:"modified"`
	SHA256      string    `json:"sha256"`
	Exhibit     string    `json:"exhibit"`     // identifier
	Acquisition string    `json:"acquisition"` // identifier
}

// journalHead is the first line of a journal.
type journalHead struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
}

var thisJournal = journalHead{"cotejo-journal", 1}

// OpenJournal opens a journal, which is made if it is missing. A last line that
// was not written to its end is dropped; a file that is no journal is an error and
// stays as it is.
func OpenJournal(name string) (*Journal, error) {
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	j := &Journal{file: file, done: map[string]Done{}}
	if err := j.read(); err != nil {
		return nil, fmt.Errorf("journal %s: %w", name, errors.Join(err, file.Close()))
	}
	return j, nil
}

// read reads what is there, and cuts off what is not whole.
func (j *Journal) read() error {
	lines := bufio.NewReader(j.file)
	whole := int64(0)
	for n := 0; ; n++ {
		line, err := lines.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if err != nil { // the last line, not whole
			break
		}
		if n == 0 {
			var head journalHead
			if json.Unmarshal(line, &head) != nil || head != thisJournal {
				return errors.New("this is no journal of an import: give another file")
			}
		} else {
			var d Done
			if err := json.Unmarshal(line, &d); err != nil {
				return fmt.Errorf("line %d: %w", n+1, err)
			}
			j.done[d.Row] = d
		}
		whole += int64(len(line))
	}
	if whole == 0 {
		return j.begin()
	}
	if err := j.file.Truncate(whole); err != nil {
		return err
	}
	_, err := j.file.Seek(whole, io.SeekStart)
	return err
}

// begin writes the first line of a new journal. A file with something else in it
// that is less than a line is no journal either.
func (j *Journal) begin() error {
	text := make([]byte, 64)
	n, err := j.file.ReadAt(text, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	head, err := json.Marshal(thisJournal)
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(head, text[:n]) {
		return errors.New("this is no journal of an import: give another file")
	}
	if err := j.file.Truncate(0); err != nil {
		return err
	}
	if _, err := j.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return j.write(thisJournal)
}

func (j *Journal) write(v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if _, err := j.file.Write(append(line, '\n')); err != nil {
		return err
	}
	return j.file.Sync()
}

// Add notes a row.
func (j *Journal) Add(d Done) error {
	if err := j.write(d); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	j.done[d.Row] = d
	return nil
}

// Find returns what is noted of a row, by its fingerprint.
func (j *Journal) Find(row string) (Done, bool) {
	d, ok := j.done[row]
	return d, ok
}

// Close closes the file.
func (j *Journal) Close() error { return j.file.Close() }
