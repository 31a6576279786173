package exchange

import (
	"slices"
	"time"

	"cotejo/api/casework"
)

// The format that this package writes, and reads.
const (
	Format        = "cotejo-exchange"
	FormatVersion = 1
)

// Contents is manifest.json: what an archive is and what is in it.
type Contents struct {
	Format  string    `json:"format"`
	Version int       `json:"format_version"`
	Tool    string    `json:"tool"` // and its version
	Made    time.Time `json:"made"`
	MadeBy  string    `json:"made_by"` // identifier of the account
	Scope   Scope     `json:"scope"`
	// Records counts them by kind.
	Records map[casework.Kind]int `json:"records"`
	Files   []File                `json:"files"` // all but manifest.json
	// LeftOut are originals, pictures and documents that could not be read any more.
	LeftOut []LeftOut `json:"left_out"`
}

// Scope is what was exported: a case, or the collection of a laboratory.
type Scope struct {
	Kind casework.Kind `json:"kind"`
	ID   string        `json:"id"`
	Name string        `json:"name"` // number of the case, name of the laboratory
	Lab  string        `json:"lab"`
}

// File is one file of an archive.
type File struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// LeftOut is an original, the picture of a snapshot, or the document of a report,
// that is not in the archive.
type LeftOut struct {
	Acquisition string `json:"acquisition,omitempty"`
	Snapshot    string `json:"snapshot,omitempty"`
	Report      string `json:"report,omitempty"`
	SHA256      string `json:"sha256"`
	Reason      string `json:"reason"` // "missing" or "damaged"
}

// Where files are in an archive.
const (
	contentsName = "manifest.json"
	recordsDir   = "records/"
	tablesDir    = "tables/"
	originalsDir = "originals/"
	snapshotsDir = "snapshots/"
	reportsDir   = "reports/"
	recordsExt   = ".jsonl"
	tablesExt    = ".csv"
)

func recordsName(k casework.Kind) string { return recordsDir + string(k) + recordsExt }

func tableName(k casework.Kind) string { return tablesDir + string(k) + tablesExt }

// NotTaken counts the records of an archive whose kind an import does not enter.
func (a *Archive) NotTaken() map[casework.Kind]int {
	out := map[casework.Kind]int{}
	for k, n := range a.Contents.Records {
		if !slices.Contains(entered, k) && n > 0 {
			out[k] = n
		}
	}
	return out
}
