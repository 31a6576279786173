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
	params []string // names of the parameters that are given, if knows is set
	knows  bool
}

// source is what the code of the service says about texts.
type source struct {
	files    int
	uses     []use
	prefixes map[string]bool // literals that end in a point: a key is made of them
}

var (
	keyForm    = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)
	prefixForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*\.(%d)?$`)
)

// keyAt is which argument of a call is the key; the parameters follow it in pairs of name and value.
var keyAt = map[string]int{"Fail": 1, "Fault": 1, "invalid": 1, "protocol": 1}

// readSource reads all code of the service but its tests. Areas are the first parts of the keys that have texts:
// a literal that has the form of a key and begins with one is taken for a key.
func readSource(t *testing.T, areas map[string]bool) source {
	t.Helper()
	s := source{prefixes: map[string]bool{}}
	for _, root := range []string{"..", filepath.Join("..", "..", "cmd")} {
		err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "testdata") {
				return fs.SkipDir
			}
			if !entry.IsDir() && filepath.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go") {
				s.read(t, name, areas)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if s.files < 100 || len(s.uses) < 200 {
		t.Errorf("only %d files with %d keys were found: does this test still look at the right place?", s.files, len(s.uses))
	}
	return s
}

func (s *source) read(t *testing.T, name string, areas map[string]bool) {
	t.Helper()
	positions := token.NewFileSet()
	file, err := parser.ParseFile(positions, name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	s.files++
	ast.Inspect(file, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.CallExpr:
			if u, ok := called(n); ok {
				u.at = positions.Position(n.Pos())
				s.uses = append(s.uses, u)
			}
		case *ast.BasicLit:
			text, ok := literal(n)
			if area, _, _ := strings.Cut(text, "."); ok && areas[area] && keyForm.MatchString(text) {
				s.uses = append(s.uses, use{at: positions.Position(n.Pos()), key: text})
			}
			if ok && prefixForm.MatchString(text) {
				s.prefixes[strings.TrimSuffix(text, "%d")] = true
			}
		}
		return true
	})
}

// called reads a call that makes an error of a key.
func called(n *ast.CallExpr) (use, bool) {
	name := ""
	switch f := n.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	i, ok := keyAt[name]
	if !ok || len(n.Args) <= i {
		return use{}, false
	}
	key, ok := literal(n.Args[i])
	if !ok || !keyForm.MatchString(key) {
		return use{}, false
	}
	u := use{key: key, knows: !n.Ellipsis.IsValid()}
	for at := i + 1; at < len(n.Args); at += 2 {
		param, ok := literal(n.Args[at])
		u.knows = u.knows && ok && at+1 < len(n.Args)
		u.params = append(u.params, param)
	}
	return u, true
}

func literal(e ast.Expr) (string, bool) {
	basic, ok := e.(*ast.BasicLit)
	if !ok || basic.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(basic.Value)
	return s, err == nil
}

func areasOf(texts map[string]*i18n.Message) map[string]bool {
	areas := map[string]bool{}
	for key := range texts {
		area, _, _ := strings.Cut(key, ".")
		areas[area] = true
	}
	return areas
}

func TestEveryKeyInTheCodeHasItsTexts(t *testing.T) {
	languages := map[string]map[string]*i18n.Message{"en": messages(t, "en"), "es": messages(t, "es")}
	reported := map[string]bool{}
	for _, u := range readSource(t, areasOf(languages["en"])).uses {
		for _, language := range []string{"en", "es"} {
			text, ok := languages[language][u.key]
			if !ok {
				if !reported[language+u.key] {
					t.Errorf("%s: key %s has no text in locale/%s", u.at, u.key, language)
				}
				reported[language+u.key] = true
				continue
			}
			for _, p := range params(t, text) {
				if u.knows && !slices.Contains(u.params, p) {
					t.Errorf("%s: the text of %s in %s needs a parameter %s, and only %q are given", u.at, u.key, language, p, u.params)
				}
			}
		}
	}
}

// TestEveryTextIsUsed: a text is named in the code, or its key is made of a prefix that is, or it is the text of a
// parameter's value.
func TestEveryTextIsUsed(t *testing.T) {
	english := messages(t, "en")
	s := readSource(t, areasOf(english))
	used := map[string]bool{}
	for _, u := range s.uses {
		used[u.key] = true
	}
	values := map[string]bool{"state": true} // also of the parameters from and to
	for _, text := range english {
		for _, p := range params(t, text) {
			values[p] = true
		}
	}
	for key := range english {
		area, _, _ := strings.Cut(key, ".")
		if prefix := key[:strings.LastIndex(key, ".")+1]; !used[key] && !s.prefixes[prefix] && !values[area] {
			t.Errorf("nothing shows the text of %s", key)
		}
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
