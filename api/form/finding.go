// Package form makes the trace request out of a laboratory's records: what is
// missing or implausible in it, the filled form as a PDF, its data as CSV and
// JSON, and the reading of results that came back.
//
// The order and the item numbers follow ATF form 3312.1, National Tracing Center
// Trace Request (February 2018). What is made here is not that form: it is what a
// person copies into eTrace, or puts beside the official form.
package form

import (
	"cotejo/api/casework"
)

// Severity says what a finding means for the request.
type Severity string

// The severities.
const (
	Missing     Severity = "missing"     // required: without it the request cannot go out as final
	Implausible Severity = "implausible" // someone should look at it again
)

// Finding is something to mend in a request before it is sent. Key names its
// text in package message; Path is the JSON path of the field.
type Finding struct {
	Path     string
	Key      string
	Params   map[string]any
	Severity Severity
}

// Complete tells whether nothing that is required is missing.
func Complete(findings []Finding) bool {
	for _, f := range findings {
		if f.Severity == Missing {
			return false
		}
	}
	return true
}

// Ready returns nil when a request may go out as final, else a conflict
// *casework.Error that names what is missing.
func Ready(findings []Finding) error {
	if Complete(findings) {
		return nil
	}
	e := casework.Fail(casework.CodeConflict, "form.incomplete")
	for _, f := range findings {
		if f.Severity == Missing {
			e.Fields = append(e.Fields, casework.Fault{Path: f.Path, Key: f.Key, Params: f.Params})
		}
	}
	return e
}

// findings gathers findings in the order of the form.
type findings []Finding

func (f *findings) missing(path, key string) {
	*f = append(*f, Finding{Path: path, Key: key, Severity: Missing})
}

// implausible adds a finding about a value, "" when its text does not show it.
func (f *findings) implausible(path, key, value string) {
	var params map[string]any
	if value != "" {
		params = map[string]any{"value": value}
	}
	*f = append(*f, Finding{Path: path, Key: key, Params: params, Severity: Implausible})
}
