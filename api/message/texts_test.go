package message

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/casework"
)

func loaded(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestForChoosesTheLanguage(t *testing.T) {
	c := loaded(t)
	for _, test := range []struct {
		accept []string
		want   string
	}{
		{nil, "en"},
		{[]string{""}, "en"},
		{[]string{"es"}, "es"},
		{[]string{"es-MX,es;q=0.9,en;q=0.8"}, "es"},
		{[]string{"es-419"}, "es"},
		{[]string{"en-US,es;q=0.9"}, "en"},
		{[]string{"en;q=0.1, es;q=0.9"}, "es"},
		{[]string{"fr"}, "en"},
		{[]string{"fr,es;q=0.5"}, "es"},
		{[]string{"*"}, "en"},
		{[]string{"", "es"}, "es"},             // an account without a language, then the header
		{[]string{"es", "en-US,en"}, "es"},     // the account's language before the header's
		{[]string{"nonsense;;;;", "es"}, "es"}, // what cannot be read is passed over
		{[]string{strings.Repeat("a-", 100000)}, "en"},
	} {
		if got := c.For(test.accept...).Language(); got != test.want {
			t.Errorf("%.40q: %s, want %s", test.accept, got, test.want)
		}
	}
}

func TestText(t *testing.T) {
	c := loaded(t)
	for _, test := range []struct {
		language, key string
		params        map[string]any
		want          string
	}{
		{"en", "field.too_long", map[string]any{"most": 80}, "The text is too long: at most 80 characters."},
		{"es", "field.too_long", map[string]any{"most": 80}, "El texto es demasiado largo: máximo 80 caracteres."},
		{"en", "field.too_large", map[string]any{"most": 1e6}, "The number is too large: at most 1000000."},
		{"en", "field.too_small", map[string]any{"least": -0.5}, "The number is too small: at least -0.5."},
		{"en", "record.invalid", map[string]any{"count": 1}, "One field is not right. Correct it and send the record again."},
		{"es", "record.invalid", map[string]any{"count": 2}, "2 campos no son correctos. Corríjalos y envíe de nuevo el registro."},
		// CLDR has a form "many" for whole millions in Spanish; the general one stands in for it.
		{"es", "record.invalid", map[string]any{"count": 1000000}, "1000000 campos no son correctos. Corríjalos y envíe de nuevo el registro."},
		// A parameter's own text.
		{"es", "record.not_found", map[string]any{"kind": "lead", "id": "7"}, "No existe el registro solicitado (pista 7) o usted no tiene acceso a él. Verifique el identificador o consulte al laboratorio al que pertenece."},
		{"es", "record.not_found", map[string]any{"kind": casework.KindLead, "id": "7"}, "No existe el registro solicitado (pista 7) o usted no tiene acceso a él. Verifique el identificador o consulte al laboratorio al que pertenece."},
		// Values are text, never templates or markup.
		{"en", "place.state_us", map[string]any{"value": "{{.id}}<b>"}, `"{{.id}}<b>" is not a state of the United States. Use the postal code of two letters.`},
		// No text, no parameter: still something to read.
		{"es", "no.such_key", map[string]any{"b": 1, "a": "x"}, "no.such_key a=x b=1"},
		{"en", "no.such_key", nil, "no.such_key"},
		{"en", "field.too_long", nil, "field.too_long"},
		{"en", "", nil, ""},
	} {
		if got := c.For(test.language).Text(test.key, test.params); got != test.want {
			t.Errorf("%s %s %v:\n%s\nwant\n%s", test.language, test.key, test.params, got, test.want)
		}
	}
}

func TestTextsAreSafeForConcurrentUse(t *testing.T) {
	c := loaded(t)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for _, language := range []string{"en", "es"} {
				texts := c.For(language)
				for key := range texts.keys {
					_ = texts.Text(key, map[string]any{"count": 2})
				}
			}
		})
	}
	wait.Wait()
}

func TestError(t *testing.T) {
	c := loaded(t)
	err := fmt.Errorf("saving: %w", casework.Check(&casework.Exhibit{Origin: casework.Questioned, Specimen: casework.Specimen{Calibre: "9 mm"}}))
	title, fields := c.For("es").Error(err)
	if want := "2 campos no son correctos. Corríjalos y envíe de nuevo el registro."; title != want {
		t.Errorf("title %q, want %q", title, want)
	}
	want := []Field{
		{"number", "Este campo es obligatorio."},
		{"case", "Un elemento problema pertenece a un caso. Elija el caso."},
	}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Error(diff)
	}

	title, fields = c.For("en").Error(errors.New("password of the database is hunter2"))
	if !strings.HasPrefix(title, "Something went wrong") || fields != nil || strings.Contains(title, "hunter2") {
		t.Errorf("a foreign error shows %q %v", title, fields)
	}
	title, _ = c.For("en").Error(casework.Fail(casework.CodeForbidden, "auth.forbidden", "action", string(casework.Confirm)).Because(errors.New("secret")))
	if want := "Your role does not include this: confirming at the comparison microscope. An administrator of the laboratory can give you the role."; title != want {
		t.Errorf("title %q, want %q", title, want)
	}
}

func TestLoadRefuses(t *testing.T) {
	good := `{"a.one": "One"}`
	for name, files := range map[string]map[string]string{
		"a key in two files":     {"en/a.json": good, "en/b.json": `{"a.one": "Uno"}`, "es/a.json": good},
		"a key twice in a file":  {"en/a.json": `{"a.one": "1", "a.one": "2"}`, "es/a.json": good},
		"a language without one": {"en/a.json": good},
		"not an object":          {"en/a.json": `["a.one"]`, "es/a.json": good},
		"an empty file":          {"en/a.json": ``, "es/a.json": good},
		"an unfinished file":     {"en/a.json": `{"a.one": "x"`, "es/a.json": good},
		"a key without area":     {"en/a.json": `{"one": "x"}`, "es/a.json": good},
		"a number":               {"en/a.json": `{"a.one": 1}`, "es/a.json": good},
		"an empty text":          {"en/a.json": `{"a.one": ""}`, "es/a.json": good},
	} {
		t.Run(name, func(t *testing.T) {
			texts := fstest.MapFS{}
			for path, text := range files {
				texts[path] = &fstest.MapFile{Data: []byte(text)}
			}
			if _, err := load(texts); err == nil {
				t.Error("loaded")
			} else {
				t.Log(err)
			}
		})
	}
}

// TestATextInOneLanguageOnly: while a translation is missing, English is better than a key.
func TestATextInOneLanguageOnly(t *testing.T) {
	c, err := load(fstest.MapFS{
		"en/a.json": {Data: []byte(`{"a.one": "One", "a.two": "Two"}`)},
		"es/a.json": {Data: []byte(`{"a.one": "Uno"}`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	es := c.For("es")
	if es.Text("a.one", nil) != "Uno" || es.Text("a.two", nil) != "Two" {
		t.Errorf("%q %q", es.Text("a.one", nil), es.Text("a.two", nil))
	}
}
