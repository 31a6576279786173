package api

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"cotejo/api/casework"
)

// mostParameter is how long the value of a parameter may be, in bytes.
const mostParameter = 2000

// checkParameters refuses parameters that cannot be meant: identifiers that are
// none, as if nothing were there; parameters that the operation does not have, so
// that a misspelt filter does not show everything; text that is no text.
func checkParameters(op *huma.Operation, r *http.Request) error {
	if err := checkPath(r); err != nil {
		return err
	}
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return protocol(http.StatusBadRequest, "http.query")
	}
	var c casework.Checker
	for name, values := range given {
		known := slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.In == "query" && p.Name == name })
		switch {
		case !known:
			c.Fault(clipped(name), "http.unknown_parameter")
		case len(values) > 1:
			c.Fault(name, "http.repeated_parameter")
		case !isText(values[0]):
			c.Fault(name, "field.characters")
		case len(values[0]) > mostParameter:
			c.Fault(name, "field.too_long", "most", mostParameter)
		}
	}
	return c.Err()
}

func checkPath(r *http.Request) error {
	params := chi.RouteContext(r.Context()).URLParams
	for i, name := range params.Keys {
		value := params.Values[i]
		if unescaped, err := url.PathUnescape(value); err != nil || !isText(unescaped) || len(value) > mostParameter {
			return protocol(http.StatusNotFound, "http.no_route")
		}
		if (name == "id" || strings.HasSuffix(name, "_id")) && !isID(value) {
			return protocol(http.StatusNotFound, "http.no_record")
		}
	}
	return nil
}

// isID tells whether a text can be the identifier of a record.
func isID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && id.String() == s
}

func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl) }

// clipped is the beginning of a name that someone sent, fit to be shown.
func clipped(name string) string {
	const most = 60
	name = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return -1
		}
		return c
	}, strings.ToValidUTF8(name, ""))
	if runes := []rune(name); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return name
}
