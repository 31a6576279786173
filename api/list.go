package api

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
)

// Paging is how far a list is read.
type Paging struct {
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"How many at most."`
	After string `query:"after" doc:"Identifier of the last one of the page before; next in an answer has it."`
}

// Listing is what a list is asked with; what narrows it depends on the kind.
type Listing struct {
	Paging
	address url.URL
}

// Resolve keeps the address, whose parameters narrow the list.
func (in *Listing) Resolve(c huma.Context) []error {
	in.address = c.URL()
	return nil
}

// page is a part of a list, in the order of entry, the newest first.
type page[T any] struct {
	Items []*T   `json:"items" nullable:"false"`
	Next  string `json:"next,omitempty" doc:"Address of the next page; missing on the last."`
}

type listOutput[T any] struct {
	Link string `header:"Link" doc:"The next page, as RFC 8288 has it."`
	Body page[T]
}

// filter is a parameter that narrows a list.
type filter struct {
	name, column string
}

// isReference tells whether its values are identifiers.
func (f filter) isReference() bool {
	return strings.HasSuffix(f.column, "_id") || slices.Contains([]string{"lab", "lab_b", "account", "exhibit_a", "exhibit_b"}, f.column)
}

// filtersOf are the parameters that narrow lists of a kind: the columns that
// casework allows, under the names that records have in JSON.
func filtersOf(k casework.Kind) []filter {
	out := []filter{{"lab", "lab"}}
	for _, column := range casework.Listable(k) {
		name := strings.TrimSuffix(column, "_id")
		if column == "job_kind" {
			name = "kind"
		}
		out = append(out, filter{name, column})
	}
	return out
}

// narrowed adds the parameters that narrow lists of a kind to an operation, but
// for columns that its path fixes.
func narrowed(k casework.Kind, fixed ...string) func(*huma.Operation) {
	return func(op *huma.Operation) {
		for _, f := range filtersOf(k) {
			if slices.Contains(fixed, f.column) {
				continue
			}
			p := &huma.Param{Name: f.name, In: "query", Description: "Only those with this value.", Schema: &huma.Schema{Type: huma.TypeString}}
			switch {
			case f.isReference():
				p.Schema.Format = "uuid"
			case f.column == "disabled":
				p.Schema.Type = huma.TypeBoolean
			}
			op.Parameters = append(op.Parameters, p)
		}
	}
}

// narrowOf reads what narrows a list of a kind from the parameters of its address.
func narrowOf(k casework.Kind, given url.Values, fixed map[string]string) (casework.Narrow, error) {
	n := casework.Narrow{Equal: map[string]string{}}
	var c casework.Checker
	for _, f := range filtersOf(k) {
		value := given.Get(f.name)
		if _, isFixed := fixed[f.column]; isFixed || value == "" {
			continue
		}
		switch {
		case f.isReference() && !isID(value):
			c.Fault(f.name, "http.identifier")
		case f.column == "disabled" && value != "true" && value != "false":
			c.Fault(f.name, "huma.boolean")
		case f.column == "lab":
			n.Lab = value
		case f.column == "calibre":
			n.Equal[f.column] = casework.Calibre(value)
		default:
			n.Equal[f.column] = value
		}
	}
	for column, value := range fixed {
		n.Equal[column] = value
	}
	return n, c.Err()
}

// list answers with a page of records of a kind that the actor may see; fixed are
// columns that the address's path gives.
func list[T any, P casework.RecordPtr[T]](ctx context.Context, s *server, in *Listing, fixed map[string]string) (*listOutput[T], error) {
	kind, given := P(new(T)).Kind(), in.address.Query()
	n, err := narrowOf(kind, given, fixed)
	if err != nil {
		return nil, err
	}
	if in.After != "" && !isID(in.After) {
		var c casework.Checker
		c.Fault("after", "http.identifier")
		return nil, c.Err()
	}
	records, more, err := casework.List[T, P](ctx, s.Cases, n, casework.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := &listOutput[T]{Body: page[T]{Items: make([]*T, len(records))}}
	for i, r := range records {
		s.tell(ctx, r)
		out.Body.Items[i] = r
	}
	if more {
		given.Set("after", casework.HeadOf(records[len(records)-1]).ID)
		given.Set("limit", strconv.Itoa(in.Limit))
		out.Body.Next = in.address.EscapedPath() + "?" + given.Encode()
		out.Link = "<" + out.Body.Next + `>; rel="next"`
	}
	return out, nil
}
