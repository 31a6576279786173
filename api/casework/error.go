package casework

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Code is the kind of an error: what whoever asked can do about it.
type Code string

// The codes. The HTTP status of each is chosen in package api.
const (
	CodeInvalid         Code = "invalid"         // what was sent is wrong: mend it
	CodeUnauthenticated Code = "unauthenticated" // sign in
	CodeForbidden       Code = "forbidden"       // the role or the laboratory does not allow it
	CodeNotFound        Code = "not_found"       // or not to be seen by this person
	CodeConflict        Code = "conflict"        // it stands against what is recorded
	CodeStale           Code = "stale"           // changed since it was read: read again
	CodeTooLarge        Code = "too_large"       // more than is taken
	CodeUnsupported     Code = "unsupported"     // a kind of file that is not read
	CodeBusy            Code = "busy"            // come back later
	CodeStorage         Code = "storage"         // no space, or a store that does not answer
	CodeInternal        Code = "internal"        // a fault of ours
)

// Error is an error that a person can act on. Key names its message, which
// package message has in every language; Params fill it. Error() is for logs.
type Error struct {
	Code   Code
	Key    string
	Params map[string]any
	// Fields are the single faults of a record, in the order of its fields.
	Fields []Fault
	// Err is the cause, for logs; it is never shown.
	Err error
}

// Fault is what is wrong with one field, named by its JSON path ("place.state").
type Fault struct {
	Path   string
	Key    string
	Params map[string]any
}

// Error tells code, message key and parameters.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Key)
	writeParams(&b, e.Params)
	for _, f := range e.Fields {
		fmt.Fprintf(&b, "; %s: %s", f.Path, f.Key)
		writeParams(&b, f.Params)
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	return b.String()
}

func writeParams(b *strings.Builder, params map[string]any) {
	for _, k := range slices.Sorted(maps.Keys(params)) {
		fmt.Fprintf(b, " %s=%v", k, params[k])
	}
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Fail makes an error; params are pairs of name and value.
func Fail(code Code, key string, params ...any) *Error {
	return &Error{Code: code, Key: key, Params: pairs(params)}
}

// Because sets the cause.
func (e *Error) Because(err error) *Error {
	e.Err = err
	return e
}

// CodeOf returns the code of an error, CodeInternal for one that has none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// NotFound is the error for a record that does not exist or that the person may
// not know of: both look the same.
func NotFound(kind Kind, id string) *Error {
	return Fail(CodeNotFound, "record.not_found", "kind", string(kind), "id", id)
}

func pairs(params []any) map[string]any {
	if len(params) == 0 {
		return nil
	}
	out := make(map[string]any, len(params)/2)
	for i := 0; i+1 < len(params); i += 2 {
		out[fmt.Sprint(params[i])] = params[i+1]
	}
	return out
}

// ErrCorrupt is wrapped by errors about stored bytes that are no longer what was
// stored.
var ErrCorrupt = errors.New("stored bytes are damaged")

// ErrTooLate is wrapped by the error of a search whose deadline came before anything
// was ready. It is not tried again: the deadline is over.
var ErrTooLate = errors.New("the search's time was over before anything was ready")
