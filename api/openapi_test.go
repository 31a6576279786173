package api_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"

	"cotejo/api/apitest"
)

// document is the service's description, as far as tests need it.
type document struct {
	Paths      map[string]map[string]*described
	Components struct{ Schemas map[string]*schema }
}

type described struct {
	OperationID string
	Security    []map[string][]string
	Parameters  []parameter
	RequestBody *struct{ Content map[string]media }
	Responses   map[string]struct{ Content map[string]media }

	method, path string
}

type parameter struct {
	Name, In string
	Required bool
	Schema   *schema
}

type media struct{ Schema *schema }

// schema is a JSON schema, as far as the description uses it.
type schema struct {
	Ref                  string `json:"$ref"`
	Type                 any
	Properties           map[string]*schema
	AdditionalProperties any
	Required             []string
	Items                *schema
	Enum                 []any
	Format               string
	ReadOnly             bool
	Minimum, Maximum     *float64
	MaxLength            *int
}

func describe(t testing.TB, s *apitest.Service) *document {
	t.Helper()
	d := &document{}
	s.Anyone(t).Do(t, http.MethodGet, "//openapi.json", nil).Want(t, http.StatusOK).JSON(t, d)
	return d
}

// operations are all of them, by path and method.
func (d *document) operations() (out []*described) {
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(d.Paths[path])) {
			op := d.Paths[path][method]
			op.method, op.path = strings.ToUpper(method), path
			out = append(out, op)
		}
	}
	return out
}

func (d *document) resolve(s *schema) *schema {
	for s != nil && s.Ref != "" {
		s = d.Components.Schemas[strings.TrimPrefix(s.Ref, "#/components/schemas/")]
	}
	return s
}

// is tells whether values of a schema may be of a type.
func (s *schema) is(kind string) bool {
	switch t := s.Type.(type) {
	case string:
		return t == kind
	case []any:
		return slices.Contains(t, any(kind))
	}
	return false
}

// fault tells in what a value is not as a schema says, "" when it is.
func (d *document) fault(s *schema, v any, at string) string {
	s = d.resolve(s)
	if s == nil || s.Type == nil {
		return ""
	}
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, v) {
		return fmt.Sprintf("%s: %v is none of %v", at, v, s.Enum)
	}
	switch v := v.(type) {
	case nil:
		if s.is("null") {
			return ""
		}
	case bool:
		if s.is("boolean") {
			return ""
		}
	case float64:
		if s.is("number") || s.is("integer") && v == float64(int64(v)) {
			return ""
		}
	case string:
		if s.is("string") {
			return ""
		}
	case []any:
		if !s.is("array") {
			break
		}
		for i, one := range v {
			if f := d.fault(s.Items, one, fmt.Sprintf("%s[%d]", at, i)); f != "" {
				return f
			}
		}
		return ""
	case map[string]any:
		if s.is("object") {
			return d.objectFault(s, v, at)
		}
	}
	return fmt.Sprintf("%s: %T is no %v", at, v, s.Type)
}

func (d *document) objectFault(s *schema, v map[string]any, at string) string {
	for _, name := range s.Required {
		if _, ok := v[name]; !ok {
			return fmt.Sprintf("%s: %s is missing", at, name)
		}
	}
	for name, one := range v {
		field := s.Properties[name]
		if field == nil {
			if open, isBool := s.AdditionalProperties.(bool); isBool && !open {
				return fmt.Sprintf("%s: %s is not described", at, name)
			}
			continue
		}
		if f := d.fault(field, one, at+"."+name); f != "" {
			return f
		}
	}
	return ""
}

// maker makes values that fit schemas.
type maker struct {
	*document
	rand *rand.Rand
	// known are values for fields and parameters of a name.
	known map[string]any
	n     int
}

func (m *maker) value(s *schema, name string) any {
	s = m.resolve(s)
	if v, ok := m.known[name]; ok {
		return v
	}
	switch {
	case s == nil || s.Type == nil:
		return nil
	case len(s.Enum) > 0:
		return s.Enum[len(s.Enum)-1]
	case s.is("object"):
		return m.object(s)
	case s.is("array"):
		return []any{m.value(s.Items, name)}
	case s.is("boolean"):
		return true
	case s.is("integer"), s.is("number"):
		if s.Minimum != nil {
			return *s.Minimum
		}
		return 1.0
	case s.Format == "uuid":
		return unknownID
	case s.Format == "date-time":
		return "2026-11-23T10:00:00Z"
	}
	m.n++
	return fmt.Sprintf("v%d", m.n)
}

func (m *maker) object(s *schema) map[string]any {
	out := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if field := s.Properties[name]; !field.ReadOnly {
			out[name] = m.value(field, name)
		}
	}
	return out
}
