package audit

import (
	"fmt"
	"io"

	"golang.org/x/mod/sumdb/tlog"

	"cotejo/api/casework"
)

// Report is what a verification found.
type Report struct {
	Entries int64     `json:"entries"` // of the log
	Root    tlog.Hash `json:"root"`    // hash of the tree over all of them
	Heads   int       `json:"heads"`   // signed heads that the store holds
	Kept    int       `json:"kept"`    // heads that an outside party kept
	Changes int64     `json:"changes"` // versions of records in the history
	Records int64     `json:"records"` // current records
	// Findings are what is wrong, in the order of its discovery; at most mostFindings
	// of each key.
	Findings []Finding `json:"findings"`
	// Found counts all findings by key, those that are not listed too.
	Found map[string]int `json:"found"`
}

// mostFindings is how many findings of one key are listed.
const mostFindings = 200

// Finding is one thing that is wrong, and where. Its key names a text in package
// message that says what it means.
type Finding struct {
	Key     string        `json:"key"`
	Entry   *int64        `json:"entry,omitempty"`   // number of the log's entry
	Size    *int64        `json:"size,omitempty"`    // of the head
	Kind    casework.Kind `json:"kind,omitempty"`    // of the record
	Record  string        `json:"record,omitempty"`  // identifier
	Version int           `json:"version,omitempty"` // of the record
	Change  int64         `json:"change,omitempty"`  // sequence number in the history
	Detail  string        `json:"detail,omitempty"`  // for those who look closer, in English
}

// Params are the parameters of the finding's text.
func (f Finding) Params() map[string]any {
	params := map[string]any{
		"kind": string(f.Kind), "record": f.Record, "version": f.Version, "change": f.Change, "detail": f.Detail,
	}
	if f.Entry != nil {
		params["entry"] = *f.Entry
	}
	if f.Size != nil {
		params["size"] = *f.Size
	}
	return params
}

// OK tells whether nothing is wrong.
func (r *Report) OK() bool { return len(r.Found) == 0 }

// Print writes the report for people, with the texts of package message.
func (r *Report) Print(w io.Writer, text func(key string, params map[string]any) string) error {
	summary := "audit.report_ok"
	if !r.OK() {
		summary = "audit.report_bad"
	}
	_, err := fmt.Fprintln(w, text(summary, map[string]any{
		"entries": r.Entries, "root": r.Root.String(), "heads": r.Heads, "kept": r.Kept, "changes": r.Changes, "records": r.Records,
	}))
	listed := map[string]int{}
	for _, f := range r.Findings {
		listed[f.Key]++
		if err == nil {
			_, err = fmt.Fprintln(w, "-", text(f.Key, f.Params()))
		}
		if more := r.Found[f.Key] - mostFindings; err == nil && listed[f.Key] == mostFindings && more > 0 {
			_, err = fmt.Fprintln(w, "-", text("audit.report_more", map[string]any{"count": more}))
		}
	}
	return err
}

// find adds a finding.
func (r *Report) find(f Finding) {
	if r.Found[f.Key]++; r.Found[f.Key] <= mostFindings {
		r.Findings = append(r.Findings, f)
	}
}
