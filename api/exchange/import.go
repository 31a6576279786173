package exchange

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"

	"cotejo/api/casework"
)

// Status is what became of a record of an archive.
type Status string

// The statuses.
const (
	Imported Status = "imported" // entered now
	Present  Status = "present"  // an earlier import entered it
	Changed  Status = "changed"  // an earlier import entered it, and the archive has it otherwise; what is here stays
	Refused  Status = "refused"  // it stands against what is here, or breaks a rule: Err says which
	Skipped  Status = "skipped"  // it belongs to a record that is not here
)

// Result is what became of one record. A list of them maps the identifiers of the
// archive to those here.
type Result struct {
	Kind   casework.Kind
	Origin string // identifier in the archive
	ID     string // identifier here, "" when it is not here
	Status Status
	// Err is why it is not here, or what of it is not.
	Err error
}

// Import enters an archive's records into the service.
type Import struct {
	Archive *Archive
	Service *casework.Service
	Lab     string // to which all will belong
	// NoSearch leaves out the searches on entry.
	NoSearch bool
	// Spool is the folder for what has to be read backwards, the system's unless
	// stated. It needs room for the largest file of records.
	Spool string

	made map[casework.Kind]map[string]string // identifiers here, by those of the archive
}

// Run enters what is missing of the archive: cases, firearms, exhibits, custody,
// originals, trace requests and their results, instruments; an original is queued
// for extraction. Each record is entered as a whole or not at all, and report is
// told of each in turn. It stops at an error of report, when the context ends,
// and when the service is too busy or out of space: run again, it goes on. What
// people did is not entered. The archive must have been verified.
func (m *Import) Run(ctx context.Context, report func(Result) error) error {
	m.made = map[casework.Kind]map[string]string{}
	for _, k := range entered {
		m.made[k] = map[string]string{}
		f := m.Archive.files[recordsName(k)]
		if f == nil {
			continue
		}
		err := m.backwards(ctx, f, func(line []byte) error {
			res := m.record(ctx, k, line)
			if final(res.Err) {
				return res.Err
			}
			if res.ID != "" && res.Origin != "" {
				m.made[k][res.Origin] = res.ID
			}
			return report(res)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// final tells whether an error is not about the record, but about the service.
func final(err error) bool {
	if err == nil {
		return false
	}
	switch casework.CodeOf(err) {
	case casework.CodeBusy, casework.CodeStorage, casework.CodeUnauthenticated, casework.CodeInternal:
		return true
	}
	return false
}

// record enters one record.
func (m *Import) record(ctx context.Context, k casework.Kind, line []byte) Result {
	res := Result{Kind: k, Status: Refused}
	r := casework.New(k)
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	err := d.Decode(r)
	res.Origin = casework.HeadOf(r).ID
	if err != nil {
		res.Err = damaged("exchange.record", "why", err.Error()).Because(err)
		return res
	}
	if res.Origin == "" || len(res.Origin) > 64 || m.made[k][res.Origin] != "" {
		res.Err = damaged("exchange.record_id", "id", shorten(res.Origin))
		return res
	}
	if lacking, id := m.relate(r); lacking != "" {
		res.Status, res.Err = Skipped, casework.Fail(casework.CodeConflict, "exchange.lacking", "kind", string(lacking), "id", id)
		return res
	}
	casework.HeadOf(r).Lab = m.Lab
	if a, ok := r.(*casework.Acquisition); ok {
		return m.original(ctx, a, res)
	}
	state := ""
	if t, ok := r.(*casework.TraceRequest); ok {
		state = t.State
	}
	sum := sha256.Sum256(line)
	was, err := m.Service.Bring(ctx, casework.Source{ID: res.Origin, Fingerprint: hex.EncodeToString(sum[:])}, r)
	if err != nil {
		res.Err = err
		return res
	}
	res.ID, res.Status = casework.HeadOf(r).ID, [...]Status{Imported, Present, Changed}[was]
	if t, ok := r.(*casework.TraceRequest); ok {
		res.Err = m.send(ctx, t, state)
	}
	return res
}

// send brings a trace request that was sent elsewhere to that state, so that it
// is not changed any more; its results bring it further.
func (m *Import) send(ctx context.Context, t *casework.TraceRequest, state string) error {
	if t.State != casework.TraceDraft || state == casework.TraceDraft || state == "" {
		return nil
	}
	_, err := m.Service.SetTraceState(ctx, t.ID, casework.TraceSent, nil)
	return err
}

// original brings a file, which is verified while it is kept.
func (m *Import) original(ctx context.Context, a *casework.Acquisition, res Result) Result {
	there, _, err := casework.List[casework.Acquisition](ctx, m.Service, casework.Narrow{Equal: map[string]string{"exhibit_id": a.Exhibit, "sha256": a.SHA256}}, casework.Page{Limit: 1})
	if err != nil {
		res.Err = err
		return res
	}
	if len(there) > 0 {
		res.ID, res.Status = there[0].ID, Present
		return res
	}
	f := m.Archive.originals[a.SHA256]
	if f == nil {
		res.Status, res.Err = Skipped, casework.Fail(casework.CodeConflict, "exchange.no_original", "sha256", shorten(a.SHA256))
		return res
	}
	r, err := open(f)
	if err != nil {
		res.Err = damaged("exchange.unreadable", "name", f.Name).Because(err)
		return res
	}
	defer func() { _ = r.Close() }()
	read := &watched{Reader: r}
	made, err := m.Service.AddAcquisition(ctx, casework.Upload{
		Exhibit: a.Exhibit, FileName: a.FileName, Measurement: a.Measurement, SHA256: a.SHA256, Batch: true, NoSearch: m.NoSearch,
	}, read)
	switch {
	case err == nil:
		res.ID, res.Status = made.ID, Imported
	case read.err != nil: // of the archive, not of the service
		res.Err = damaged("exchange.unreadable", "name", f.Name).Because(read.err)
	default:
		res.Err = err
	}
	return res
}

// watched remembers why reading failed.
type watched struct {
	io.Reader
	err error
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}
