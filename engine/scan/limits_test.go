package scan_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"

	"cotejo/engine/scan"
)

func TestLimitsValidate(t *testing.T) {
	if err := scan.DefaultLimits().Validate(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*scan.Limits){
		"MaxBytes":      func(l *scan.Limits) { l.MaxBytes = 0 },
		"MaxPoints":     func(l *scan.Limits) { l.MaxPoints = math.MaxInt },
		"MaxEntries":    func(l *scan.Limits) { l.MaxEntries = -1 },
		"MaxEntryBytes": func(l *scan.Limits) { l.MaxEntryBytes = math.MaxInt64 },
		"MaxXMLBytes":   func(l *scan.Limits) { l.MaxXMLBytes = 0 },
		"MaxRatio":      func(l *scan.Limits) { l.MaxRatio = math.NaN() },
	} {
		lim := scan.DefaultLimits()
		change(&lim)
		if _, err := scan.Read(strings.NewReader("x"), lim); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Each limit is met by the same small file that is read without it.
func TestLimitsHold(t *testing.T) {
	p := newParts()
	p.png = picture(t, white, white, white, black, black, black)
	data := p.bytes(t)
	for name, c := range map[string]struct {
		change func(*scan.Limits)
		words  string
	}{
		"bytes":      {func(l *scan.Limits) { l.MaxBytes = int64(len(data)) - 1 }, "the file has more than"},
		"points":     {func(l *scan.Limits) { l.MaxPoints = 5 }, "3 x 2|5 points"},
		"entries":    {func(l *scan.Limits) { l.MaxEntries = 3 }, "4 entries|3"},
		"entry":      {func(l *scan.Limits) { l.MaxEntryBytes = 47 }, "limit is 47"},
		"main.xml":   {func(l *scan.Limits) { l.MaxXMLBytes = 100 }, "main.xml|100"},
		"mask entry": {func(l *scan.Limits) { l.MaxEntryBytes = int64(len(p.xml())) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			lim := scan.DefaultLimits()
			c.change(&lim)
			s, err := readWith(data, lim)
			if c.words == "" { // the limit is just not met
				if err != nil {
					t.Error(err)
				}
				return
			}
			checkDefect(t, s, err, scan.ErrTooLarge, strings.Split(c.words, "|")...)
		})
	}
	lim := scan.DefaultLimits()
	lim.MaxBytes, lim.MaxPoints, lim.MaxEntries = int64(len(data)), 6, 4
	if _, err := readWith(data, lim); err != nil {
		t.Errorf("a file that just meets the limits: %v", err)
	}
}

// 800 x 800 points of zeros are 5 MB that pack a thousandfold. At 700 x 700
// they are below the 4 MiB that are free, and a flat surface may be small.
func TestZipBomb(t *testing.T) {
	zeros := func(side string, n int) []byte {
		p := newParts()
		p.size = strings.NewReplacer("3", side, "2", side).Replace(p.size)
		p.data = make([]byte, 8*n*n)
		return p.bytes(t)
	}
	if s := readBytes(t, zeros("700", 700)); s.Surface.Valid() != 490_000 {
		t.Errorf("%d points", s.Surface.Valid())
	}
	bomb := zeros("800", 800)
	s, err := readWith(bomb, scan.DefaultLimits())
	checkDefect(t, s, err, scan.ErrTooLarge, "bindata/data.bin", "zip bomb")
	lim := scan.DefaultLimits()
	lim.MaxRatio = 2000
	if _, err := readWith(bomb, lim); err != nil {
		t.Error(err)
	}
}

// An XML bomb: more points in the list than the limit allows, in few bytes.
func TestListBomb(t *testing.T) {
	p := newParts()
	p.link = "<DataList>" + strings.Repeat("<Datum/>", 2000) + "</DataList>"
	lim := scan.DefaultLimits()
	lim.MaxPoints = 1000
	s, err := readWith(p.bytes(t), lim)
	checkDefect(t, s, err, scan.ErrTooLarge, "1000 points")
}

func TestReaderErrorIsKept(t *testing.T) {
	broken := errors.New("the cable was pulled")
	_, err := scan.Read(io.MultiReader(strings.NewReader("PK\x03\x04"), iotest.ErrReader(broken)), scan.DefaultLimits())
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

func TestUnknownFormat(t *testing.T) {
	for _, text := range []string{"x", "GIF89a", "<html>", "RIFF\x00\x00\x00\x00WEBP", "%PDF-1.7"} {
		s, err := readWith([]byte(text), scan.DefaultLimits())
		checkDefect(t, s, err, scan.ErrUnknownFormat, "none of the formats", "X3P")
	}
}

// Read takes whatever the reader gives, a byte at a time too.
func TestReadSmallPieces(t *testing.T) {
	data := newParts().bytes(t)
	if _, err := scan.Read(iotest.OneByteReader(bytes.NewReader(data)), scan.DefaultLimits()); err != nil {
		t.Error(err)
	}
}
