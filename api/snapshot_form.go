package api

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"cotejo/api/casework"
)

// snapshotForm is what a form brings that makes a snapshot.
type snapshotForm struct {
	picture []byte
	title   string
	view    map[string]any
}

// fingerprint tells forms apart, however they were written.
func (f *snapshotForm) fingerprint() []byte {
	view, _ := json.Marshal(f.view) // as it was read
	return fmt.Appendf(nil, "%x %q %s", sha256.Sum256(f.picture), f.title, view)
}

// readSnapshot reads a form to its end: each part is bounded, and comes once.
func readSnapshot(h http.Header, body io.Reader) (*snapshotForm, error) {
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" || params["boundary"] == "" {
		return nil, casework.Fail(casework.CodeUnsupported, "snapshot.form")
	}
	if encoding := h.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return nil, casework.Fail(casework.CodeUnsupported, "http.encoding", "encoding", clipped(encoding))
	}
	form, seen := &snapshotForm{}, map[string]bool{}
	for parts := multipart.NewReader(body, params["boundary"]); ; {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return form, form.complete(seen)
		}
		if err != nil || seen[part.FormName()] || part.Header.Get("Content-Transfer-Encoding") != "" {
			return nil, protocol(http.StatusBadRequest, "snapshot.form")
		}
		seen[part.FormName()] = true
		if err := form.part(part); err != nil {
			return nil, err
		}
	}
}

func (f *snapshotForm) complete(seen map[string]bool) error {
	var c casework.Checker
	if !seen["picture"] {
		c.Fault("picture", "field.required")
	}
	return c.Err()
}

// part reads one part.
func (f *snapshotForm) part(part *multipart.Part) error {
	var c casework.Checker
	switch part.FormName() {
	case "picture":
		text, cut, err := readBounded(part, casework.MaxSnapshot)
		if err == nil && cut {
			err = casework.Fail(casework.CodeTooLarge, "snapshot.too_large", "most", casework.MaxSnapshot)
		}
		f.picture = text
		return err
	case "title":
		const most = 4000 // bytes: what is kept of it is bounded more narrowly
		text, cut, err := readBounded(part, most)
		if cut {
			c.Fault("title", "field.too_long", "most", 200)
		}
		f.title = string(text)
		return errors.Join(err, c.Err())
	case "view":
		text, cut, err := readBounded(part, casework.MaxSnapshotView)
		if err != nil {
			return err
		}
		if cut {
			c.Fault("view", "field.object_too_long", "most", casework.MaxSnapshotView)
			return c.Err()
		}
		return f.read(text)
	}
	return protocol(http.StatusBadRequest, "snapshot.form")
}

// read reads the view, which must be an object.
func (f *snapshotForm) read(text []byte) error {
	if err := checkJSON(text); err != nil {
		return err
	}
	if err := json.Unmarshal(text, &f.view); err != nil || f.view == nil {
		var c casework.Checker
		c.Fault("view", "snapshot.view")
		return c.Err()
	}
	return nil
}

// readBounded reads at most so many bytes; cut tells that there are more.
func readBounded(r io.Reader, most int64) (text []byte, cut bool, err error) {
	text, err = io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, false, protocol(http.StatusBadRequest, "snapshot.form")
	}
	return text, int64(len(text)) > most, nil
}
