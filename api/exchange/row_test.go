package exchange_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/exchange"
)

func TestReadManifest(t *testing.T) {
	rows, wrong, err := exchange.ReadManifest(strings.NewReader("\ufeffArchivo;Caso;Indicio;Calibre;Fecha;País;Estado;Pitch;Descripción\r\n" +
		"scans\\a.x3p;C-1;A;9mm;2026-03-14;MX;09;3,5;\"una; dos\"\r\n" +
		"\r\n" +
		"./scans/b.png;C-1;A;;;;;;\r\n" +
		"c.x3p;C-1;B;.45 ACP;;;;;\r\n"))
	if err != nil || len(wrong) != 0 || len(rows) != 3 {
		t.Fatalf("%v, %+v, %d rows", err, wrong, len(rows))
	}
	a, again, b := rows[0], rows[1], rows[2]
	if a.File != "scans/a.x3p" || a.Case.Number != "C-1" || a.Case.Occurred != "2026-03-14" || a.Case.Place.State != "09" || a.Exhibit.Place.Country != "MX" ||
		a.Exhibit.Origin != casework.Questioned || a.Exhibit.Calibre != "9 mm Luger" || a.Measurement.PitchUm != 3.5 || a.Exhibit.Description != "una; dos" || a.Line != 2 {
		t.Errorf("%+v", a)
	}
	if again.File != "scans/b.png" || again.Exhibit.Calibre != "9 mm Luger" || again.Exhibit.Description != "una; dos" || again.Case.Occurred != "2026-03-14" || again.Line != 4 {
		t.Errorf("%+v", again)
	}
	if b.Exhibit.Calibre != ".45 Auto" || b.Case.Occurred != "2026-03-14" {
		t.Errorf("%+v", b)
	}
}

func TestTestFiresInAManifest(t *testing.T) {
	rows, wrong, err := exchange.ReadManifest(strings.NewReader("file\tfirearm\texhibit\tserial\tdate\tcountry\torigin\n" +
		"1.x3p\tF-1\tT1\tABC1\t2026-05\tUS\t\n2.x3p\tF-1\tT2\t\t\t\ttestigo\n"))
	if err != nil || len(wrong) != 0 || len(rows) != 2 {
		t.Fatalf("%v, %+v, %d rows", err, wrong, len(rows))
	}
	for _, r := range rows {
		if r.Exhibit.Origin != casework.TestFire || r.Firearm.Serial != "ABC1" || r.Firearm.Recovered != "2026-05" || r.Firearm.Place.Country != "US" || r.Case.Number != "" {
			t.Errorf("%+v", r)
		}
	}
}

func TestWrongRowsAreNamed(t *testing.T) {
	const head = "file,case,exhibit,calibre,date,pitch_um,lighting,origin,firearm\n"
	for _, test := range []struct{ rows, want string }{
		{"../a.x3p,C,A,9mm,,,,,", "2 file import.outside"},
		{"/etc/passwd,C,A,9mm,,,,,", "2 file import.outside"},
		{`C:\a.x3p,C,A,9mm,,,,,`, "2 file import.outside"},
		{`scans\..\..\a.x3p,C,A,9mm,,,,,`, "2 file import.outside"},
		{",C,A,9mm,,,,,", "2 file field.required"},
		{"a,C,,9mm,,,,,", "2 exhibit field.required"},
		{"a,,A,9mm,,,,,", "2 case exhibit.needs_case"},
		{"a,C,A,9mm,,,,test_fire,", "2 firearm exhibit.needs_firearm"},
		{"a,C,A,9mm,14.3.2026,,,,", "2 date field.date"},
		{"a,C,A,9mm,,many,,,", "2 pitch_um import.value"},
		{"a,C,A,9mm,,NaN,,,", "2 pitch_um import.value"},
		{"a,C,A,9mm,,-1,,,", "2 pitch_um field.too_small"},
		{"a,C,A,9mm,,,dark,,", "2 lighting field.choice"},
		{"a,C,A,9mm,,,,maybe,", "2 origin import.value"},
		{"a,C,A,9mm,,,,,,,x", "2  import.cells"},
		{"a,C,\"A,9mm\nb,C,B,9mm", "2  import.row"},
		{"a,C,A,9mm,,,,,\na,C,A,9mm,,,,,", "3 file import.twice"},
		{"a,C,A,9mm,,,,,\nb,C,A,.45 ACP,,,,,", "3 calibre import.contradicts"},
		{"a,C,A,9mm,2026-01-02,,,,\nb,C,B,9mm,2026-01-03,,,,", "3 date import.date"},
		{"a,C," + strings.Repeat("A", 81) + ",9mm,,,,,", "2 exhibit field.too_long"},
	} {
		rows, wrong, err := exchange.ReadManifest(strings.NewReader(head + test.rows + "\n"))
		if err != nil {
			t.Errorf("%q: %v", test.rows, err)
			continue
		}
		var got []string
		for _, w := range wrong {
			got = append(got, fmt.Sprintf("%d %s %s", w.Line, w.Column, w.Key))
		}
		if len(got) == 0 || got[0] != test.want {
			t.Errorf("%q: %q, want %q", test.rows, got, test.want)
		}
		for _, r := range rows {
			for _, w := range wrong {
				if r.Line == w.Line {
					t.Errorf("%q: line %d is wrong and taken", test.rows, r.Line)
				}
			}
		}
	}
}

func TestNoManifest(t *testing.T) {
	for _, test := range []struct{ text, key string }{
		{"", "import.no_heading"},
		{"file,case\n", "import.column_missing"},
		{"exhibit,case\n", "import.column_missing"},
		{"file,exhibit,colour\n", "import.column"},
		{"file,exhibit,caso,case\n", "import.column_twice"},
		{"file,exhibit\nb\xe9.x3p,A\n", "import.encoding"},
		{"\"file", "import.no_heading"},
	} {
		_, _, err := exchange.ReadManifest(strings.NewReader(test.text))
		var e *casework.Error
		if !errors.As(err, &e) || e.Key != test.key {
			t.Errorf("%q: %v, want %s", test.text, err, test.key)
		}
	}
}

func FuzzReadManifest(f *testing.F) {
	f.Add("file,case,exhibit,calibre\na.x3p,C,A,9mm\n")
	f.Add("\ufeffarchivo;indicio;arma;serie\n\"a;b\";T;F;1\n")
	f.Add("file\texhibit\tcase\n../x\tA\tB\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, wrong, err := exchange.ReadManifest(strings.NewReader(text))
		if err != nil {
			var e *casework.Error
			if !errors.As(err, &e) {
				t.Errorf("an error that tells a person nothing: %v", err)
			}
			return
		}
		bad := map[int]bool{}
		for _, w := range wrong {
			bad[w.Line] = true
			if w.Key == "" {
				t.Errorf("%+v", w)
			}
		}
		for _, r := range rows {
			if r.File == "" || r.Exhibit.Number == "" || strings.HasPrefix(r.File, "/") || strings.Contains("/"+r.File+"/", "/../") || bad[r.Line] {
				t.Errorf("%+v", r)
			}
		}
	})
}
