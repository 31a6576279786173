package api

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/mod/sumdb/note"

	"cotejo/api/audit"
	"cotejo/api/casework"
)

const auditTag = "Audit log"

// LogFilter narrows what is read of the log.
type LogFilter struct {
	Account string    `query:"account" maxLength:"36" doc:"Identifier of who did it; service for the service itself."`
	Lab     string    `query:"lab" maxLength:"36" doc:"Laboratory that owns the record."`
	Action  string    `query:"action" maxLength:"60" doc:"What was done, such as view, create, upload, search, sign_in."`
	Kind    string    `query:"kind" maxLength:"40" doc:"Kind of the record."`
	Subject string    `query:"subject" maxLength:"64" doc:"Identifier of the record."`
	From    time.Time `query:"from" doc:"From this time on."`
	To      time.Time `query:"to" doc:"Before this time."`
}

func (f LogFilter) events() casework.EventFilter {
	return casework.EventFilter{
		Account: f.Account, Lab: f.Lab, Action: f.Action, Kind: casework.Kind(f.Kind), Subject: f.Subject, From: f.From, To: f.To,
	}
}

type entriesInput struct {
	LogFilter
	Limit   int   `query:"limit" minimum:"1" maximum:"500" default:"100" doc:"How many at most."`
	Before  int64 `query:"before" minimum:"0" doc:"Only entries below this number; next in an answer has it."`
	address url.URL
}

// Resolve keeps the address, for the one of the next page.
func (in *entriesInput) Resolve(c huma.Context) []error {
	in.address = c.URL()
	return nil
}

// entryList is a page of the log.
type entryList struct {
	Items []audit.Entry `json:"items" nullable:"false" doc:"Newest first."`
	Next  string        `json:"next,omitempty" doc:"Address of the next page; missing on the last."`
}

type exportLogInput struct {
	LogFilter
	Format string `query:"format" enum:"json,csv" default:"json" doc:"JSON has each entry with its proof and the signed head; CSV is for people and proves nothing."`
}

type proofInput struct {
	Number int64 `path:"n" minimum:"0" doc:"Number of the entry, from 0."`
}

type verifyInput struct {
	Body struct {
		Heads []string `json:"heads,omitempty" maxItems:"1000" maxLength:"4000" nullable:"false" doc:"Signed heads that someone kept outside, as GET /audit/head gave them."`
	}
}

// proofText is a proof as audit.CheckProof takes it.
type proofText struct {
	N     int64    `json:"n"`
	Text  string   `json:"text" doc:"The entry's, byte by byte: what the proof is about."`
	Proof []string `json:"proof" nullable:"false" doc:"Hashes from the entry to the root (RFC 6962, section 2.1.1), in base64."`
	Head  string   `json:"head" doc:"The signed head, as text."`
}

type textOutput struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

func (s *server) auditRoutes() {
	register(s, operation("list-audit-entries", http.MethodGet, "/audit/entries", "Read the audit log", auditTag,
		described("For auditors of the whole service. That it was read is part of the log.")), s.auditEntries)
	register(s, operation("export-audit-log", http.MethodGet, "/audit/export", "Export the audit log", auditTag, patient,
		giving("The log.", "application/json", "text/csv")), s.exportAudit)
	register(s, operation("get-audit-head", http.MethodGet, "/audit/head", "Signed head of the audit log", auditTag, giving("A checkpoint as transparency logs use them.", "text/plain"),
		described("Signs the log as it stands. Whoever keeps this text outside of the service can prove later that nothing before it was changed.")),
		func(ctx context.Context, _ *struct{}) (*textOutput, error) {
			if err := s.Cases.OpenLog(ctx, "read_log_head", nil); err != nil {
				return nil, err
			}
			head, err := s.Audit.SignHead(ctx, s.Store)
			if err != nil {
				return nil, err
			}
			return &textOutput{"text/plain; charset=utf-8", head.Note}, nil
		})
	register(s, operation("get-audit-key", http.MethodGet, "/audit/key", "Public key of the audit log", auditTag, giving("The key with which heads are checked, one line.", "text/plain")),
		func(ctx context.Context, _ *struct{}) (*textOutput, error) {
			if err := s.Cases.MayReadLog(ctx); err != nil {
				return nil, err
			}
			return &textOutput{"text/plain; charset=utf-8", []byte(s.Audit.Key().VerifierText() + "\n")}, nil
		})
	register(s, operation("get-audit-proof", http.MethodGet, "/audit/entries/{n}/proof", "Proof that an entry is in the log", auditTag), s.auditProof)
	register(s, operation("verify-audit-log", http.MethodPost, "/audit/verify", "Verify the log and the records against each other", auditTag, patient, acting,
		failing(http.StatusServiceUnavailable), described("Reads the whole log and every version of every record, and takes its time; one verification runs at a time.")), s.verifyAudit)
}

func (s *server) auditEntries(ctx context.Context, in *entriesInput) (*struct{ Body entryList }, error) {
	if err := s.Cases.OpenLog(ctx, "read_log", detailOf(in.address)); err != nil {
		return nil, err
	}
	var items []audit.Entry
	err := s.Store.View(ctx, func(tx casework.Tx) (err error) {
		items, err = s.Audit.Find(ctx, tx, in.events(), in.Before, in.Limit+1)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := entryList{Items: orEmpty(items)}
	if len(items) > in.Limit {
		out.Items = items[:in.Limit]
		if last := out.Items[in.Limit-1].N; last > 0 {
			query := in.address.Query()
			query.Set("before", strconv.FormatInt(last, 10))
			out.Next = in.address.EscapedPath() + "?" + query.Encode()
		}
	}
	return &struct{ Body entryList }{out}, nil
}

// detailOf is what of an address says which part of the log is read.
func detailOf(address url.URL) map[string]string {
	if address.RawQuery == "" {
		return nil
	}
	return map[string]string{"query": clipped(address.RawQuery)}
}

func (s *server) exportAudit(ctx context.Context, in *exportLogInput) (*streamOutput, error) {
	detail := map[string]string{"format": in.Format}
	for name, value := range map[string]string{"account": in.Account, "lab": in.Lab, "action": in.Action, "kind": in.Kind, "subject": in.Subject} {
		if value != "" {
			detail[name] = value
		}
	}
	if err := s.Cases.OpenLog(ctx, "export_log", detail); err != nil {
		return nil, err
	}
	kind := map[string]string{"json": "application/json", "csv": "text/csv; charset=utf-8"}[in.Format]
	name := "audit-" + s.Cases.Now().UTC().Format("20060102T150405Z") + "." + in.Format
	return s.stream(http.Header{"Content-Type": {kind}, "Content-Disposition": {attachment(name)}}, func(w io.Writer) error {
		return s.Audit.Export(ctx, s.Store, w, in.events(), audit.Format(in.Format))
	}), nil
}

func (s *server) auditProof(ctx context.Context, in *proofInput) (*struct{ Body proofText }, error) {
	if err := s.Cases.OpenLog(ctx, "prove_log", map[string]string{"entry": strconv.FormatInt(in.Number, 10)}); err != nil {
		return nil, err
	}
	p, err := s.Audit.Proof(ctx, s.Store, in.Number)
	if err != nil {
		return nil, err
	}
	out := proofText{N: p.N, Text: p.Text, Proof: make([]string, len(p.Hashes)), Head: p.Head}
	for i, h := range p.Hashes {
		out.Proof[i] = h.String()
	}
	return &struct{ Body proofText }{out}, nil
}

// verification is what a verification of the log found.
type verification struct {
	OK       bool           `json:"ok" doc:"Nothing is wrong."`
	Entries  int64          `json:"entries" doc:"Of the log."`
	Root     string         `json:"root" doc:"Hash of the tree over all of them, in base64."`
	Heads    int            `json:"heads" doc:"Signed heads that the service holds."`
	Kept     int            `json:"kept" doc:"Heads that were sent."`
	Changes  int64          `json:"changes" doc:"Versions of records in the history."`
	Records  int64          `json:"records" doc:"Records as they stand."`
	Found    map[string]int `json:"found" doc:"Everything that is wrong, counted by its key."`
	Findings []logFinding   `json:"findings" nullable:"false" doc:"What is wrong; of each key the first ones."`
}

// logFinding is one thing that is wrong with the log or a record.
type logFinding struct {
	Key     string        `json:"key" doc:"What it is, the same in every language."`
	Message string        `json:"message"`
	Entry   *int64        `json:"entry,omitempty" doc:"Number of the log's entry."`
	Kind    casework.Kind `json:"kind,omitempty"`
	Record  string        `json:"record,omitempty" doc:"Identifier."`
	Version int           `json:"version,omitempty"`
	Change  int64         `json:"change,omitempty" doc:"Number in the history."`
	Detail  string        `json:"detail,omitempty" doc:"For those who look closer, in English."`
}

func (s *server) verifyAudit(ctx context.Context, in *verifyInput) (*struct{ Body verification }, error) {
	if err := s.Cases.OpenLog(ctx, "verify_log", nil); err != nil {
		return nil, err
	}
	if !s.verifying.TryLock() {
		return nil, casework.Fail(casework.CodeBusy, "audit.verifying")
	}
	defer s.verifying.Unlock()
	kept := make([][]byte, len(in.Body.Heads))
	for i, h := range in.Body.Heads {
		kept[i] = []byte(h)
	}
	report, err := audit.Verify(ctx, s.Store, note.VerifierList(s.Audit.Key().Verifier()), kept, nil)
	if err != nil {
		return nil, err
	}
	texts := s.textsFor(ctx)
	out := verification{
		OK: report.OK(), Entries: report.Entries, Root: report.Root.String(), Heads: report.Heads, Kept: report.Kept, Changes: report.Changes,
		Records: report.Records, Found: report.Found, Findings: []logFinding{},
	}
	for _, f := range report.Findings {
		out.Findings = append(out.Findings, logFinding{
			f.Key, texts.Text(f.Key, f.Params()), f.Entry, f.Kind, f.Record, f.Version, f.Change, f.Detail,
		})
	}
	return &struct{ Body verification }{out}, nil
}
