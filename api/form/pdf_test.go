package form

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/casework"
	"cotejo/api/paper/papertest"
)

// update rewrites the golden files: go test ./api/form -update.
var update = flag.Bool("update", false, "rewrite golden files")

func made(t *testing.T, r *casework.TraceRequest, language string, meta Meta) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := PDF(&b, r, texts(t, language), Check(r, present), meta); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func draftMeta() Meta {
	meta := sampleMeta()
	meta.Draft = true
	return meta
}

// unfinished has missing and implausible fields.
func unfinished() *casework.TraceRequest {
	return &casework.TraceRequest{
		Number: "T-VER-2026-0043", Priority: "urgent",
		Weapon: casework.TracedWeapon{
			Serial: "4539889", Maker: "Century Arms", Type: "pistol", Calibre: "12 GA", Country: "Texas", Markings: "PAT. 4,539,889",
		},
	}
}

func TestPDFGolden(t *testing.T) {
	for _, test := range []struct {
		name, language string
		request        *casework.TraceRequest
		meta           Meta
	}{
		{"complete", "en", sample(), sampleMeta()},
		{"complete", "es", sample(), sampleMeta()},
		{"draft", "en", unfinished(), draftMeta()},
		{"draft", "es", unfinished(), draftMeta()},
	} {
		name := test.name + "." + test.language + ".txt"
		t.Run(name, func(t *testing.T) {
			got := papertest.Transcript(t, made(t, test.request, test.language, test.meta))
			golden := filepath.Join("testdata", name)
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
			if bare := regexp.MustCompile(`form\.[a-z]|weapon_type\.|<no value>`).FindString(got); bare != "" {
				t.Errorf("a key shows: %s", bare)
			}
		})
	}
}

func TestPDFShowsEveryField(t *testing.T) {
	r := sample()
	got := papertest.Transcript(t, made(t, r, "es", sampleMeta()))
	for _, c := range columns() {
		switch c.name {
		case "id", "state", "priority", "obliterated", "type", "possessor_sex", "associates", "recovery_date", "recovery_country", "recovery_state":
			continue // not shown, or in words
		}
		if value := c.value(r); value == "" || !strings.Contains(got, value) {
			t.Errorf("%s: %q is not in the form", c.name, value)
		}
	}
	for _, word := range []string{"Pistola", "Hombre", "2026-11-21\n", "22:40\n", "México\n", "Ruiz, Iñaki\n", "Ñaco\n", "1988-12-01\n", "Urgente\n", "T-VER-2026-0042\n", "Página 1 de 1\n", "María José Núñez Ibáñez", "2026-11-23 14:05 -06:00"} {
		if !strings.Contains(got, word) {
			t.Errorf("%q is not in the form", word)
		}
	}
}

func TestPDFIsFinalOnlyWhenComplete(t *testing.T) {
	r := unfinished()
	var b bytes.Buffer
	err := PDF(&b, r, texts(t, "en"), Check(r, present), sampleMeta())
	var e *casework.Error
	if !errors.As(err, &e) || e.Code != casework.CodeConflict || e.Key != "form.incomplete" || b.Len() > 0 {
		t.Fatalf("%v, %d bytes", err, b.Len())
	}
	var missing int
	for _, f := range Check(r, present) {
		if f.Severity == Missing {
			missing++
		}
	}
	if len(e.Fields) != missing || missing == 0 {
		t.Errorf("%d fields are named, %d are missing", len(e.Fields), missing)
	}
	if title, fields := texts(t, "es").Error(err); !strings.Contains(title, "definitiva") || len(fields) != missing || fields[0].Text != "Falta la fecha de la solicitud. Indique el día." {
		t.Errorf("%q %v", title, fields)
	}
	// What is only implausible does not block.
	r = sample()
	r.Weapon.Serial = "000000"
	got := papertest.Transcript(t, made(t, r, "en", sampleMeta()))
	if strings.Contains(got, "DRAFT") || strings.Contains(got, "again and again") {
		t.Error("a final document shows findings")
	}
	// Nor is a complete request hindered from being a draft.
	if got := papertest.Transcript(t, made(t, sample(), "es", draftMeta())); strings.Count(got, "BORRADOR") != 2 {
		t.Errorf("a draft without its marks:\n%s", got)
	}
}

func TestPDFIsTheSameForTheSame(t *testing.T) {
	first := made(t, sample(), "es", draftMeta())
	var wait sync.WaitGroup
	for range 4 { // on several goroutines, since the service does so
		wait.Go(func() {
			if !bytes.Equal(first, made(t, sample(), "es", draftMeta())) {
				t.Error("the same request makes other bytes")
			}
		})
	}
	wait.Wait()
	later := draftMeta()
	later.At = later.At.Add(time.Minute)
	if bytes.Equal(first, made(t, sample(), "es", later)) {
		t.Error("the time of export makes no difference")
	}
}

// TestPDFFlows: what is long goes on, on the same page or the next, and nothing is lost.
func TestPDFFlows(t *testing.T) {
	r := sample()
	r.Associate = nil
	for _, name := range strings.Fields("Uno Dos Tres Cuatro Cinco Seis Siete Ocho Nueve Diez") {
		r.Associate = append(r.Associate, casework.Person{Surname: "Asociado " + name, Address: strings.Repeat("Domicilio muy largo ", 25)})
	}
	r.Urgency = strings.Repeat("palabra ", 125)
	r.Weapon.Importer = strings.Repeat("W", 120)
	var lines []string
	for i := range 300 {
		lines = append(lines, "línea "+string(rune('a'+i%26)))
	}
	r.Recovery.Notes = strings.Join(lines, "\n")
	pdf := made(t, r, "es", sampleMeta())
	pages := papertest.Pages(t, pdf)
	if len(pages) < 6 {
		t.Errorf("%d pages", len(pages))
	}
	got := papertest.Transcript(t, pdf)
	for text, want := range map[string]int{
		"palabra": 125, "W": 120, "línea ": 300, "largo": 250, "Asociado ": 10, "Parte IX – Información adicional (continuación)": len(pages) - 4,
	} {
		if n := strings.Count(got, text); n < want || n > want+2 {
			t.Errorf("%q stands there %d times, want %d", text, n, want)
		}
	}
	for i, page := range pages {
		all := strings.Join(page, "\n")
		for _, text := range []string{"T-VER-2026-0042", "Este no es el formulario oficial de la ATF"} {
			if !strings.Contains(all, text) {
				t.Errorf("page %d is without %q", i+1, text)
			}
		}
	}
}

// TestPDFOfHostileText: whatever a field holds, there is a form, and what cannot be shown has a mark in its place.
func TestPDFOfHostileText(t *testing.T) {
	for _, text := range []string{
		"日本 \U0001F52B مرحبا", "a\x00b\x07c", "\u202Eesrever", "(paren) \\back\\ )", "{nb} {{.value}} %d", "\ufeff\u200b", "e\u0301 n\u0303",
		strings.Repeat("W", 1000), strings.Repeat("\n", 1000), strings.Repeat(" ", 1000), "\xff\xfe", "\uffff\ufffd", "endstream\nendobj",
	} {
		r := sample()
		for _, field := range []*string{
			&r.Number, &r.Urgency, &r.Weapon.Serial, &r.Weapon.Type, &r.Weapon.Markings, &r.Possessor.Sex, &r.Recovery.Place.Country, &r.Recovery.Place.State,
			&r.Associate[0].Surname, &r.Recovery.Notes, &r.Requester.Unit,
		} {
			*field = text
		}
		r.Recovery.Date = casework.Date(text)
		meta := draftMeta()
		meta.By, meta.Laboratory = text, text
		if pages := papertest.Pages(t, made(t, r, "en", meta)); len(pages) < 2 {
			t.Errorf("%.20q: %d pages", text, len(pages))
		}
	}
	r := sample()
	r.Weapon.Markings = "Punzón \U0001F52B 日 e\u0301 (Viena)\x07\tΩЖ"
	if got := papertest.Transcript(t, made(t, r, "en", sampleMeta())); !strings.Contains(got, "Punzón □ □ é (Viena) ΩЖ\n") {
		t.Error(got)
	}
}

// TestPDFWriterFails: an error of the writer comes back.
func TestPDFWriterFails(t *testing.T) {
	full := errors.New("no space left")
	err := PDF(failing{full}, sample(), texts(t, "en"), nil, sampleMeta())
	if !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestPartsTickWhatIsSo(t *testing.T) {
	r := sample()
	r.Weapon.Obliterated = true
	ticked := map[string]string{}
	for _, p := range (layout{texts(t, "en")}).parts(r) {
		for _, row := range p.rows {
			for _, b := range row {
				for _, c := range b.choices {
					if c.chosen {
						ticked[b.path] += c.label
					}
				}
			}
		}
	}
	want := map[string]string{"priority": "Urgent", "weapon.obliterated": "Yes"}
	if diff := cmp.Diff(want, ticked); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkPDF(b *testing.B) {
	all := texts(b, "es")
	for b.Loop() {
		if err := PDF(io.Discard, sample(), all, nil, sampleMeta()); err != nil {
			b.Fatal(err)
		}
	}
}
