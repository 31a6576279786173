package exchange

import (
	"fmt"
	"io"
)

// Report is what became of the rows of a manifest.
type Report struct {
	Rows    int          `json:"rows"`   // that were to be brought
	Sent    int          `json:"sent"`   // now
	Before  int          `json:"before"` // by an earlier run
	Bytes   int64        `json:"bytes"`  // of what was sent now
	Refused []RefusedRow `json:"refused"`
	// Faults are rows that were not tried, since the manifest is wrong there.
	Faults []RowError `json:"faults,omitempty"`
}

// RefusedRow is a row whose file is not in the service, and why.
type RefusedRow struct {
	Line   int    `json:"line"`
	File   string `json:"file"`
	Status int    `json:"status,omitempty"` // of HTTP, when the service refused it
	Type   string `json:"type,omitempty"`   // urn:cotejo:problem: and the key of what is wrong
	// Reason is in words; else Key names the text in package message.
	Reason string         `json:"reason,omitempty"`
	Key    string         `json:"key,omitempty"`
	Params map[string]any `json:"params,omitempty"`
}

// OK tells whether all rows are in the service.
func (r *Report) OK() bool { return len(r.Refused) == 0 && len(r.Faults) == 0 }

// Print writes the report for people, with the texts of package message.
func (r *Report) Print(w io.Writer, text func(key string, params map[string]any) string) error {
	_, err := fmt.Fprintln(w, text("import.report", map[string]any{
		"rows": r.Rows, "sent": r.Sent, "before": r.Before, "refused": len(r.Refused), "faults": len(r.Faults), "bytes": r.Bytes,
	}))
	for _, f := range r.Faults {
		if err != nil {
			return err
		}
		column := f.Column
		if column != "" {
			column = " [" + column + "]"
		}
		_, err = fmt.Fprintf(w, "- %d%s: %s\n", f.Line, column, text(f.Key, f.Params))
	}
	for _, f := range r.Refused {
		if err != nil {
			return err
		}
		reason := f.Reason
		if reason == "" {
			reason = text(f.Key, f.Params)
		}
		_, err = fmt.Fprintf(w, "- %d %s: %s\n", f.Line, f.File, reason)
	}
	return err
}
