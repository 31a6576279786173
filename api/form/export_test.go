package form

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/casework"
)

func TestJSONRoundTrip(t *testing.T) {
	r := sample()
	r.Head = casework.Head{ID: r.ID, Lab: "lab-secret", CreatedBy: "account-secret", Version: 7}
	r.Requester.Unit = "<Balística> & \u2028 Laboratorio"
	var b bytes.Buffer
	if err := JSON(&b, r); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "secret") {
		t.Errorf("what is the service's own is in it: %s", b.String())
	}
	if !strings.Contains(b.String(), "<Balística> & ") {
		t.Error("text is escaped for HTML")
	}
	var marked struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal(b.Bytes(), &marked); err != nil || marked.Format != "cotejo-trace-request" || marked.Version != 1 {
		t.Errorf("%+v %v", marked, err)
	}
	// The fields are those of the record, so that its own reader takes them back.
	var back casework.TraceRequest
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	back.Head = casework.Head{ID: back.ID}
	want := *r
	want.Head = casework.Head{ID: r.ID}
	if diff := cmp.Diff(want, back); diff != "" {
		t.Error(diff)
	}
}

func TestJSONOfNothing(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, &casework.TraceRequest{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"associates": []`) {
		t.Error(b.String())
	}
	full := errors.New("no space left")
	if err := JSON(failing{full}, sample()); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

// readBack reads an export as a spreadsheet would.
func readBack(t *testing.T, text []byte) (names []string, rows []map[string]string) {
	t.Helper()
	text, marked := bytes.CutPrefix(text, []byte("\xef\xbb\xbf"))
	if !marked {
		t.Error("no byte order mark: Excel would spoil the accents")
	}
	all, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, cell := range cells {
			row[all[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return all[0], rows
}

func TestCSVRoundTrip(t *testing.T) {
	first, second := sample(), unfinished()
	first.Urgency = "línea 1\nlínea \"2\", fin; \ttab"
	first.Associate = append(first.Associate, casework.Person{Alias: "El Otro"})
	var b bytes.Buffer
	if err := CSV(&b, first, second); err != nil {
		t.Fatal(err)
	}
	names, rows := readBack(t, b.Bytes())
	if len(rows) != 2 || len(names) != len(columns()) {
		t.Fatalf("%d rows of %d columns", len(rows), len(names))
	}
	for i, r := range []*casework.TraceRequest{first, second} {
		for _, c := range columns() {
			if got := unguarded(rows[i][c.name]); got != c.value(r) {
				t.Errorf("%s: %q, want %q", c.name, got, c.value(r))
			}
		}
	}
	for name, want := range map[string]string{
		"number": "T-VER-2026-0042", "associates": "Ruiz, Iñaki, Ñaco, 1988-12-01; El Otro", "obliterated": "false",
		"recovery_state_name": "Veracruz de Ignacio de la Llave", "recovery_longitude": "-96.134224", "requester_phone": "'+52 229 555 0134",
	} {
		if got := rows[0][name]; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	full := errors.New("no space left")
	if err := CSV(failing{full}, first); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

// TestCSVColumnsStay: whoever reads the export counts on its columns; new ones go to the end.
func TestCSVColumnsStay(t *testing.T) {
	var names []string
	for _, c := range columns() {
		names = append(names, c.name)
	}
	want := strings.Fields(`id number state date priority urgency instructions crime_code project_code
		requester_ori requester_agency requester_unit requester_officer requester_badge requester_phone requester_email requester_case_number requester_address
		serial obliterated maker type calibre model country importer markings
		possessor_surname possessor_given_names possessor_alias possessor_birth_date possessor_birth_place possessor_nationality possessor_sex
		possessor_address possessor_id_type possessor_id_number associates
		recovery_date recovery_country recovery_state recovery_state_name recovery_municipality recovery_detail recovery_latitude recovery_longitude recovery_notes`)
	if !slices.Equal(names, want) {
		t.Error(cmp.Diff(want, names))
	}
}

func TestCSVHasNoFormulas(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1":              "'=1+1",
		"=HYPERLINK(\"x\")": "'=HYPERLINK(\"x\")",
		"+52 55":            "'+52 55",
		"-2+3":              "'-2+3",
		"@SUM(A1)":          "'@SUM(A1)",
		"\t=1":              "'\t=1",
		"\r=1":              "'\r=1",
		"＝1":                "'＝1",
		"'=1":               "'=1", // already a text
		"-99.13":            "-99.13",
		"+5":                "+5",
		"-":                 "'-",
		"":                  "",
		"Peña":              "Peña",
		"a=1":               "a=1",
	} {
		if got := guarded(cell); got != want {
			t.Errorf("%q is written %q, want %q", cell, got, want)
		}
		if strings.HasPrefix(cell, "'") {
			continue
		}
		if back := unguarded(guarded(cell)); back != cell {
			t.Errorf("%q comes back as %q", cell, back)
		}
	}
	r := sample()
	r.Weapon.Serial, r.Possessor.Alias = "=cmd|' /C calc'!A0", "@El Zurdo"
	var b bytes.Buffer
	if err := CSV(&b, r); err != nil {
		t.Fatal(err)
	}
	_, rows := readBack(t, b.Bytes())
	for name, cell := range rows[0] {
		if strings.ContainsAny(cell[:min(1, len(cell))], formulaStart) && !number.MatchString(cell) {
			t.Errorf("%s: %q would be computed", name, cell)
		}
	}
}
