package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"mime"
	"net"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
)

// takesJSON tells whether an operation's body is JSON, which is read and checked
// before huma sees it.
func takesJSON(op *huma.Operation) bool {
	return op.RequestBody != nil && op.RequestBody.Content["application/json"] != nil
}

// bounded is the operation's context with an end.
func (s *server) bounded(c huma.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.Context(), s.config.Patience)
}

// humaContext is embedded under another name, since huma.Context has a method Context.
type humaContext = huma.Context

// readContext is a request whose body has been read.
type readContext struct {
	humaContext
	body []byte
}

// BodyReader returns the body from its start.
func (c *readContext) BodyReader() io.Reader { return bytes.NewReader(c.body) }

// Header returns a header. What the body is has been found out: huma would read it
// more narrowly.
func (c *readContext) Header(name string) string {
	if strings.EqualFold(name, "Content-Type") {
		return "application/json"
	}
	return c.humaContext.Header(name)
}

// SetReadDeadline does nothing: nothing more is to be read. A deadline on the
// connection would cancel a request that takes longer.
func (c *readContext) SetReadDeadline(time.Time) error { return nil }

// Unwrap lets humachi find the request.
func (c *readContext) Unwrap() huma.Context { return c.humaContext }

// read reads a request's JSON body, and its idempotency key where it counts.
func (s *server) read(c huma.Context, w http.ResponseWriter, r *http.Request) (huma.Context, error) {
	body, err := s.readJSON(w, r)
	if err != nil {
		return nil, err
	}
	c = &readContext{humaContext: c, body: body}
	if c.Operation().Metadata[onceMark] == nil {
		return c, nil
	}
	ctx, err := withOnce(c.Context(), r, body)
	if err != nil {
		return nil, err
	}
	return huma.WithContext(c, ctx), nil
}

// readJSON reads a JSON body and refuses what cannot be one.
func (s *server) readJSON(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if given := r.Header.Get("Content-Type"); given != "" {
		kind, _, err := mime.ParseMediaType(given)
		if err != nil || kind != "application/json" {
			return nil, casework.Fail(casework.CodeUnsupported, "http.not_json_type", "type", clipped(given))
		}
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return nil, casework.Fail(casework.CodeUnsupported, "http.encoding", "encoding", clipped(encoding))
	}
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(s.config.BodyTime)) // not all writers can
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.config.BodyBytes))
	_ = control.SetReadDeadline(time.Time{})
	var tooLarge *http.MaxBytesError
	var timeout net.Error
	switch {
	case errors.As(err, &tooLarge):
		return nil, casework.Fail(casework.CodeTooLarge, "http.body_too_large", "most", s.config.BodyBytes)
	case errors.As(err, &timeout) && timeout.Timeout():
		return nil, protocol(http.StatusRequestTimeout, "http.body_late")
	case err != nil:
		return nil, protocol(http.StatusBadRequest, "http.body_cut")
	}
	return body, checkJSON(body)
}

const (
	deepest     = 32      // arrays and objects in one another
	mostNumber  = 1 << 53 // integers beyond are not told apart everywhere (RFC 8259, section 6)
	mostMembers = 20000   // of all objects and arrays
)

// checkJSON refuses bodies that are not one JSON value of sensible depth, whose
// text is not UTF-8 without NUL, or whose numbers do not fit.
func checkJSON(body []byte) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return protocol(http.StatusBadRequest, "http.body_empty")
	}
	if !utf8.Valid(body) {
		return protocol(http.StatusBadRequest, "http.body_text")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	for depth, n := 0, 0; ; n++ {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && depth == 0 {
			return nil
		}
		if err != nil || n > mostMembers || n > 0 && depth == 0 {
			return protocol(http.StatusBadRequest, "http.body_json", "at", d.InputOffset())
		}
		switch t := token.(type) {
		case json.Delim:
			if t == '{' || t == '[' {
				depth++
			} else {
				depth--
			}
			if depth > deepest {
				return protocol(http.StatusBadRequest, "http.body_deep", "most", deepest)
			}
		case json.Number:
			if x, err := t.Float64(); err != nil || math.Abs(x) > mostNumber {
				return protocol(http.StatusUnprocessableEntity, "http.body_number", "value", clipped(t.String()))
			}
		case string:
			if strings.ContainsRune(t, 0) {
				return protocol(http.StatusUnprocessableEntity, "http.body_nul")
			}
		}
	}
}
