package message

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryMessageOfHumaIsKnown reads the templates in huma's own source, so that a new version of it that has
// more of them fails here.
func TestEveryMessageOfHumaIsKnown(t *testing.T) {
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.Dir}}", "github.com/danielgtaylor/huma/v2/validation").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "messages.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, template := range humaMessages() {
		known[template] = true
	}
	count := 0
	ast.Inspect(file, func(node ast.Node) bool {
		if value, ok := node.(*ast.ValueSpec); ok {
			count++
			if template, ok := literal(value.Values[0]); !ok || !known[template] {
				t.Errorf("%s is not translated", value.Names[0])
			}
		}
		return true
	})
	if count < 40 {
		t.Errorf("only %d messages were found", count)
	}
}

func TestHuma(t *testing.T) {
	c := loaded(t)
	en, es := c.For("en"), c.For("es")
	for key, template := range humaMessages() {
		msg, args := template, []string{"X1", "Y2"}
		params := map[string]any{}
		for i, at := range verb.FindAllString(template, -1) {
			msg = strings.Replace(msg, at, args[i], 1)
			params[string(rune('a'+i))] = args[i]
		}
		for _, texts := range []*Texts{en, es} {
			got, found := texts.Huma(msg)
			if want := texts.Text(key, params); got != want || got == key || found != key {
				t.Errorf("%s: %q gives %q of %s, want %q of %s", texts.Language(), msg, got, found, want, key)
			}
			for _, value := range params {
				if !strings.Contains(got, fmt.Sprint(value)) {
					t.Errorf("%s: %q lost %v in %q", texts.Language(), msg, value, got)
				}
			}
		}
		inSpanish, _ := es.Huma(msg)
		if inEnglish, _ := en.Huma(msg); inSpanish == inEnglish {
			t.Errorf("%q is the same in both languages", msg)
		}
	}
	for msg, want := range map[string]string{
		"expected required property number to be present": "Falta el campo number.",
		`expected value to be one of "pistol, revolver"`:  "Elija una de estas opciones: pistol, revolver.",
		`expected value to be one of ", open, closed"`:    "Elija una de estas opciones: open, closed.",
		"expected length <= 80":                           "El texto es demasiado largo: máximo 80 caracteres.",
		"invalid value: {{.a}}\nsecond line":              "El valor no es correcto: {{.a}}\nsecond line.",
		"something of a later version":                    "something of a later version",
		"":                                                "",
	} {
		if got, _ := es.Huma(msg); got != want {
			t.Errorf("%q gives %q, want %q", msg, got, want)
		}
	}
}
