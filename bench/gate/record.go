package gate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// Machine is where figures are from, as far as they depend on it.
type Machine struct {
	CPU  string `json:"cpu"`
	Arch string `json:"arch"`
	AVX2 bool   `json:"avx2"`
	// The versions of the compilers of Go and of C.
	Go string `json:"go"`
	C  string `json:"c"`
}

// SameCode tells whether two machines run the same instructions.
func (m Machine) SameCode(o Machine) bool {
	return m.Arch == o.Arch && m.AVX2 == o.AVX2 && m.Go == o.Go && m.C == o.C
}

// Record is one recorded point of the history: a file of its own in a folder,
// 0001.json and so on, never changed once it is committed.
type Record struct {
	// Number is the file's.
	Number int `json:"-"`
	// Version of the record's form.
	Version int       `json:"version"`
	Date    time.Time `json:"date"`
	// Commit is as git describes the tree that was measured.
	Commit  string     `json:"commit"`
	Machine Machine    `json:"machine"`
	Things  []Measured `json:"things"`
}

const recordVersion = 1

var recordName = regexp.MustCompile(`^(\d{4})\.json$`)

// ReadRecords returns the records of a folder in order; a folder that is not there
// has none. A record that cannot be read is an error, which names it: a gate that
// passed because its record is damaged would be none.
func ReadRecords(dir string) ([]Record, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	var all []Record
	for _, e := range entries { // by name, so by number
		found := recordName.FindStringSubmatch(e.Name())
		if found == nil {
			continue
		}
		name := filepath.Join(dir, e.Name())
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		r, err := parseRecord(data)
		if err != nil {
			return nil, fmt.Errorf("%s is no record (%w): restore it with git checkout", name, err)
		}
		r.Number, _ = strconv.Atoi(found[1]) // four digits
		all = append(all, r)
	}
	return all, nil
}

func parseRecord(data []byte) (Record, error) {
	var r Record
	if err := json.Unmarshal(data, &r); err != nil {
		return r, err
	}
	return r, r.check()
}

func (r Record) check() error {
	switch {
	case r.Version != recordVersion:
		return fmt.Errorf("version %d: this program reads version %d", r.Version, recordVersion)
	case r.Machine.CPU == "" || r.Machine.Arch == "" || r.Machine.Go == "" || r.Machine.C == "":
		return errors.New("it does not say where it was made")
	case len(r.Things) == 0:
		return errors.New("it is empty")
	}
	for i, m := range r.Things {
		q := m.Ratio
		switch {
		case m.Thing == "" || slices.ContainsFunc(r.Things[:i], func(o Measured) bool { return o.Thing == m.Thing }):
			return fmt.Errorf("thing %d has no name of its own", i+1)
		case !(q.Low > 0 && q.Low <= q.Median && q.Median <= q.High && q.High < 1e9):
			return fmt.Errorf("the ratio of %s is %g (%g to %g)", m.Thing, q.Median, q.Low, q.High)
		case m.Instructions < 0 || m.Allocations < 0:
			return fmt.Errorf("%s has %d instructions and %d allocations", m.Thing, m.Instructions, m.Allocations)
		}
	}
	return nil
}

// Write puts the record behind the last one of the folder, which is made if need
// be, and returns its file.
func (r Record) Write(dir string) (string, error) {
	r.Version = recordVersion
	if err := r.check(); err != nil {
		return "", err
	}
	all, err := ReadRecords(dir)
	if err != nil {
		return "", err
	}
	number := 1
	if len(all) > 0 {
		number = all[len(all)-1].Number + 1
	}
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	name := filepath.Join(dir, fmt.Sprintf("%04d.json", number))
	return name, os.WriteFile(name, append(data, '\n'), 0o644)
}

// likeness is how well a record can be compared with; more is better.
type likeness int

const (
	otherCode    likeness = iota // allocations alone
	sameCode                     // instructions besides
	sameMachines                 // the processor's, too: time besides
)

// newest returns the newest of those records that can be compared with best.
func newest(all []Record, here Machine) (Record, likeness, bool) {
	var best Record
	how, found := otherCode, false
	for _, r := range all {
		l := otherCode
		if r.Machine.SameCode(here) {
			l = sameCode
			if r.Machine.CPU == here.CPU {
				l = sameMachines
			}
		}
		if !found || l >= how {
			best, how, found = r, l, true
		}
	}
	return best, how, found
}
