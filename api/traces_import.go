package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
	"cotejo/api/form"
)

// mostTable is the size of a table of results, in bytes: some ten thousand rows.
const mostTable = 16 << 20

type traceImportInput struct {
	Streamed
	FileName string `query:"file_name" maxLength:"255" doc:"Kept with each result as where it came from."`
}

// importedRow is what became of a row of a table.
type importedRow struct {
	Line    int            `json:"line" doc:"Counted from 1, the heading included."`
	Request string         `json:"request,omitempty" doc:"As the table names it."`
	Status  string         `json:"status" enum:"entered,present,refused" doc:"Present: the same result stands there already."`
	Result  string         `json:"result,omitempty" doc:"Identifier of the result."`
	Errors  []ProblemField `json:"errors,omitempty" nullable:"false" doc:"Why it was refused; location is the column."`
}

// traceImport is what became of a table.
type traceImport struct {
	Entered int           `json:"entered"`
	Present int           `json:"present"`
	Refused int           `json:"refused"`
	Rows    []importedRow `json:"rows" nullable:"false"`
}

func (s *server) traceImportRoutes() {
	register(s, operation("import-trace-results", http.MethodPost, "/trace-results/import", "Enter a table of trace results", traceTag, patient,
		described("CSV, a row for each result. Rows that are right are entered, the others told of; the same table again enters nothing twice."),
		takingTable, failing(http.StatusBadRequest, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)),
		s.importTraces)
}

func takingTable(op *huma.Operation) {
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"text/csv": {Schema: &huma.Schema{Type: huma.TypeString}},
	}}
}

func (s *server) importTraces(ctx context.Context, in *traceImportInput) (*struct{ Body traceImport }, error) {
	if given := in.request.Header.Get("Content-Type"); given != "" {
		if kind, _, err := mime.ParseMediaType(given); err != nil || kind != "text/csv" && kind != "application/octet-stream" {
			return nil, s.unread(ctx, nil, casework.Fail(casework.CodeUnsupported, "trace.not_csv", "type", clipped(given)))
		}
	}
	body := s.incoming(&in.Streamed)
	table, err := io.ReadAll(io.LimitReader(body, mostTable+1))
	if err == nil && len(table) > mostTable {
		err = casework.Fail(casework.CodeTooLarge, "http.body_too_large", "most", mostTable)
	}
	if err != nil {
		return nil, s.unread(ctx, body, err)
	}
	rows, faults, err := form.ReadResults(bytes.NewReader(table))
	if err != nil {
		return nil, err
	}
	texts := s.textsFor(ctx)
	out := &struct{ Body traceImport }{traceImport{Rows: []importedRow{}}}
	for _, f := range faults {
		wrong := ProblemField{Location: f.Column, Message: texts.Text(f.Key, f.Params), Key: f.Key}
		if n := len(out.Body.Rows) - 1; n >= 0 && out.Body.Rows[n].Line == f.Line {
			out.Body.Rows[n].Errors = append(out.Body.Rows[n].Errors, wrong)
			continue
		}
		out.Body.add(importedRow{Line: f.Line, Status: "refused", Errors: []ProblemField{wrong}})
	}
	for _, row := range rows {
		done := importedRow{Line: row.Line, Request: row.Request}
		row.Result.SourceFile = in.FileName
		done.Result, done.Status, err = s.enterResult(ctx, &row)
		if err != nil && stops(err) && casework.CodeOf(err) != casework.CodeForbidden {
			return nil, fmt.Errorf("line %d: %w", row.Line, err)
		}
		if err != nil {
			done.Status, done.Errors = "refused", s.rowErrors(ctx, err)
		}
		out.Body.add(done)
	}
	return out, nil
}

func (t *traceImport) add(row importedRow) {
	switch row.Status {
	case "entered":
		t.Entered++
	case "present":
		t.Present++
	default:
		t.Refused++
	}
	t.Rows = append(t.Rows, row)
}

// rowErrors are the faults of a row's result, or what else is wrong with it.
func (s *server) rowErrors(ctx context.Context, err error) []ProblemField {
	p := s.of(ctx, err)
	if len(p.Errors) == 0 {
		return []ProblemField{{Message: p.Detail, Key: p.Type[len("urn:cotejo:problem:"):]}}
	}
	return p.Errors
}

// enterResult enters a row's result unless it stands there.
func (s *server) enterResult(ctx context.Context, row *form.Row) (id, status string, err error) {
	request, err := s.requestNamed(ctx, row.Request)
	if err != nil {
		return "", "", err
	}
	there, _, err := casework.List[casework.TraceResult](ctx, s.Cases, casework.Narrow{Equal: map[string]string{"request_id": request}}, casework.Page{Limit: casework.MaxPage})
	if err != nil {
		return "", "", err
	}
	for _, r := range there {
		if sameResult(r, &row.Result) {
			return r.ID, "present", nil
		}
	}
	row.Result.Request = request
	if err := s.Cases.Create(ctx, &row.Result); err != nil {
		return "", "", err
	}
	return row.Result.ID, "entered", nil
}

// sameResult tells whether a row says what stands in a record. What the service
// fills in does not count.
func sameResult(there, row *casework.TraceResult) bool {
	a, b := *there, *row
	a.Head, a.Request, a.SourceFile, a.TimeToCrime = b.Head, b.Request, b.SourceFile, b.TimeToCrime
	if b.Recovered == "" {
		b.Recovered = a.Recovered
	}
	return a == b
}

// requestNamed finds the trace request that a table names, by its number or its
// identifier.
func (s *server) requestNamed(ctx context.Context, name string) (string, error) {
	n := casework.Narrow{Equal: map[string]string{"number": name}}
	if isID(name) {
		n = casework.Narrow{In: map[string][]string{"id": {name}}}
	}
	found, _, err := casework.List[casework.TraceRequest](ctx, s.Cases, n, casework.Page{Limit: 2})
	if err != nil {
		return "", err
	}
	if len(found) != 1 {
		return "", casework.Fail(casework.CodeInvalid, "trace.no_request", "name", clipped(name))
	}
	return found[0].ID, nil
}
