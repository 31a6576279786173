package message

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template"
	"text/template/parse"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// use is a place in the code that names a key.
type use struct {
	at     token.Position
	key    string
	params []string // names that are given; nil when the code does not tell
	knows  bool     // whether it does
}

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)

// keyAt is which argument of a call is the key.
var keyAt = map[string]int{"Fail": 1, "Fault": 1, "invalid": 1, "protocol": 1}

// uses finds the keys in a file: calls of Fail and Fault, and Key: "..." in literals.
func uses(t *testing.T, name string) []use {
	t.Helper()
	positions := token.NewFileSet()
	file, err := parser.ParseFile(positions, name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var found []use
	ast.Inspect(file, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.CallExpr:
			called := ""
			switch f := n.Fun.(type) {
			case *ast.Ident:
				called = f.Name
			case *ast.SelectorExpr:
				called = f.Sel.Name
			}
			i, ok := keyAt[called]
			if !ok || len(n.Args) <= i {
				return true
			}
			if key, ok := literal(n.Args[i]); ok && keyForm.MatchString(key) {
				u := use{at: positions.Position(n.Pos()), key: key, knows: !n.Ellipsis.IsValid()}
				for at := i + 1; at < len(n.Args); at += 2 {
					param, ok := literal(n.Args[at])
					u.knows = u.knows && ok && at+1 < len(n.Args)
					u.params = append(u.params, param)
				}
				found = append(found, u)
			}
		case *ast.KeyValueExpr:
			if field, ok := n.Key.(*ast.Ident); ok && field.Name == "Key" {
				if key, ok := literal(n.Value); ok && keyForm.MatchString(key) {
					found = append(found, use{at: positions.Position(n.Pos()), key: key})
				}
			}
		}
		return true
	})
	return found
}

func literal(e ast.Expr) (string, bool) {
	basic, ok := e.(*ast.BasicLit)
	if !ok || basic.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(basic.Value)
	return s, err == nil
}

func TestEveryKeyInTheCodeHasItsTexts(t *testing.T) {
	english, spanish := messages(t, "en"), messages(t, "es")
	files, keys := 0, 0
	for _, root := range []string{"..", filepath.Join("..", "..", "cmd")} {
		err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "testdata") {
				return fs.SkipDir
			}
			if entry.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			files++
			for _, u := range uses(t, name) {
				keys++
				for language, texts := range map[string]map[string]*i18n.Message{"en": english, "es": spanish} {
					text, ok := texts[u.key]
					if !ok {
						t.Errorf("%s: key %s has no text in locale/%s", u.at, u.key, language)
						continue
					}
					for _, p := range params(t, text) {
						if u.knows && !slices.Contains(u.params, p) {
							t.Errorf("%s: the text of %s in %s needs a parameter %s, and only %q are given", u.at, u.key, language, p, u.params)
						}
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 20 || keys < 25 {
		t.Errorf("only %d files with %d keys were found: does this test still look at the right place?", files, keys)
	}
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	english, spanish := messages(t, "en"), messages(t, "es")
	for key, text := range english {
		other, ok := spanish[key]
		if !ok {
			t.Errorf("%s is missing in locale/es", key)
			continue
		}
		if en, es := params(t, text), params(t, other); !slices.Equal(en, es) {
			t.Errorf("%s has the parameters %q in English and %q in Spanish", key, en, es)
		}
	}
	for key := range spanish {
		if english[key] == nil {
			t.Errorf("%s is missing in locale/en", key)
		}
	}
}

func TestBothLanguagesHaveTheSameFiles(t *testing.T) {
	names := func(language string) []string {
		entries, err := os.ReadDir(filepath.Join("locale", language))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names
	}
	if en, es := names("en"), names("es"); !slices.Equal(en, es) || len(en) < 2 {
		t.Errorf("English has %q, Spanish %q", en, es)
	}
}

// messages are all texts of a language.
func messages(t *testing.T, language string) map[string]*i18n.Message {
	t.Helper()
	all, err := readLanguage(os.DirFS("locale"), language)
	if err != nil {
		t.Fatal(err)
	}
	byKey := make(map[string]*i18n.Message, len(all))
	for _, m := range all {
		byKey[m.ID] = m
	}
	return byKey
}

// params are the names in the templates of a text, sorted. In a plural form count may be missing.
func params(t *testing.T, m *i18n.Message) []string {
	t.Helper()
	var names []string
	for _, form := range []string{m.One, m.Many, m.Other} {
		parsed, err := template.New(m.ID).Parse(form)
		if err != nil {
			t.Errorf("%s: %v", m.ID, err)
			continue
		}
		if parsed.Tree == nil {
			continue
		}
		for _, node := range parsed.Root.Nodes {
			action, ok := node.(*parse.ActionNode)
			if !ok {
				if _, isText := node.(*parse.TextNode); !isText {
					t.Errorf("%s: %s: a text has parameters only", m.ID, node)
				}
				continue
			}
			command := action.Pipe.Cmds[0]
			field, ok := command.Args[0].(*parse.FieldNode)
			if len(action.Pipe.Cmds) != 1 || len(command.Args) != 1 || !ok {
				t.Errorf("%s: %s: a text has parameters only", m.ID, node)
				continue
			}
			names = append(names, field.Ident[0])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
