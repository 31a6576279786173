package exchange

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"cotejo/api/casework"
)

// found is a list of records, of which the first that fits is wanted.
type found[T any] struct {
	Items []T `json:"items"`
}

// inCase returns the identifier of a case, "" for no number; one that is missing
// is entered.
func (b *Batch) inCase(ctx context.Context, c casework.Case) (string, error) {
	return findOrEnter[casework.Case](ctx, b, b.cases, "/cases", c.Number, func() any {
		c.Lab = b.lab
		return c
	})
}

// firearm is the same for a firearm, which was recovered in a case or in none.
func (b *Batch) firearm(ctx context.Context, f casework.Firearm, inCase string) (string, error) {
	return findOrEnter[casework.Firearm](ctx, b, b.firearms, "/firearms", f.Number, func() any {
		f.Lab, f.Case = b.lab, inCase
		return f
	})
}

// findOrEnter finds a record by its number, or enters it.
func findOrEnter[T any, P casework.RecordPtr[T]](ctx context.Context, b *Batch, known map[string]string, path, number string, entry func() any) (string, error) {
	if number == "" || known[number] != "" {
		return known[number], nil
	}
	query := url.Values{"number": {number}, "lab": {b.lab}, "limit": {"2"}}
	find := func() error {
		var there found[T]
		if err := b.Client.get(ctx, path+"?"+query.Encode(), &there); err != nil {
			return err
		}
		if len(there.Items) > 0 {
			known[number] = casework.HeadOf(P(&there.Items[0])).ID
		}
		return nil
	}
	if err := find(); err != nil || known[number] != "" {
		return known[number], err
	}
	v, made := entry(), P(new(T))
	err := b.Client.post(ctx, path, keyOf(path, v), v, made)
	var refusal *Refusal
	if errors.As(err, &refusal) && refusal.Status == http.StatusConflict { // someone else was quicker
		if again := find(); again == nil && known[number] != "" {
			return known[number], nil
		}
	}
	if err != nil {
		return "", err
	}
	known[number] = casework.HeadOf(made).ID
	return known[number], nil
}

// instrument returns the identifier of an instrument by its serial number. One
// that is not registered is an error: instruments are entered by those who answer
// for their calibration.
func (b *Batch) instrument(ctx context.Context, serial string) (string, error) {
	if serial == "" || b.instruments[serial] != "" {
		return b.instruments[serial], nil
	}
	var there found[casework.Instrument]
	if err := b.Client.get(ctx, "/instruments?"+url.Values{"serial": {serial}, "lab": {b.lab}, "limit": {"2"}}.Encode(), &there); err != nil {
		return "", err
	}
	if len(there.Items) != 1 {
		return "", casework.Fail(casework.CodeInvalid, "import.instrument", "serial", shorten(serial))
	}
	b.instruments[serial] = there.Items[0].ID
	return b.instruments[serial], nil
}

// exhibit returns a row's exhibit, which is entered with its case and firearm if
// it is missing. One that is there and is something else is an error: its files
// would get lost among another exhibit's.
func (b *Batch) exhibit(ctx context.Context, r *Row) (*casework.Exhibit, error) {
	c, err := b.inCase(ctx, r.Case)
	if err != nil {
		return nil, err
	}
	recovered := ""
	if r.Exhibit.Origin == casework.TestFire {
		recovered = c
	}
	f, err := b.firearm(ctx, r.Firearm, recovered)
	if err != nil {
		return nil, err
	}
	key := exhibitKey{c, f, r.Exhibit.Number}
	e := b.exhibits[key]
	if e == nil {
		if e, err = b.findExhibit(ctx, r, key); err != nil {
			return nil, err
		}
		b.exhibits[key] = e
	}
	if e.Origin != r.Exhibit.Origin || r.Exhibit.Calibre != "" && e.Calibre != r.Exhibit.Calibre {
		return nil, casework.Fail(casework.CodeConflict, "import.other_exhibit", "number", e.Number, "calibre", e.Calibre, "origin", string(e.Origin))
	}
	return e, nil
}

func (b *Batch) findExhibit(ctx context.Context, r *Row, key exhibitKey) (*casework.Exhibit, error) {
	query := url.Values{"number": {key.number}, "lab": {b.lab}, "limit": {"2"}}
	if key.inCase != "" {
		query.Set("case", key.inCase)
	} else {
		query.Set("firearm", key.ofFirearm)
	}
	find := func() (*casework.Exhibit, error) {
		var there found[casework.Exhibit]
		if err := b.Client.get(ctx, "/exhibits?"+query.Encode(), &there); err != nil || len(there.Items) == 0 {
			return nil, err
		}
		return &there.Items[0], nil
	}
	if e, err := find(); err != nil || e != nil {
		return e, err
	}
	entry := r.Exhibit
	entry.Lab, entry.Case, entry.Firearm = b.lab, key.inCase, key.ofFirearm
	made := &casework.Exhibit{}
	err := b.Client.post(ctx, "/exhibits", keyOf("/exhibits", entry), entry, made)
	var refusal *Refusal
	if errors.As(err, &refusal) && refusal.Status == http.StatusConflict {
		if e, again := find(); again == nil && e != nil {
			return e, nil
		}
	}
	return made, err
}
