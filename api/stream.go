package api

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"cotejo/api/casework"
)

// Streamed keeps the request and its answer for an operation that reads or writes
// a body of any length.
type Streamed struct {
	request *http.Request
	writer  http.ResponseWriter
}

// Resolve keeps them.
func (in *Streamed) Resolve(c huma.Context) []error {
	in.request, in.writer = humachi.Unwrap(c)
	return nil
}

// incoming is a body that is read while it comes, as long as it comes.
type incoming struct {
	body     io.Reader
	control  *http.ResponseController
	patience time.Duration // without a byte
	err      error         // why it could not be read to its end
}

func (s *server) incoming(in *Streamed) *incoming {
	return &incoming{body: in.request.Body, control: http.NewResponseController(in.writer), patience: s.config.BodyTime}
}

// Read implements io.Reader. A deadline stands only while it waits: one that is
// left would end the request.
func (b *incoming) Read(p []byte) (int, error) {
	_ = b.control.SetReadDeadline(time.Now().Add(b.patience)) // not all connections can
	n, err := b.body.Read(p)
	_ = b.control.SetReadDeadline(time.Time{})
	if err != nil && !errors.Is(err, io.EOF) {
		b.err = err
	}
	return n, err
}

// unread answers a request whose body is not read to its end: the connection is
// closed instead of reading what nobody wants. Where the body itself could not be
// read, that is the answer.
func (s *server) unread(ctx context.Context, b *incoming, err error) error {
	var late net.Error
	switch {
	case b == nil || b.err == nil:
	case errors.As(b.err, &late) && late.Timeout():
		err = protocol(http.StatusRequestTimeout, "http.body_late")
	default:
		err = protocol(http.StatusBadRequest, "http.body_cut")
	}
	p := s.of(ctx, err)
	p.headers.Set("Connection", "close")
	return p
}

// streamOutput is an answer that is written while it is made.
type streamOutput struct {
	Body func(huma.Context)
}

// stream answers with what write writes. Until the first byte an error is answered
// as any other; after it the connection is cut, so that nobody takes a part for
// the whole.
func (s *server) stream(headers http.Header, write func(io.Writer) error) *streamOutput {
	return &streamOutput{Body: func(c huma.Context) {
		r, w := humachi.Unwrap(c)
		out := &outgoing{writer: w, control: http.NewResponseController(w), patience: s.config.Patience, headers: headers}
		if r.Method == http.MethodHead {
			out.begin()
			return
		}
		err := write(out)
		if err == nil {
			out.begin() // of an empty one
		}
		_ = out.control.SetWriteDeadline(time.Time{})
		switch {
		case err == nil:
		case out.begun:
			if c.Context().Err() == nil {
				s.Log.ErrorContext(c.Context(), "an answer was cut off", "error", err, "request", requestOf(c.Context()).id)
			}
			panic(http.ErrAbortHandler)
		default:
			s.refuse(w, r, err)
		}
	}}
}

// outgoing is an answer that begins with its first byte, and goes on as long as
// the client takes it.
type outgoing struct {
	writer   http.ResponseWriter
	control  *http.ResponseController
	patience time.Duration
	headers  http.Header
	begun    bool
}

func (o *outgoing) begin() {
	if o.begun {
		return
	}
	o.begun = true
	for name, values := range o.headers {
		o.writer.Header()[name] = values
	}
	o.writer.WriteHeader(http.StatusOK)
}

// Write implements io.Writer.
func (o *outgoing) Write(p []byte) (int, error) {
	o.begin()
	_ = o.control.SetWriteDeadline(time.Now().Add(o.patience)) // not all connections can
	return o.writer.Write(p)
}

// Flush brings what was written on its way, where the connection can.
func (o *outgoing) Flush() error {
	if err := o.control.Flush(); !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	return nil
}

// copyWhole copies a blob, but for its last part until the blob has shown itself
// whole: what is damaged never looks complete.
func copyWhole(w io.Writer, r io.Reader) error {
	const size = 128 << 10
	now, next := make([]byte, size), make([]byte, size)
	n, err := io.ReadFull(r, now)
	for err == nil {
		var m int
		m, err = io.ReadFull(r, next)
		if err != nil && !atEnd(err) {
			return err
		}
		if _, err := w.Write(now[:n]); err != nil {
			return err
		}
		now, next, n = next, now, m
	}
	if !atEnd(err) {
		return err
	}
	_, err = w.Write(now[:n])
	return err
}

// atEnd tells whether io.ReadFull came to the end of what it reads. A blob that is
// damaged gives another error there.
func atEnd(err error) bool {
	return (errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)) && !errors.Is(err, casework.ErrCorrupt)
}

// giving describes an operation that answers with a file of one of several kinds.
func giving(description string, kinds ...string) func(*huma.Operation) {
	return func(op *huma.Operation) {
		content := map[string]*huma.MediaType{}
		for _, kind := range kinds {
			content[kind] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
		}
		if op.Responses == nil {
			op.Responses = map[string]*huma.Response{}
		}
		op.Responses["200"] = &huma.Response{Description: description, Content: content}
	}
}
