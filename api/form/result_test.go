package form

import (
	"bytes"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"cotejo/api/casework"
)

const resultTable = `request,received,status,no_result,trace_number,dealer_name,dealer_licence,dealer_city,dealer_state,purchaser_surname,purchaser_given_names,purchaser_birth_date,purchased,recovered,comment
T-VER-2026-0042,2026-12-01,completed_purchaser,,T20260398123,"Peña's Guns, Ltd.",1-23-456-78-9A-12345,McAllen,TX,Muñoz,José,1980-05-05,2025-03-31,2026-11-21,"Compra múltiple"
T-VER-2026-0043,2026-12-02T09:30,no_result,"Número de serie inválido",T20260398124,,,,,,,,,,
`

func wantedResults() []Row {
	return []Row{
		{Line: 2, Request: "T-VER-2026-0042", Result: casework.TraceResult{
			Received: "2026-12-01", Status: "completed_purchaser", TraceNumber: "T20260398123",
			Dealer:    casework.Dealer{Name: "Peña's Guns, Ltd.", Licence: "1-23-456-78-9A-12345", City: "McAllen", State: "TX"},
			Purchaser: casework.Person{Surname: "Muñoz", GivenNames: "José", BirthDate: "1980-05-05"},
			Purchased: "2025-03-31", Recovered: "2026-11-21", TimeToCrime: 600, // 365 to 2026-03-31 and 235 more
			Comment: "Compra múltiple",
		}},
		{Line: 3, Request: "T-VER-2026-0043", Result: casework.TraceResult{
			Received: "2026-12-02T09:30", Status: "no_result", NoResult: "Número de serie inválido", TraceNumber: "T20260398124", TimeToCrime: -1,
		}},
	}
}

func utf16With(order string, text string) string {
	var b strings.Builder
	units := utf16.Encode([]rune("\ufeff" + text))
	for _, u := range units {
		if order == "little" {
			b.WriteByte(byte(u))
			b.WriteByte(byte(u >> 8))
		} else {
			b.WriteByte(byte(u >> 8))
			b.WriteByte(byte(u))
		}
	}
	return b.String()
}

// TestReadResultsAsSpreadsheetsWriteThem: one table, in the ways in which spreadsheets save it.
func TestReadResultsAsSpreadsheetsWriteThem(t *testing.T) {
	latin, err := charmap.Windows1252.NewEncoder().String(resultTable)
	if err != nil {
		t.Fatal(err)
	}
	apart := func(separator string) string {
		// The cells hold commas of their own, in quotation marks, which stay.
		var lines []string
		for _, line := range strings.Split(resultTable, "\n") {
			line = strings.ReplaceAll(line, "Guns, Ltd", "Guns\x00 Ltd")
			lines = append(lines, strings.ReplaceAll(strings.ReplaceAll(line, ",", separator), "\x00", ","))
		}
		return strings.Join(lines, "\n")
	}
	spanish := strings.NewReplacer(
		"request,received,status,no_result,trace_number,dealer_name,dealer_licence,dealer_city,dealer_state", "Solicitud,Fecha de respuesta,Estatus,Motivo,Número de rastreo,Distribuidor,Licencia del distribuidor,Ciudad del distribuidor,Estado del distribuidor",
		"purchaser_surname,purchaser_given_names,purchaser_birth_date", "APELLIDOS DEL COMPRADOR,Nombres del comprador,Nacimiento del comprador",
		"purchased,recovered,comment", "Fecha de compra,Fecha de aseguramiento,Observaciones",
		"completed_purchaser", "Comprador identificado", ",no_result,", ",Sin resultado,",
	).Replace(resultTable)
	for name, text := range map[string]string{
		"UTF-8":                    resultTable,
		"UTF-8 with a mark":        "\ufeff" + resultTable,
		"lines of Windows":         strings.ReplaceAll(resultTable, "\n", "\r\n"),
		"semicolons":               "\ufeff" + apart(";"),
		"semicolons and Latin-1":   strings.ReplaceAll(latin, "\n", "\r\n"),
		"tabs":                     apart("\t"),
		"UTF-16, little end first": utf16With("little", apart("\t")),
		"UTF-16, big end first":    utf16With("big", apart("\t")),
		"Spanish":                  spanish,
		"days of Mexico":           strings.NewReplacer("2026-12-01,", "01/12/2026,", "1980-05-05", "5/5/1980", "2025-03-31", "31/03/2025", "2026-11-21", "21/11/2026", "2026-12-02T09:30", "02/12/2026 9:30").Replace(resultTable),
		"days of the States":       strings.NewReplacer("2026-12-01,", "12/1/2026,", "1980-05-05", "05/05/1980", "2025-03-31", "3/31/2025", "2026-11-21", "11/21/2026", "2026-12-02T09:30", "12/2/2026 09:30:00").Replace(resultTable),
		"no last line end":         strings.TrimSuffix(resultTable, "\n"),
		"columns without a name":   strings.ReplaceAll(strings.ReplaceAll(resultTable, "\n", ",,\n"), "comment,,", "comment,,"),
		"empty rows at the end":    resultTable + strings.Repeat(",", 14) + "\n\n",
	} {
		t.Run(name, func(t *testing.T) {
			rows, faults, err := ReadResults(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if len(faults) > 0 {
				t.Errorf("faults: %+v", faults)
			}
			if diff := cmp.Diff(wantedResults(), rows); diff != "" {
				t.Error(diff)
			}
		})
	}
	// What Excel writes above the heading moves the lines.
	rows, _, err := ReadResults(strings.NewReader("sep=;\r\n" + apart(";")))
	if err != nil || len(rows) != 2 || rows[0].Line != 3 {
		t.Errorf("%+v %v", rows, err)
	}
}

func TestReadResultsFaults(t *testing.T) {
	const head = "request,received,status,no_result,dealer_state,purchased,recovered\n"
	for _, test := range []struct {
		name, table string
		want        []RowFault
		rows        int
	}{
		{"no request", head + ",2026-12-01,closed,,,,\n", []RowFault{{2, "request", "field.required", nil}}, 0},
		{"no day", head + "T-1,2026-12,closed,,,,\n", []RowFault{{2, "received", "transfer.day", nil}}, 0},
		{"nothing received", head + "T-1,,closed,,,,\n", []RowFault{{2, "received", "transfer.day", nil}}, 0},
		{"no reason", head + "T-1,2026-12-01,no_result,,,,\n", []RowFault{{2, "no_result", "field.required", nil}}, 0},
		{"an unknown status", head + "T-1,2026-12-01,perhaps,,,,\n", []RowFault{
			{2, "status", "field.choice", map[string]any{"value": "perhaps", "choices": "completed_purchaser, completed_dealer, no_result, pending, closed"}},
		}, 0},
		{"a long state", head + "T-1,2026-12-01,closed,,Texas,,\n", []RowFault{{2, "dealer_state", "field.too_long", map[string]any{"most": 2}}}, 0},
		{"bought afterwards", head + "T-1,2026-12-01,closed,,,2026-11-22,2026-11-21\n", []RowFault{{2, "purchased", "trace.purchased_after_recovery", nil}}, 0},
		{"no date", head + "T-1,2026-12-01,closed,,,ayer,\n", []RowFault{{2, "purchased", "form.table.date", map[string]any{"value": "ayer"}}}, 0},
		{"a day that is none", head + "T-1,2026-12-01,closed,,,2025-02-30,\n", []RowFault{{2, "purchased", "form.table.date", map[string]any{"value": "2025-02-30"}}}, 0},
		{"day or month", head + "T-1,2026-12-01,closed,,,03/04/2025,\n", []RowFault{{2, "purchased", "form.table.date", map[string]any{"value": "03/04/2025"}}}, 0},
		{"days of two countries", head + "T-1,2026-12-01,closed,,,31/03/2025,\nT-2,2026-12-01,closed,,,03/31/2025,\n", []RowFault{
			{2, "purchased", "form.table.date", map[string]any{"value": "31/03/2025"}},
			{3, "purchased", "form.table.date", map[string]any{"value": "03/31/2025"}},
		}, 0},
		{"too many cells", head + "T-1,2026-12-01,closed,,,,,more\n", []RowFault{{2, "", "form.table.cells", map[string]any{"count": 8, "expected": 7}}}, 0},
		{"fewer cells", head + "T-1,2026-12-01,closed\n", nil, 1},
		{"control characters", head + "T-1,2026-12-01,no_result,a\abell,,,\n", []RowFault{{2, "no_result", "field.characters", nil}}, 0},
		{"a quotation mark", head + "T-1,2026-12-01,no_result,a \"b\" c,,,\nT-2,2026-12-01,closed,,,,\n", []RowFault{{2, "", "form.table.row", nil}}, 1},
		{"a quotation that does not end", head + "T-1,2026-12-01,no_result,\"a,,,\nT-2,2026-12-01,closed,,,,\n", []RowFault{{2, "", "form.table.row", nil}}, 0},
		{"rows around a bad one", head + "T-1,2026-12-01,closed,,,,\nT-2,,closed,,,,\nT-3,2026-12-01,no_result,\"dos\nlíneas\",,,\nT-4,2026-12-01,closed,,,,\n", []RowFault{
			{3, "received", "transfer.day", nil},
		}, 3},
		{"two faults of a row", head + ",,closed,,,,\n", []RowFault{{2, "request", "field.required", nil}, {2, "received", "transfer.day", nil}}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			rows, faults, err := ReadResults(strings.NewReader(test.table))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, faults); diff != "" {
				t.Error(diff)
			}
			if len(rows) != test.rows {
				t.Errorf("%d rows, want %d", len(rows), test.rows)
			}
			for _, language := range []string{"en", "es"} {
				for _, f := range faults {
					if text := texts(t, language).Text(f.Key, f.Params); strings.HasPrefix(text, f.Key) {
						t.Errorf("%s: %s has no text", language, f.Key)
					}
				}
			}
		})
	}
}

func TestReadResultsRefuses(t *testing.T) {
	const head = "request,received,status\n"
	for _, test := range []struct {
		name, table, key string
		code             casework.Code
	}{
		{"nothing", "", "form.table.no_heading", casework.CodeInvalid},
		{"blank lines", "\n\n  \n", "form.table.no_heading", casework.CodeInvalid},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "form.table.unreadable", casework.CodeInvalid},
		{"a workbook", "PK\x03\x04\x14\x00\x06\x00", "form.table.unreadable", casework.CodeInvalid},
		{"a heading that does not end", "\"request,received\n", "form.table.no_heading", casework.CodeInvalid},
		{"a column not known", "request,received,status,colour\n", "form.table.column", casework.CodeInvalid},
		{"a column twice", "request,received,status,estatus\n", "form.table.column_twice", casework.CodeInvalid},
		{"no status", "request,received\n", "form.table.column_missing", casework.CodeInvalid},
		{"too many rows", head + strings.Repeat("a,b,c\n", maxTableRows+1), "form.table.rows", casework.CodeTooLarge},
		{"too many bytes", head + strings.Repeat("x", maxTableBytes), "form.table.large", casework.CodeTooLarge},
	} {
		t.Run(test.name, func(t *testing.T) {
			rows, faults, err := ReadResults(strings.NewReader(test.table))
			var e *casework.Error
			if !errors.As(err, &e) || e.Key != test.key || e.Code != test.code || rows != nil || faults != nil {
				t.Fatalf("%v, want %s", err, test.key)
			}
			for _, language := range []string{"en", "es"} {
				if title, _ := texts(t, language).Error(err); strings.HasPrefix(title, "form.") {
					t.Errorf("%s: %q", language, title)
				}
			}
		})
	}
	broken := errors.New("connection reset")
	if _, _, err := ReadResults(readFails{broken}); !errors.Is(err, broken) || casework.CodeOf(err) != casework.CodeInvalid {
		t.Errorf("%v", err)
	}
}

type readFails struct{ err error }

func (r readFails) Read([]byte) (int, error) { return 0, r.err }

// TestReadResultsTakesItsOwnGuard: a cell that was written as a text against formulas comes back without the mark.
func TestReadResultsTakesItsOwnGuard(t *testing.T) {
	rows, faults, err := ReadResults(strings.NewReader("request,received,status,comment\nT-1,2026-12-01,closed,'=1+1\n'+T-2,2026-12-01,closed,O'Neil\n"))
	if err != nil || len(faults) > 0 || rows[0].Result.Comment != "=1+1" || rows[1].Request != "+T-2" || rows[1].Result.Comment != "O'Neil" {
		t.Errorf("%+v %+v %v", rows, faults, err)
	}
}

// TestTheGuideNamesEveryColumn: what the reader takes is what the guide says.
func TestTheGuideNamesEveryColumn(t *testing.T) {
	guide, err := os.ReadFile("../../docs/design/trace.md")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, found := range regexp.MustCompile("`([^`]+)`").FindAllSubmatch(guide, -1) {
		named[fold(string(found[1]))] = true
	}
	for _, c := range resultColumns() {
		for _, name := range c.names {
			if !named[fold(name)] {
				t.Errorf("docs/design/trace.md does not name the column `%s`", name)
			}
		}
	}
}

func FuzzReadResults(f *testing.F) {
	f.Add([]byte(resultTable))
	f.Add([]byte("\ufeffsep=;\r\nSolicitud;Recibido;Estatus;Fecha de compra\r\nT-1;01/12/2026;cerrado;31/12/2025\r\n"))
	f.Add([]byte("request\treceived\tstatus\nT-1\t2026-12-01\t\"closed\n"))
	f.Add([]byte(utf16With("little", "request,received,status\nT-1,2026-12-01,closed\n")))
	f.Add([]byte("request,received,status,no_result\nT-1,2026-12-01,Sin resultado,N\xfamero\n"))
	f.Fuzz(func(t *testing.T, table []byte) {
		rows, faults, err := ReadResults(bytes.NewReader(table))
		if err != nil {
			var e *casework.Error
			if !errors.As(err, &e) || rows != nil || faults != nil {
				t.Fatalf("%v with %d rows and %d faults", err, len(rows), len(faults))
			}
			return
		}
		lines := bytes.Count(table, []byte("\n")) + bytes.Count(table, []byte("\r")) + 1
		last := 0
		for _, row := range rows {
			if row.Request == "" || row.Line <= last || row.Line > lines {
				t.Fatalf("row %+v after line %d of %d", row, last, lines)
			}
			last = row.Line
			if err := casework.Check(&row.Result); err != nil {
				t.Fatalf("row %+v: %v", row, err)
			}
		}
		for _, fault := range faults {
			if fault.Key == "" || fault.Line < 1 || fault.Line > lines {
				t.Fatalf("fault %+v in %d lines", fault, lines)
			}
		}
	})
}
