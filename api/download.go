package api

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
)

type fileInput struct {
	ByID
	IfNoneMatch string `header:"If-None-Match" doc:"ETag that is known: if the file is still the same, the answer is 304."`
}

func (s *server) downloadRoutes() {
	register(s, operation("get-original", http.MethodGet, "/acquisitions/{id}/original", "Download the file as it came", acquireTag, patient,
		described("The bytes are verified while they are sent: of a file that is damaged on disk the connection breaks off."),
		conditional, giving("The file.", "application/octet-stream"), failing(http.StatusInsufficientStorage)), s.original)
	register(s, operation("list-exhibit-acquisitions", http.MethodGet, "/exhibits/{id}/acquisitions", "List: acquisitions of an exhibit", acquireTag,
		narrowed(casework.KindAcquisition, "exhibit_id", "lab")),
		func(ctx context.Context, in *listOfInput) (*listOutput[casework.Acquisition], error) {
			return listOf[casework.Acquisition](ctx, s, in, &casework.Exhibit{}, "exhibit_id")
		})
	register(s, operation("list-exhibit-marks", http.MethodGet, "/exhibits/{id}/marks", "List: marks of an exhibit", markTag,
		narrowed(casework.KindMark, "exhibit_id", "lab")),
		func(ctx context.Context, in *listOfInput) (*listOutput[casework.Mark], error) {
			return listOf[casework.Mark](ctx, s, in, &casework.Exhibit{}, "exhibit_id")
		})
	register(s, operation("list-marks", http.MethodGet, "/marks", "List: marks", markTag, narrowed(casework.KindMark)),
		func(ctx context.Context, in *Listing) (*listOutput[casework.Mark], error) {
			return list[casework.Mark](ctx, s, in, nil)
		})
	register(s, operation("get-mark", http.MethodGet, "/marks/{id}", "Read: mark", markTag, conditional),
		func(ctx context.Context, in *getInput) (*getOutput[casework.Mark], error) {
			return get[casework.Mark](ctx, s, in)
		})
}

const markTag = "Marks"

// listOfInput is what a list of what belongs to a record is asked with.
type listOfInput struct {
	ByID
	Listing
}

// listOf answers with a list of what belongs to a record, which the actor must
// see: that there is no such record differs from that nothing belongs to it.
func listOf[T any, P casework.RecordPtr[T]](ctx context.Context, s *server, in *listOfInput, of casework.Record, column string) (*listOutput[T], error) {
	if err := s.Cases.Get(ctx, of, in.ID); err != nil {
		return nil, err
	}
	return list[T, P](ctx, s, &in.Listing, map[string]string{column: in.ID})
}

func (s *server) original(ctx context.Context, in *fileInput) (*streamOutput, error) {
	a, r, err := s.Cases.Original(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	name := a.FileName
	if name == "" {
		name = a.ID
	}
	return s.blob(in.IfNoneMatch, a.SHA256, http.Header{
		"Content-Type":        {"application/octet-stream"}, // whatever it is, a browser keeps its hands off it
		"Content-Disposition": {attachment(name)},
		"Content-Length":      {strconv.FormatInt(a.Size, 10)},
	}, r), nil
}

// blob answers with a blob, which it closes. Its hash is its entity tag.
func (s *server) blob(known, sha256 string, headers http.Header, r io.ReadCloser) *streamOutput {
	headers.Set("ETag", `"`+sha256+`"`)
	digested(headers, sha256)
	if noneMatch(known, headers.Get("ETag")) {
		return &streamOutput{Body: func(c huma.Context) {
			_ = r.Close()
			c.SetHeader("ETag", headers.Get("ETag"))
			c.SetStatus(http.StatusNotModified)
		}}
	}
	return closing(s.stream(headers, func(w io.Writer) error { return copyWhole(w, r) }), r)
}

// digested adds the hash of a whole file to its headers.
func digested(headers http.Header, sha256 string) {
	if sum, err := hex.DecodeString(sha256); err == nil {
		headers.Set("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(sum)+":")
	}
}

// closing closes what an answer is read from after it.
func closing(out *streamOutput, r io.Closer) *streamOutput {
	write := out.Body
	return &streamOutput{Body: func(c huma.Context) {
		defer func() { _ = r.Close() }()
		write(c)
	}}
}

// attachment is a Content-Disposition that saves a file under a name; browsers
// that do not know RFC 8187 get one without foreign letters.
func attachment(name string) string {
	plain := strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' || strings.ContainsRune(`"\/:*?<>|%`, c) {
			return '_'
		}
		return c
	}, name)
	value := mime.FormatMediaType("attachment", map[string]string{"filename": plain})
	if plain == name {
		return value
	}
	var b strings.Builder
	for _, c := range []byte(name) {
		if c < 0x80 && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("!#$&+-.^_`|~", c) >= 0) {
			b.WriteByte(c)
			continue
		}
		const digits = "0123456789ABCDEF"
		b.Write([]byte{'%', digits[c>>4], digits[c&15]})
	}
	return value + "; filename*=UTF-8''" + b.String()
}
