package folder

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseTruth(t *testing.T) {
	want := []Entry{{"A 1.x3p", "gun-1"}, {`say "B", twice.x3p`, "gun 2"}}
	for name, text := range map[string]string{
		"plain":           "file,firearm\nA 1.x3p,gun-1\n\"say \"\"B\"\", twice.x3p\",gun 2\n",
		"BOM and CRLF":    "\xef\xbb\xbffile,firearm\r\nA 1.x3p,gun-1\r\n\"say \"\"B\"\", twice.x3p\",gun 2\r\n",
		"no last newline": "file,firearm\nA 1.x3p,gun-1\n\"say \"\"B\"\", twice.x3p\",gun 2",
		"more columns":    "Firearm,shot, File ,batch\ngun-1,1,A 1.x3p,\ngun 2,2,\"say \"\"B\"\", twice.x3p\",b\n",
		"ragged":          "file,firearm,note\nA 1.x3p,gun-1\n\"say \"\"B\"\", twice.x3p\",gun 2,x,y\n",
		"blank lines":     "file,firearm\n\nA 1.x3p,gun-1\n,\n\n\"say \"\"B\"\", twice.x3p\",gun 2\n\n",
		"semicolons":      "file;firearm\nA 1.x3p;gun-1\n\"say \"\"B\"\", twice.x3p\";gun 2\n",
		"spaces":          "file, firearm\n A 1.x3p , gun-1 \n\"say \"\"B\"\", twice.x3p\", gun 2\n",
	} {
		got, err := ParseTruth(strings.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestParseTruthRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "empty",
		"file,firearm\n":                       "names no scan",
		"name,gun\na,b\n":                      `"name,gun"`,
		"file,firearm\na.x3p\n":                "line 2: 1 columns",
		"file,firearm\n,g\n":                   "line 2: the name of the file is empty",
		"file,firearm\na.x3p, \n":              `line 2: the firearm of "a.x3p" is empty`,
		"file,firearm\na.x3p,g\n\na.x3p,g\n":   `line 4: "a.x3p" was already named in line 2`,
		"file,firearm\na.x3p,g\n./a.x3p,h\n":   `line 3: "a.x3p" was already named in line 2`,
		"file,firearm\n../a.x3p,g\n":           `"../a.x3p" is not a name inside the folder`,
		"file,firearm\nb/../../a.x3p,g\n":      "not a name inside the folder",
		"file,firearm\n/etc/passwd,g\n":        "not a name inside the folder",
		"file,firearm\nC:\\scans\\a.x3p,g\n":   "not a name inside the folder",
		"file,firearm\nC:a.x3p,g\n":            "not a name inside the folder",
		"file,firearm\n\"a\x00b\",g\n":         "not a name inside the folder",
		"file,firearm\na.x3p,\"g\nb.x3p,h\n\n": "not CSV",
	} {
		_, err := ParseTruth(strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want it to say %q", text, err, want)
		}
	}
}

func TestReadTruthNamesWhatIsMissing(t *testing.T) {
	dir := t.TempDir()
	if _, err := ReadTruth(dir, "truth.csv"); err == nil || !strings.Contains(err.Error(), "truth.csv is missing") {
		t.Errorf("without a truth file: %v", err)
	}
	write(t, dir, "truth.csv", "file,firearm\nhere.x3p,g\nb 1,g\nb2,g\nb3,g\nb4,g\nb5,g\nb6,g\nfolder,g\n")
	write(t, dir, "here.x3p", "PK")
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := ReadTruth(dir, "truth.csv")
	if err == nil || !strings.Contains(err.Error(), `"b 1", "b2", "b3", "b4", "b5" and 2 more`) {
		t.Errorf("error %v does not name the missing scans", err)
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func FuzzParseTruth(f *testing.F) {
	f.Add("file,firearm\na.x3p,g\n")
	f.Add("\xef\xbb\xbffirearm;file\n\"g\";../a\n")
	f.Fuzz(func(t *testing.T, text string) {
		entries, err := ParseTruth(strings.NewReader(text))
		if err != nil {
			return
		}
		for _, e := range entries {
			if !filepath.IsLocal(e.File) || e.Firearm == "" {
				t.Errorf("accepted %+v", e)
			}
		}
	})
}
