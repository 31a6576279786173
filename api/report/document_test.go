package report

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/casework"
	"cotejo/api/paper/papertest"
)

// update rewrites the golden files: go test ./api/report -update.
var update = flag.Bool("update", false, "rewrite golden files")

func drawn(t *testing.T, c Content, language string) []byte {
	t.Helper()
	pdf, err := PDF(c, texts(t, language))
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

func TestDocumentGolden(t *testing.T) {
	for name, hit := range map[string]bool{"candidate": false, "hit": true} {
		for _, language := range []string{"en", "es"} {
			file := name + "." + language + ".txt"
			t.Run(file, func(t *testing.T) {
				got := papertest.Transcript(t, drawn(t, content(t, hit), language))
				golden := filepath.Join("testdata", file)
				if *update {
					if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), got); diff != "" {
					t.Error(diff)
				}
				if bare := regexp.MustCompile(`report\.[a-z]|<no value>`).FindString(got); bare != "" {
					t.Errorf("a key shows: %s", bare)
				}
			})
		}
	}
}

// What a report must say stands in it, in both languages.
func TestDocumentSays(t *testing.T) {
	for language, sentences := range map[string][]string{
		"en": {"A score is a reason to look and not evidence.", "A lead is not an identification.", "Page 1 of ", "Mark", "Identification", "Second reviewer (blind)"},
		"es": {"Una puntuación es un motivo para examinar y no una prueba.", "Una pista no es una identificación.", "Página 1 de ", "Marca consultada", "Identificación", "Segundo revisor (a ciegas)"},
	} {
		said := papertest.Transcript(t, drawn(t, content(t, true), language))
		for _, s := range append(sentences,
			"SON-R-2026-00002", "SON-H-2026-00002", "SON-L-2026-00003", "Ana Torres Luna", "Bruno Díaz Vega", "individual striae in the breech face", "2026-11-23 18:30 -07:00",
			"0123SON", "0123CDMX", "7eSON", "cd34", "5e7", "0.9120", "0.4000", "321", "um9vdA==", "cotejo-audit-1", "50a9", "1000 µm", "12.50", "unheard_of",
		) {
			if !strings.Contains(said, s) {
				t.Errorf("%s: %q is not in the report", language, s)
			}
		}
	}
}

// Nothing of an exhibit that may not be seen gets into a report, and one can be
// made without an engine's comparison, without pictures, and of marks alone.
func TestDocumentOfLittle(t *testing.T) {
	c := content(t, false)
	m := c.Matter
	m.Other = casework.ReportSide{Lab: m.Other.Lab, Mark: m.Other.Mark}
	m.Probe.Frame, m.Probe.Picture = nil, nil
	m.Lead, m.Search, m.Decisions, m.Snapshots, m.Annotations, m.By = nil, nil, nil, nil, nil, nil
	c.Comparison = nil
	c.Plates = plates(t, &c)
	for _, language := range []string{"en", "es"} {
		said := papertest.Transcript(t, drawn(t, c, language))
		for _, secret := range []string{"CDMX/2026", "0123CDMX", "scan CDMX", "Beretta", "A-9", "L-2026"} {
			if strings.Contains(said, secret) {
				t.Errorf("%s: %q is in the report", language, secret)
			}
		}
		for _, s := range []string{"Laboratorio CDMX", "0.9100", "12.50"} {
			if !strings.Contains(said, s) {
				t.Errorf("%s: %q is not in the report", language, s)
			}
		}
	}
}

// The same content says the same in the same number of bytes. The bytes themselves may
// come in another order: fpdf writes pictures of one width in that of a map.
func TestDocumentIsTheSameAgain(t *testing.T) {
	a, b := drawn(t, content(t, true), "es"), drawn(t, content(t, true), "es")
	if len(a) != len(b) || papertest.Transcript(t, a) != papertest.Transcript(t, b) {
		t.Error("two documents of the same content differ")
	}
}

// Whatever people entered is drawn: long, broken, in any script, and as many as can be.
func TestDocumentHoldsOut(t *testing.T) {
	hostile := strings.Repeat("palabra ", 250) + strings.Repeat("W", 1000) + "\x00\x07\u202e日本😀\r\n\t(\\)" + strings.Repeat("\n", 300)
	c := content(t, true)
	fill(reflect.ValueOf(c.Matter).Elem(), hostile)
	for range 900 {
		c.Comparison.Cells = append(c.Comparison.Cells, c.Comparison.Cells[0])
	}
	c.Comparison.Terms = append(c.Comparison.Terms, Term{Name: hostile})
	c.Meta.Head.Key, c.Meta.Version = hostile, hostile
	pages := papertest.Pages(t, drawn(t, c, "es"))
	if len(pages) < 20 {
		t.Errorf("only %d pages", len(pages))
	}
	for i, page := range pages {
		if len(page) < 3 {
			t.Errorf("page %d is empty: %q", i+1, page)
		}
	}
}

// fill puts a text into every text that is not a choice.
func fill(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem(), text)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		for i := range v.Len() {
			fill(v.Index(i), text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if _, choice := f.Tag.Lookup("enum"); f.IsExported() && !choice && f.Name != "Step" && f.Name != "About" {
				fill(v.Field(i), text)
			}
		}
	case reflect.String:
		v.SetString(text)
	}
}

func TestDamagedPicturesAreNamed(t *testing.T) {
	for name, spoil := range map[string]func(*Content) [][]byte{
		"of a mark": func(c *Content) [][]byte {
			c.Matter.Other.Picture = c.Matter.Other.Picture[:50]
			return [][]byte{picture(t, 1, 1)}
		},
		"of a snapshot": func(*Content) [][]byte { return [][]byte{[]byte("no picture")} },
	} {
		c := content(t, false)
		snapshots := spoil(&c)
		if _, err := Prepare(c.Matter, c.Comparison.Pose, snapshots); !errors.Is(err, casework.ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ReadComparison([]byte("{")); err == nil {
		t.Error("half a comparison is read")
	}
}
