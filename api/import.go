package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
	"cotejo/api/exchange"
)

type importInput struct {
	ByID
	Streamed
	NoSearch bool `query:"no_search" doc:"Do not search with what is imported."`
}

// importLine is a line of the answer to an import: what became of a record.
type importLine struct {
	Kind    casework.Kind   `json:"kind"`
	Origin  string          `json:"origin" doc:"Identifier in the archive."`
	ID      string          `json:"id,omitempty" doc:"Identifier here."`
	Status  exchange.Status `json:"status" enum:"imported,present,changed,refused,skipped" doc:"Imported now; present from an earlier import; changed there since, and left here as it is; refused; skipped, since what it belongs to is not here."`
	Problem *Problem        `json:"problem,omitempty" doc:"Why it is not here."`
}

// importEnd is the last line of the answer to an import.
type importEnd struct {
	End      bool                    `json:"end"`
	Complete bool                    `json:"complete" doc:"All records were tried. If not, problem says why; run it again to go on."`
	Records  map[exchange.Status]int `json:"records" doc:"How many by status."`
	NotTaken map[casework.Kind]int   `json:"not_taken" doc:"How many records of kinds that are not entered: what people did elsewhere."`
	Files    []exchange.LeftOut      `json:"left_out" nullable:"false" doc:"Files that were damaged or missing when the archive was made."`
	Archive  exchange.Scope          `json:"archive" doc:"What was exported, and where from."`
	Problem  *Problem                `json:"problem,omitempty"`
}

const importDoc = `Enters what an export of another instance holds into a laboratory: instruments, cases, firearms, exhibits, custody, files, trace requests
and their results. What people did there (searches, reviews, leads, hits) is not entered. Every file of the archive is verified.

The answer is a line of JSON for each record, which maps its identifier to the one here, and a last line with the sums. A record is
entered as a whole or not at all, and an archive that was imported before, or in part, enters only what is missing.`

func (s *server) importRoutes() {
	register(s, operation("import-archive", http.MethodPost, "/laboratories/{id}/import", "Import an archive into a laboratory", exchangeTag, patient,
		described(importDoc), s.takingArchive, s.limited(s.config.Uploads, byAccount),
		failing(http.StatusBadRequest, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusInsufficientStorage)),
		s.importArchive)
}

// takingArchive describes the body and the lines of the answer.
func (s *server) takingArchive(op *huma.Operation) {
	registry := s.api.OpenAPI().Components.Schemas
	schema := func(v any) *huma.Schema { return registry.Schema(reflect.TypeOf(v), true, "") }
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/zip": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}
	op.Responses = map[string]*huma.Response{"200": {Description: "A line for each record, and one at the end.", Content: map[string]*huma.MediaType{
		"application/x-ndjson": {Schema: &huma.Schema{AnyOf: []*huma.Schema{schema(importLine{}), schema(importEnd{})}}},
	}}}
}

func (s *server) importArchive(ctx context.Context, in *importInput) (*streamOutput, error) {
	if err := s.Cases.MayImport(ctx, in.ID); err != nil {
		return nil, s.unread(ctx, nil, err)
	}
	if in.request.ContentLength > s.config.ImportBytes {
		return nil, s.unread(ctx, nil, casework.Fail(casework.CodeTooLarge, "upload.too_large", "most", s.config.ImportBytes))
	}
	file, size, err := s.keepArchive(ctx, in)
	if err != nil {
		return nil, err
	}
	archive, err := exchange.Open(file, size, exchange.DefaultLimits())
	if err == nil {
		err = archive.Verify(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, drop(file))
	}
	run := &exchange.Import{Archive: archive, Service: s.Cases, Lab: in.ID, NoSearch: in.NoSearch, Spool: s.config.Spool}
	out := s.stream(http.Header{"Content-Type": {"application/x-ndjson"}}, func(w io.Writer) error { return s.importLines(ctx, run, w) })
	return closing(out, dropped{file}), nil
}

// dropped is a file that is deleted when it is closed.
type dropped struct{ *os.File }

// Close closes and deletes the file.
func (d dropped) Close() error { return drop(d.File) }

func drop(file *os.File) error { return errors.Join(file.Close(), os.Remove(file.Name())) }

// keepArchive keeps an archive in a file while it is imported: its directory
// stands at its end.
func (s *server) keepArchive(ctx context.Context, in *importInput) (*os.File, int64, error) {
	file, err := os.CreateTemp(s.config.Spool, "cotejo-import-*")
	if err != nil {
		return nil, 0, casework.Fail(casework.CodeStorage, "exchange.spool").Because(err)
	}
	body := s.incoming(&in.Streamed)
	size, err := io.Copy(file, io.LimitReader(body, s.config.ImportBytes+1))
	switch {
	case err != nil && body.err == nil:
		err = casework.Fail(casework.CodeStorage, "exchange.spool").Because(err)
	case err == nil && size > s.config.ImportBytes:
		err = casework.Fail(casework.CodeTooLarge, "upload.too_large", "most", s.config.ImportBytes)
	case err == nil:
		return file, size, nil
	}
	return nil, 0, errors.Join(s.unread(ctx, body, err), drop(file))
}

// importLines imports, and tells of each record as it goes.
func (s *server) importLines(ctx context.Context, run *exchange.Import, w io.Writer) error {
	lines := json.NewEncoder(w)
	end := importEnd{
		End: true, Records: map[exchange.Status]int{}, NotTaken: run.Archive.NotTaken(),
		Files: orEmpty(run.Archive.Contents.LeftOut), Archive: run.Archive.Contents.Scope,
	}
	var lost error // the client
	err := run.Run(ctx, func(r exchange.Result) error {
		end.Records[r.Status]++
		line := importLine{Kind: r.Kind, Origin: clipped(r.Origin), ID: r.ID, Status: r.Status}
		if r.Err != nil {
			line.Problem = s.of(ctx, r.Err)
		}
		if lost = lines.Encode(line); lost == nil {
			lost = flush(w)
		}
		return lost
	})
	if lost != nil {
		return lost
	}
	end.Complete = err == nil
	if err != nil {
		end.Problem = s.of(ctx, err)
	}
	return lines.Encode(end)
}

// flush brings what was written on its way, so that the line stays open while a
// large file is kept.
func flush(w io.Writer) error {
	if f, ok := w.(interface{ Flush() error }); ok {
		return f.Flush()
	}
	return nil
}
