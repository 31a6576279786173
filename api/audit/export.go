package audit

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"cotejo/api/casework"
)

// Format is a form in which the log is handed out.
type Format string

// The formats.
const (
	// JSON is an object with the signed head and the entries, each with its proof:
	// {"head": "...", "entries": [{"n": 0, "text": "{...}", "proof": [...]}, ...]}.
	JSON Format = "json"
	// CSV is a table for people and spreadsheets. It proves nothing.
	CSV Format = "csv"
)

// Export writes the entries that a filter takes, newest first, as they stand when
// it begins; for JSON the log is signed first. It holds a page of entries at a
// time and needs no transaction for longer than that.
func (l *Log) Export(ctx context.Context, store casework.Store, w io.Writer, f casework.EventFilter, format Format) error {
	out := bufio.NewWriter(w)
	var err error
	switch format {
	case JSON:
		err = l.exportJSON(ctx, store, out, f)
	case CSV:
		err = l.exportCSV(ctx, store, out, f)
	default:
		return casework.Fail(casework.CodeInvalid, "audit.format", "value", string(format))
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("audit: export: %w", err)
	}
	return nil
}

// pages calls fn with the entries that a filter takes, below before when that is
// positive, page by page, each in a transaction of its own: entries never change.
func (l *Log) pages(ctx context.Context, store casework.Store, f casework.EventFilter, before int64, fn func(casework.Tx, Entry) error) error {
	for {
		full := false
		err := store.View(ctx, func(tx casework.Tx) error {
			entries, err := l.Find(ctx, tx, f, before, page)
			if err != nil {
				return err
			}
			for _, e := range entries {
				if err := fn(tx, e); err != nil {
					return err
				}
				before = e.N
			}
			full = len(entries) == page && before > 0 // below 0 there is nothing, and 0 would be no bound
			return nil
		})
		if err != nil || !full {
			return err
		}
	}
}

func (l *Log) exportJSON(ctx context.Context, store casework.Store, w *bufio.Writer, f casework.EventFilter) error {
	head, err := l.SignHead(ctx, store)
	if err != nil {
		return err
	}
	signed, err := json.Marshal(string(head.Note))
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(w, "{\"head\":%s,\"entries\":[", signed) // a bufio.Writer keeps its error
	if head.Size > 0 {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		separator := "\n"
		err = l.pages(ctx, store, f, head.Size, func(tx casework.Tx, e Entry) error {
			proof, err := prove(ctx, tx, head, e.N, e.Text)
			if err != nil {
				return err
			}
			_, _ = w.WriteString(separator)
			separator = ","
			return enc.Encode(exported{proof.N, proof.Text, proof.Hashes})
		})
	}
	_, _ = w.WriteString("]}\n")
	return err
}

// exported is an entry of an export: a Proof without the head, which is the same
// for all.
type exported struct {
	N      int64            `json:"n"`
	Text   string           `json:"text"`
	Hashes tlog.RecordProof `json:"proof"`
}

func (l *Log) exportCSV(ctx context.Context, store casework.Store, w io.Writer, f casework.EventFilter) error {
	table := csv.NewWriter(w)
	if err := table.Write([]string{"n", "at", "account", "name", "lab", "action", "kind", "subject", "version", "body", "request", "address", "detail"}); err != nil {
		return err
	}
	err := l.pages(ctx, store, f, 0, func(_ casework.Tx, entry Entry) error {
		e := entry.Event
		detail := ""
		if len(e.Detail) > 0 {
			text, err := json.Marshal(e.Detail)
			if err != nil {
				return err
			}
			detail = string(text)
		}
		row := []string{
			strconv.FormatInt(entry.N, 10), e.At.Format(time.RFC3339Nano), e.Account, e.Name, e.Lab, e.Action, string(e.Kind), e.Subject,
			strconv.Itoa(e.Version), e.Body, e.Request, e.Address, detail,
		}
		for i := range row {
			row[i] = cell(row[i])
		}
		return table.Write(row)
	})
	table.Flush()
	if err == nil {
		err = table.Error()
	}
	return err
}

// cell keeps a spreadsheet from taking a text for a formula (OWASP, CSV
// injection): what strangers send as a name stands in the log too.
func cell(s string) string {
	if strings.ContainsAny(firstRune(strings.TrimLeft(s, " ")), "=+-@\t\r\n＝＋－＠") {
		return "'" + s
	}
	return s
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}
