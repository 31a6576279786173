package message

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"

	"cotejo/api/casework"
)

// Texts are all texts in one language. They never change and are safe for
// concurrent use.
type Texts struct {
	language  string
	localizer *i18n.Localizer
	keys      map[string]bool
	huma      []humaPattern
}

// Language returns the language as its tag, "en" or "es".
func (t *Texts) Language() string { return t.language }

// Has tells whether there is a text for a key.
func (t *Texts) Has(key string) bool { return t.keys[key] }

// Text returns the text for a key, filled with its parameters. The values are
// text and never templates. A parameter whose name and value make a key
// themselves ("kind" with "exhibit": kind.exhibit) is shown by that key's text.
// Without a text, or without one of its parameters, the answer is the key and
// what parameters there are: a log that reads badly is better than a panic.
func (t *Texts) Text(key string, params map[string]any) string {
	if !t.keys[key] {
		return bare(key, params)
	}
	shown := make(map[string]any, len(params))
	for name, value := range params {
		shown[name] = t.shown(name, value)
	}
	config := i18n.LocalizeConfig{
		MessageID: key, TemplateData: shown, TemplateParser: &template.TextParser{Option: "missingkey=error"},
	}
	switch params["count"].(type) {
	case int, int64:
		config.PluralCount = params["count"]
	}
	// An error beside a text says that the language lacks this plural form and
	// that the general one was taken.
	text, err := t.localizer.Localize(&config)
	if text == "" && err != nil {
		return bare(key, params)
	}
	return text
}

// shown is how a parameter's value stands in a text.
func (t *Texts) shown(name string, value any) any {
	if v, ok := value.(float64); ok { // not 1e+06
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	if name == "from" || name == "to" { // of a state
		name = "state"
	}
	if key := name + "." + fmt.Sprint(value); t.keys[key] {
		return t.Text(key, nil)
	}
	return value
}

func bare(key string, params map[string]any) string {
	var b strings.Builder
	b.WriteString(key)
	for _, name := range slices.Sorted(maps.Keys(params)) {
		fmt.Fprintf(&b, " %s=%v", name, params[name])
	}
	return b.String()
}

// Field is what is wrong with one field, in words.
type Field struct {
	Path string // JSON path, as "place.state"
	Text string
}

// Error returns what an error says to people: a title, and the faults of single
// fields. An error that is no *casework.Error is a fault of ours and shows nothing
// of itself.
func (t *Texts) Error(err error) (title string, fields []Field) {
	var e *casework.Error
	if !errors.As(err, &e) {
		return t.Text("error.internal", nil), nil
	}
	for _, f := range e.Fields {
		fields = append(fields, Field{Path: f.Path, Text: t.Text(f.Key, f.Params)})
	}
	return t.Text(e.Key, e.Params), fields
}
