package api

import (
	"context"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// operation describes an operation under /api/v1: it needs someone who is signed
// in, with a session or a token, unless a mod says otherwise.
func operation(id, method, path, summary, tag string, mods ...func(*huma.Operation)) huma.Operation {
	op := huma.Operation{
		OperationID: id, Method: method, Path: root + path, Summary: summary, Tags: []string{tag},
		Security: []map[string][]string{{"session": {}}, {"token": {}}},
		Errors: []int{
			http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity,
			http.StatusServiceUnavailable, http.StatusInsufficientStorage,
		},
		Metadata: map[string]any{},
		// The body is bounded and read before huma sees it: see body.go.
		MaxBodyBytes: -1, BodyReadTimeout: -1,
	}
	for _, mod := range mods {
		mod(&op)
	}
	return op
}

// open lets an operation be used by anyone.
func open(op *huma.Operation) { op.Security = []map[string][]string{} }

// described adds a longer text to the summary.
func described(text string) func(*huma.Operation) {
	return func(op *huma.Operation) { op.Description = text }
}

// answering sets the status of success.
func answering(status int) func(*huma.Operation) {
	return func(op *huma.Operation) { op.DefaultStatus = status }
}

// failing adds statuses of errors to the description.
func failing(statuses ...int) func(*huma.Operation) {
	return func(op *huma.Operation) { op.Errors = append(op.Errors, statuses...) }
}

const patientMark = "patient"

// patient lets an operation take its time: uploads, downloads, streams. It is
// neither cut off by Config.Patience nor is its body read before.
func patient(op *huma.Operation) { op.Metadata[patientMark] = true }

// register adds an operation whose function returns errors of casework, or any.
func register[I, O any](s *server, op huma.Operation, fn func(context.Context, *I) (*O, error)) {
	if _, ok := reflect.TypeFor[I]().FieldByName("Body"); ok {
		op.Errors = append(op.Errors, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := fn(ctx, in)
		if err != nil {
			return nil, s.problem(ctx, err)
		}
		return out, nil
	})
}
