package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
)

// collection is a kind of record as it is reached by HTTP.
type collection struct {
	path      string // "/cases"
	one, many string // "case", "cases": in operation identifiers and summaries
	tag       string
	noEntry   bool // records come about otherwise
}

// collectionRoutes are the routes of a kind of record that people enter: enter,
// list, read, change, read every version.
func collectionRoutes[T any, P casework.RecordPtr[T]](s *server, c collection) {
	kind := P(new(T)).Kind()
	if !c.noEntry {
		register(s, operation("create-"+c.one, http.MethodPost, c.path, "Enter: "+c.one, c.tag, entering),
			func(ctx context.Context, in *createInput[T]) (*createOutput[T], error) {
				return create[T, P](ctx, s, c.path, P(&in.Body))
			})
	}
	register(s, operation("list-"+c.many, http.MethodGet, c.path, "List: "+c.many, c.tag, narrowed(kind)),
		func(ctx context.Context, in *Listing) (*listOutput[T], error) { return list[T, P](ctx, s, in, nil) })
	register(s, operation("get-"+c.one, http.MethodGet, c.path+"/{id}", "Read: "+c.one, c.tag, conditional),
		func(ctx context.Context, in *getInput) (*getOutput[T], error) { return get[T, P](ctx, s, in) })
	register(s, operation("change-"+c.one, http.MethodPut, c.path+"/{id}", "Change: "+c.one, c.tag, changing),
		func(ctx context.Context, in *changeInput[T]) (*getOutput[T], error) { return change[T, P](ctx, s, in) })
	register(s, operation("list-"+c.one+"-versions", http.MethodGet, c.path+"/{id}/history", "Every version: "+c.one, c.tag),
		func(ctx context.Context, in *ByID) (*historyOutput[T], error) {
			return history[T, P](ctx, s, in.ID)
		})
}

// ByID names a record by its address. Like all types that inputs embed it has an
// exported name: huma passes over the others.
type ByID struct {
	ID string `path:"id" format:"uuid" doc:"Identifier of the record."`
}

type createInput[T any] struct {
	Body T
}

type createOutput[T any] struct {
	Location string `header:"Location" doc:"Address of the record."`
	ETag     string `header:"ETag" doc:"Version of the record."`
	Body     *T
}

// entering describes an operation that enters a record.
func entering(op *huma.Operation) {
	op.DefaultStatus = http.StatusCreated
	op.Errors = append(op.Errors, http.StatusConflict)
	once(op)
}

func create[T any, P casework.RecordPtr[T]](ctx context.Context, s *server, path string, r P) (*createOutput[T], error) {
	if err := s.Cases.Create(ctx, r); err != nil {
		return nil, err
	}
	return &createOutput[T]{Location: root + path + "/" + casework.HeadOf(r).ID, ETag: tagOf(r), Body: r}, nil
}

type getInput struct {
	ByID
	IfNoneMatch string `header:"If-None-Match" doc:"ETag of a version that is known: if it still stands, the answer is 304."`
}

type getOutput[T any] struct {
	Status int
	ETag   string `header:"ETag" doc:"Version of the record."`
	Body   *T
}

// conditional describes an operation that answers with 304 when nothing is new.
func conditional(op *huma.Operation) {
	op.Responses = map[string]*huma.Response{"304": {Description: "The version that is known still stands."}}
}

func get[T any, P casework.RecordPtr[T]](ctx context.Context, s *server, in *getInput) (*getOutput[T], error) {
	r := P(new(T))
	if err := s.Cases.Get(ctx, r, in.ID); err != nil {
		return nil, err
	}
	s.tell(ctx, r)
	out := &getOutput[T]{Status: http.StatusOK, ETag: tagOf(r), Body: r}
	if noneMatch(in.IfNoneMatch, out.ETag) {
		out.Status = http.StatusNotModified
	}
	return out, nil
}

type changeInput[T any] struct {
	ByID
	IfMatch string `header:"If-Match" doc:"ETag of the version that the change is based on. Required."`
	Body    T
}

// changing describes an operation that changes a record.
func changing(op *huma.Operation) {
	op.Errors = append(op.Errors, http.StatusConflict, http.StatusPreconditionFailed, http.StatusPreconditionRequired)
}

func change[T any, P casework.RecordPtr[T]](ctx context.Context, s *server, in *changeInput[T]) (*getOutput[T], error) {
	version, err := basedOn(in.IfMatch)
	if err != nil {
		return nil, err
	}
	r := P(&in.Body)
	head := casework.HeadOf(r)
	head.ID, head.Version = in.ID, version
	if err := s.Cases.Change(ctx, r); err != nil {
		return nil, err
	}
	s.tell(ctx, r)
	return &getOutput[T]{Status: http.StatusOK, ETag: tagOf(r), Body: r}, nil
}

// version is a record as it stood after a change.
type version[T any] struct {
	Seq     int64     `json:"seq" doc:"Number of the change among all of the service."`
	Version int       `json:"version"`
	At      time.Time `json:"at"`
	By      string    `json:"by" doc:"Identifier of the account, or service."`
	Record  *T        `json:"record" doc:"The record as it stood."`
}

// versions are all that a record had, the oldest first.
type versions[T any] struct {
	Items []version[T] `json:"items" nullable:"false"`
}

type historyOutput[T any] struct {
	Body versions[T]
}

func history[T any, P casework.RecordPtr[T]](ctx context.Context, s *server, id string) (*historyOutput[T], error) {
	kind := P(new(T)).Kind()
	changes, err := s.Cases.History(ctx, kind, id)
	if err != nil {
		return nil, err
	}
	out := &historyOutput[T]{Body: versions[T]{Items: make([]version[T], len(changes))}}
	for i, c := range changes {
		v := version[T]{Seq: c.Seq, Version: c.Version, At: c.At, By: c.By, Record: new(T)}
		if err := json.Unmarshal(c.Body, v.Record); err != nil {
			return nil, fmt.Errorf("version %d of %s %s: %w", c.Version, kind, id, err)
		}
		s.tell(ctx, v.Record)
		out.Body.Items[i] = v
	}
	return out, nil
}
