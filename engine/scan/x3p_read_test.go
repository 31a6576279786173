package scan_test

import (
	"encoding/base64"
	"math"
	"strings"
	"sync"
	"testing"

	"cotejo/engine/scan"
)

var nan = math.NaN()

// signallingNaN is what some instruments write: a NaN whose quiet bit is not set.
var signallingNaN = math.Float64frombits(0x7ff0000000000001)

// heights are what the six points of parts are expected to be, in metres.
type heights [6]float64

// Files that depart from the standard, or use the rarer parts of it, and are
// read all the same.
func TestX3PReads(t *testing.T) {
	plain := heights{0, 1e-6, 2e-6, 3e-6, 4e-6, 5e-6}
	for name, c := range map[string]struct {
		change func(*parts)
		want   heights
		codes  string
	}{
		"as the standard says": {func(*parts) {}, plain, ""},
		"float32": {func(p *parts) {
			p.cz = axis("A", "F", "1", "0")
			p.data = float32s(0, 1e-6, 2e-6, 3e-6, 4e-6, 5e-6)
		}, plain, ""},
		"int16 increments": {func(p *parts) {
			p.cz = axis("I", "I", "1e-6", "-3e-6")
			p.data = int16s(0, 1, 2, -3, 4, 5)
		}, heights{-3e-6, -2e-6, -1e-6, -6e-6, 1e-6, 2e-6}, ""},
		"int32 increments": {func(p *parts) {
			p.cz = axis("I", "L", "1e-9", "")
			p.data = int32s(0, 1000, 2000, -3000, 100000, 5000)
		}, heights{0, 1e-6, 2e-6, -3e-6, 1e-4, 5e-6}, ""},
		"float increments": {func(p *parts) {
			p.cz = axis("I", "D", "1e-6", "1e-6")
			p.data = float64s(0, 1, 2, 3, 4, 5)
		}, heights{1e-6, 2e-6, 3e-6, 4e-6, 5e-6, 6e-6}, ""},
		"absolute floats with an increment": {func(p *parts) { p.cz = axis("A", "D", "1e-6", "7") }, plain, "z-increment-ignored"},
		"absolute integers with an increment": {func(p *parts) {
			p.cz = axis("A", "I", "1e-6", "0")
			p.data = int16s(0, 1, 2, 3, 4, 5)
		}, plain, "z-increment-applied"},
		"no z increment":        {func(p *parts) { p.cz = axis("I", "D", "", "") }, plain, "z-increment-missing"},
		"comma in a number":     {func(p *parts) { p.cx = axis("I", "D", "0,000005", "0") }, plain, ""},
		"D that is float32":     {func(p *parts) { p.data = float32s(0, 1e-6, 2e-6, 3e-6, 4e-6, 5e-6) }, plain, "data-type-float32"},
		"F that is float64":     {func(p *parts) { p.cz = axis("A", "F", "1", "0") }, plain, "data-type-float64"},
		"no data type":          {func(p *parts) { p.cz = axis("A", "", "1", "0") }, plain, "data-type-missing"},
		"no namespace, no _2":   {func(p *parts) { p.root = "ISO5436" }, plain, ""},
		"no feature type":       {func(p *parts) { p.record1 = "" }, plain, ""},
		"nested archive":        {func(p *parts) { p.prefixEntry = "inner.zip" }, plain, ""},
		"nested folder":         {func(p *parts) { p.prefixEntry = "notes/a.txt" }, plain, ""},
		"backslashes in names":  {func(p *parts) { p.dataName = `bindata\data.bin` }, plain, ""},
		"dot in the link":       {func(p *parts) { p.link = strings.Replace(p.link, "bindata/", "./bindata/", 1) }, plain, ""},
		"no link at all":        {func(p *parts) { p.link = "" }, plain, "data-link-missing checksum-missing"},
		"no checksum of main":   {func(p *parts) { p.sum = "none" }, plain, "checksum-missing"},
		"checksum, bare":        {func(p *parts) { p.sum = "%MD5%" }, plain, ""},
		"checksum, CRLF":        {func(p *parts) { p.sum = "%MD5%\r\n" }, plain, ""},
		"checksum, BSD":         {func(p *parts) { p.sum = "MD5 (main.xml) = %MD5%\n" }, plain, ""},
		"checksum, two lines":   {func(p *parts) { p.sum = strings.Repeat("0", 32) + " *bindata/data.bin\n%MD5% *main.xml\n" }, plain, ""},
		"checksum, odd form":    {func(p *parts) { p.sum = "see the attached letter" }, plain, "checksum-form"},
		"data checksum, odd":    {func(p *parts) { p.link = strings.Replace(p.link, "%MD5%", "unknown", 1) }, plain, "checksum-form"},
		"data checksum, spaces": {func(p *parts) { p.link = strings.Replace(p.link, "%MD5%", "\n %MD5%\n", 1) }, plain, ""},
		"rotation":              {func(p *parts) { p.axes = "<Rotation><r11>0</r11><r12>1</r12></Rotation>" }, plain, "rotation-ignored"},
		"identity rotation":     {func(p *parts) { p.axes = "<Rotation><r11>1</r11><r12>0</r12></Rotation>" }, plain, ""},
		"origin":                {func(p *parts) { p.axes = "<Origin>SW</Origin>" }, plain, "origin-ignored"},
		"missing points": {func(p *parts) {
			p.data = float64s(nan, signallingNaN, math.Inf(1), math.Inf(-1), 4e-6, 5e-6)
		}, heights{nan, nan, nan, nan, 4e-6, 5e-6}, ""},
		"wild heights": {func(p *parts) {
			p.data = float64s(3.4e38, -1e30, 2e-6, 3e-6, 4e-6, 5e-6)
		}, heights{nan, nan, 2e-6, 3e-6, 4e-6, 5e-6}, "height-out-of-range"},
		"valid points": {func(p *parts) {
			p.cz = axis("I", "I", "1e-6", "0")
			p.data = int16s(0, 1, 2, 3, 4, 5)
			p.link = strings.Replace(p.link, "</DataLink>", "<ValidPointsLink>bindata/valid.bin</ValidPointsLink></DataLink>", 1)
			p.valid = []byte{0b100101} // points 0, 2 and 5
		}, heights{0, nan, 2e-6, nan, nan, 5e-6}, "checksum-missing"},
		"micrometres": {func(p *parts) {
			p.cx, p.cy = axis("I", "F", "7.4", "0"), axis("I", "F", "7.4", "0")
			p.data = float64s(0, 100, 200, 300, 400, nan)
		}, heights{0, 100e-6, 200e-6, 300e-6, 400e-6, nan}, "pitch-micrometres height-micrometres"},
		"micrometres along the surface only": {func(p *parts) {
			p.cx, p.cy = axis("I", "F", "7.4", "0"), axis("I", "F", "7.4", "0")
		}, plain, "pitch-micrometres height-metres"},
		"micrometres in height only": {func(p *parts) {
			p.data = float64s(0, 1, 2, 3, 4, 5)
		}, plain, "height-micrometres"},
		"flat, in micrometres": {func(p *parts) {
			p.cx, p.cy = axis("I", "F", "7.4", "0"), axis("I", "F", "7.4", "0")
			p.data = float64s(1, 1, 1, 1, 1, 1)
		}, heights{1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6}, "pitch-micrometres height-micrometres"},
		"heights in the XML": {func(p *parts) {
			p.data = nil
			p.link = "<DataList><Datum>0</Datum><Datum>1e-6</Datum><Datum>0;1;2E-6</Datum><Datum>NaN</Datum><Datum/><Datum> 5e-6 </Datum></DataList>"
		}, heights{0, 1e-6, 2e-6, nan, nan, 5e-6}, ""},
		"Latin-1": {func(p *parts) {
			p.prolog = `<?xml version="1.0" encoding="ISO-8859-1"?>`
			p.extra = "<Vendor>caf\xe9</Vendor>"
		}, plain, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := newParts()
			c.change(p)
			s := readBytes(t, p.bytes(t))
			for i, want := range c.want {
				if got := s.Surface.Z[i]; math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > 1e-12 { // a float32 of 5 um is good to 2e-13
					t.Errorf("height %d is %g, want %g", i, got, want)
				}
			}
			if codes(s) != c.codes {
				t.Errorf("assumptions %q, want %q", codes(s), c.codes)
			}
			for _, a := range s.Assumptions {
				if !strings.HasSuffix(a.Text, ".") || strings.Contains(a.Text, "%!") {
					t.Errorf("assumption %s is no sentence: %q", a.Code, a.Text)
				}
			}
			if s.Format != scan.X3P || s.Meta.Creator != "Tester" || s.Image != nil {
				t.Errorf("%+v", s)
			}
		})
	}
}

// Rows stay in the order of the file and the two pitches apart.
func TestX3PGeometry(t *testing.T) {
	p := newParts()
	p.cx, p.cy = axis("I", "D", "1e-06", "3"), axis("I", "D", "2e-06", "4")
	s := readBytes(t, p.bytes(t)).Surface
	if s.Width != 3 || s.Height != 2 || s.PitchX != 1e-6 || s.PitchY != 2e-6 {
		t.Errorf("%d x %d at %g x %g", s.Width, s.Height, s.PitchX, s.PitchY)
	}
	if s.At(2, 0) != 2e-6 || s.At(0, 1) != 3e-6 {
		t.Errorf("the heights are turned: %v", s.Z)
	}
}

// Read keeps no state: calls do not disturb one another.
func TestReadConcurrently(t *testing.T) {
	data := newParts().bytes(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if s, err := readWith(data, scan.DefaultLimits()); err != nil || s.Surface.At(2, 0) != 2e-6 {
				t.Errorf("%v, %v", s, err)
			}
		})
	}
	wg.Wait()
}

// The hash is that of the bytes; the number was made with coreutils' sha256sum
// from the same file.
func TestSHA256(t *testing.T) {
	// A grey PNG of one point, made with image/png.
	const one = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAADklEQVR4nGJqAAQAAP//AIYAg0yeIEsAAAAASUVORK5CYII="
	data, err := base64.StdEncoding.DecodeString(one)
	if err != nil {
		t.Fatal(err)
	}
	const want = "541581d3ab4d47c46ce5bcfbe86f9e9369f425b41df11decff572d259fa22c65"
	if s := readBytes(t, data); s.SHA256 != want {
		t.Errorf("SHA-256 %s, want %s", s.SHA256, want)
	}
}
