package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"

	"cotejo/api/casework"
)

// Batch is an import of a folder with a manifest.
type Batch struct {
	Client *Client
	// Lab is the laboratory's identifier or code; "" for the one in which the
	// token's account works.
	Lab string
	// Files is the folder. An os.Root's FS keeps links from leading out of it.
	Files fs.FS
	// NoSearch leaves out the searches on entry.
	NoSearch bool
	// Progress, when given, is told after each row.
	Progress func(Progress)
	Journal  *Journal

	lab         string
	cases       map[string]string // identifiers by number
	firearms    map[string]string
	instruments map[string]string
	exhibits    map[exhibitKey]*casework.Exhibit
}

type exhibitKey struct{ inCase, ofFirearm, number string }

// Progress is how far an import has come.
type Progress struct {
	Rows, Done int    // Done counts all that were looked at
	File       string // of the row that was
	Report     *Report
}

// Run brings the files of rows into the service: it finds or enters case, firearm
// and exhibit of each, and uploads its file with its hash. What is there is used
// as it is and never changed. A row that is refused, by the service or because its
// file cannot be read, is in the report, and the next one goes on; an error is
// returned, beside the report so far, when nothing more can go through. Rows that
// the journal has are passed over unless their file has changed since.
func (b *Batch) Run(ctx context.Context, rows []Row) (*Report, error) {
	rep := &Report{Rows: len(rows), Refused: []RefusedRow{}}
	b.cases, b.firearms, b.instruments = map[string]string{}, map[string]string{}, map[string]string{}
	b.exhibits = map[exhibitKey]*casework.Exhibit{}
	if err := b.findLab(ctx); err != nil {
		return rep, err
	}
	for i := range rows {
		err := b.row(ctx, &rows[i], rep)
		if refused := asRefused(&rows[i], err); refused != nil {
			rep.Refused = append(rep.Refused, *refused)
		} else if err != nil {
			return rep, fmt.Errorf("line %d: %w", rows[i].Line, err)
		}
		if b.Progress != nil {
			b.Progress(Progress{Rows: len(rows), Done: i + 1, File: rows[i].File, Report: rep})
		}
	}
	return rep, nil
}

// findLab finds the laboratory to which the records will belong.
func (b *Batch) findLab(ctx context.Context) error {
	if b.Lab != "" {
		var found struct{ Items []casework.Laboratory }
		if err := b.Client.get(ctx, "/laboratories?limit=500", &found); err != nil {
			return err
		}
		for _, l := range found.Items {
			if l.ID == b.Lab || l.Code == b.Lab {
				b.lab = l.ID
				return nil
			}
		}
		return casework.Fail(casework.CodeInvalid, "import.no_lab", "name", shorten(b.Lab))
	}
	var me struct{ Account casework.Account }
	if err := b.Client.get(ctx, "/me", &me); err != nil {
		return err
	}
	b.lab = ""
	for _, m := range me.Account.Memberships {
		if m.Lab == casework.WholeService {
			continue
		}
		if b.lab != "" {
			return casework.Fail(casework.CodeInvalid, "import.which_lab")
		}
		b.lab = m.Lab
	}
	if b.lab == "" {
		return casework.Fail(casework.CodeInvalid, "import.which_lab")
	}
	return nil
}

// row brings one file into the service.
func (b *Batch) row(ctx context.Context, r *Row, rep *Report) error {
	info, err := fs.Stat(b.Files, r.File)
	if err != nil {
		return &localError{err}
	}
	if !info.Mode().IsRegular() {
		return &localError{fmt.Errorf("%s is no file", r.File)}
	}
	mark := b.fingerprint(r)
	if d, ok := b.Journal.Find(mark); ok && d.Size == info.Size() && d.Modified.Equal(info.ModTime()) {
		rep.Before++
		return nil
	}
	sum, err := b.hash(r.File)
	if err != nil {
		return &localError{err}
	}
	e, err := b.exhibit(ctx, r)
	if err != nil {
		return err
	}
	instrument, err := b.instrument(ctx, r.Instrument)
	if err != nil {
		return err
	}
	a, err := b.upload(ctx, r, e.ID, instrument, info.Size(), sum)
	if err != nil {
		return err
	}
	rep.Sent++
	rep.Bytes += info.Size()
	return b.Journal.Add(Done{
		Row: mark, File: r.File, Size: info.Size(), Modified: info.ModTime(), SHA256: hex.EncodeToString(sum[:]), Exhibit: e.ID, Acquisition: a.ID,
	})
}

// fingerprint names what a row says and where it goes.
func (b *Batch) fingerprint(r *Row) string {
	said := *r
	said.Line = 0
	return keyOf(b.Client.URL, b.lab, said)
}

// keyOf is a hash of values as JSON.
func keyOf(values ...any) string {
	h := sha256.New()
	for _, v := range values {
		text, err := json.Marshal(v)
		if err != nil { // these values always can be
			text = fmt.Appendf(nil, "%#v", v)
		}
		_, _ = h.Write(append(text, 0))
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (b *Batch) hash(name string) (sum [sha256.Size]byte, err error) {
	f, err := b.Files.Open(name)
	if err != nil {
		return sum, err
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum, err
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// upload sends a row's file.
func (b *Batch) upload(ctx context.Context, r *Row, exhibit, instrument string, size int64, sum [sha256.Size]byte) (*casework.Acquisition, error) {
	query := url.Values{"file_name": {r.File}, "batch": {"true"}}
	m := r.Measurement
	for name, value := range map[string]string{
		"instrument": instrument, "objective": m.Objective, "aperture": m.Aperture, "lighting": m.Lighting, "measured_at": string(m.MeasuredAt),
		"measured_by": m.MeasuredBy, "software": m.Software, "description": m.Description,
	} {
		if value != "" {
			query.Set(name, value)
		}
	}
	for name, value := range map[string]float64{"direction_deg": m.Direction, "pitch_um": m.PitchUm} {
		if value != 0 {
			query.Set(name, strconv.FormatFloat(value, 'g', -1, 64))
		}
	}
	if b.NoSearch {
		query.Set("no_search", "true")
	}
	headers := http.Header{
		"Content-Type":    {"application/octet-stream"},
		"Content-Digest":  {"sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"},
		"Idempotency-Key": {keyOf(exhibit, hex.EncodeToString(sum[:]), query)},
		"Expect":          {"100-continue"}, // a service that is busy says so before the file is sent
	}
	a := &casework.Acquisition{}
	err := b.Client.send(ctx, http.MethodPost, "/exhibits/"+exhibit+"/acquisitions?"+query.Encode(), headers, func() (io.ReadCloser, int64, error) {
		f, err := b.Files.Open(r.File)
		return f, size, err
	}, a)
	return a, err
}

// asRefused tells whether an error is about one row only.
func asRefused(r *Row, err error) *RefusedRow {
	out := &RefusedRow{Line: r.Line, File: r.File}
	var refusal *Refusal
	var local *localError
	var known *casework.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &local):
		out.Reason = local.Error()
	case errors.As(err, &known):
		out.Key, out.Params = known.Key, known.Params
	case errors.As(err, &refusal):
		if refusal.Status == http.StatusUnauthorized || refusal.Status == http.StatusInsufficientStorage {
			return nil
		}
		out.Status, out.Type, out.Reason = refusal.Status, refusal.Type, refusal.Error()
	default:
		return nil
	}
	return out
}
