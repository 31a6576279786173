package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"cotejo/api/casework"
)

// Entry is an event as it stands in the log.
type Entry struct {
	N     int64          `json:"n"` // counts from 0
	Event casework.Event `json:"event"`
	Text  []byte         `json:"-"` // what the tree is made of
}

// encode brings an event into the one form in which it is a leaf of the tree:
// JSON with the fields in the order of casework.Event, sorted details, times in
// UTC to the microsecond, which every store keeps. It returns the event as that
// text says it, so that the ledger's index columns cannot say anything else.
func encode(e casework.Event) (casework.Event, []byte, error) {
	if e.Action == "" || e.At.IsZero() {
		return e, nil, errors.New("audit: an event needs a time and an action")
	}
	e.At = e.At.UTC().Truncate(time.Microsecond)
	for _, s := range []*string{&e.Account, &e.Name, &e.Lab, &e.Action, (*string)(&e.Kind), &e.Subject, &e.Body, &e.Request, &e.Address} {
		*s = clean(*s)
	}
	if e.Detail != nil {
		detail := make(map[string]string, len(e.Detail))
		for k, v := range e.Detail {
			detail[clean(k)] = clean(v)
		}
		e.Detail = detail
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false) // people read it
	if err := enc.Encode(e); err != nil {
		return e, nil, fmt.Errorf("audit: %w", err)
	}
	text := bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
	said, err := decode(text)
	return said, text, err
}

// clean replaces what the texts of a store cannot hold: what a stranger sends as
// a name must not keep the attempt from being logged.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd")
}

// decode reads an entry's text. Unknown fields are an error: a text of this
// program has none.
func decode(text []byte) (casework.Event, error) {
	var e casework.Event
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&e); err != nil {
		return e, fmt.Errorf("entry: %w", err)
	}
	if dec.More() {
		return e, errors.New("entry: text after its end")
	}
	return e, nil
}
