package scan_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/scan"
)

func writeAL3D(t testing.TB, s *mark.Surface) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := scan.WriteAL3D(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAL3DRoundTrip(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		want := randomSurface(rng)
		got := readBytes(t, writeAL3D(t, want))
		compareHeights(t, got.Surface, want, 2e-12) // half a unit of the last place of a float32 of 50 um
		if got.Format != scan.AL3D || codes(got) != "" || got.Region != nil || got.Meta.Creator != "cotejo" {
			t.Fatalf("%s, %s, %+v", got.Format, codes(got), got.Meta)
		}
	}
}

// al3d builds a file by hand, after the layout and not with the writer: tags of
// 20 + 30 + 2 bytes, the depth image at byte 2000.
func al3d(tags []string, depth []byte) []byte {
	b := []byte("AliconaImaging\x00\r\n")
	tags = append([]string{"Version=1", fmt.Sprintf("TagCount=%d", len(tags))}, tags...)
	for _, tag := range tags {
		name, value, _ := strings.Cut(tag, "=")
		record := make([]byte, 50, 52)
		copy(record[:20], name)
		copy(record[20:], value)
		b = append(b, append(record, '\r', '\n')...)
	}
	b = append(b, "A comment\r\n"...)
	b = append(b, make([]byte, 2000-len(b))...)
	return append(b, depth...)
}

func al3dTags(change ...string) []string {
	tags := []string{"Cols=3", "Rows=2", "PixelSizeXMeter=1e-6", "PixelSizeYMeter=2e-6",
		"InvalidPixelValue=-1e10", "DepthImageOffset=2000", "TextureImageOffset=0"}
	for _, c := range change {
		name, _, set := strings.Cut(c, "=")
		for i, tag := range tags {
			if strings.HasPrefix(tag, name+"=") {
				tags[i] = c
				if !set {
					tags[i] = "Other=1"
				}
			}
		}
	}
	return tags
}

func TestAL3DReads(t *testing.T) {
	padded := float32s(0, 1e-6, 2e-6, 9, 3e-6, -1e10, 5e-6, 9)
	for name, c := range map[string]struct {
		data  []byte
		codes string
	}{
		"rows padded to 8 bytes":      {al3d(al3dTags(), padded), ""},
		"last row not padded":         {al3d(al3dTags(), padded[:28]), ""},
		"rows not padded":             {al3d(al3dTags(), float32s(0, 1e-6, 2e-6, 3e-6, -1e10, 5e-6)), "row-padding"},
		"rows padded to 8 columns":    {al3d(al3dTags(), float32s(0, 1e-6, 2e-6, 9, 9, 9, 9, 9, 3e-6, -1e10, 5e-6, 9, 9, 9, 9, 9)), "row-padding"},
		"texture follows":             {al3d(al3dTags("TextureImageOffset=2032"), append(bytes.Clone(padded), 1, 2, 3)), ""},
		"pitch in micrometres":        {al3d(al3dTags("PixelSizeXMeter=1", "PixelSizeYMeter=2"), padded), "pitch-micrometres height-metres"},
		"no invalid value, wild ones": {al3d(al3dTags("InvalidPixelValue"), padded), "height-out-of-range"},
		"NaN":                         {al3d(al3dTags("InvalidPixelValue=nan"), bytes.Replace(padded, float32s(-1e10), float32s(float32(math.NaN())), 1)), ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := readBytes(t, c.data)
			want := mark.NewSurface(3, 2, 1e-6, 2e-6)
			copy(want.Z, []float64{0, 1e-6, 2e-6, 3e-6, math.NaN(), 5e-6})
			compareHeights(t, s.Surface, want, 1e-12)
			if codes(s) != c.codes {
				t.Errorf("assumptions %q, want %q", codes(s), c.codes)
			}
			if s.Meta.Comment != "A comment" || s.Meta.Revision != "1" {
				t.Errorf("meta %+v", s.Meta)
			}
		})
	}
}

func TestAL3DDefects(t *testing.T) {
	depth := float32s(0, 1e-6, 2e-6, 9, 3e-6, 4e-6, 5e-6, 9)
	good := al3d(al3dTags(), depth)
	line := bytes.Clone(good)
	line[17+52*3+50] = 'x'
	for name, c := range map[string]struct {
		data  []byte
		kind  scan.ErrorKind
		words string
	}{
		"magic only":       {good[:17], scan.ErrTruncated, "after 0 tags"},
		"header cut":       {good[:200], scan.ErrTruncated, "after 3 tags"},
		"depth missing":    {good[:1500], scan.ErrTruncated, "start at byte 2000 of 1500"},
		"depth cut":        {good[:len(good)-10], scan.ErrTruncated, "22 bytes|28"},
		"line end":         {line, scan.ErrMalformed, "tag 4"},
		"first tag":        {bytes.Replace(good, []byte("Version"), []byte("Verbose"), 1), scan.ErrMalformed, "Verbose|Version"},
		"tag count":        {bytes.Replace(good, []byte("TagCount\x00"), []byte("TagCouny\x00"), 1), scan.ErrMalformed, "TagCouny"},
		"tag count word":   {bytes.Replace(good, []byte("\x007\x00"), []byte("\x00x\x00"), 1), scan.ErrMalformed, "TagCount|x"},
		"tag count huge":   {bytes.Replace(good, []byte("\x007\x00\x00\x00\x00\x00"), []byte("\x00777777"), 1), scan.ErrMalformed, "777777"},
		"columns missing":  {al3d(al3dTags("Cols"), depth), scan.ErrMalformed, "Cols"},
		"rows missing":     {al3d(al3dTags("Rows"), depth), scan.ErrMalformed, "Rows"},
		"rows negative":    {al3d(al3dTags("Rows=-2"), depth), scan.ErrMalformed, "3 x -2"},
		"rows huge":        {al3d(al3dTags("Cols=60000", "Rows=60000"), depth), scan.ErrTooLarge, "60000"},
		"rows overflow":    {al3d(al3dTags("Rows=9223372036854775807"), depth), scan.ErrTooLarge, "9223372036854775807"},
		"pitch missing":    {al3d(al3dTags("PixelSizeYMeter"), depth), scan.ErrMalformed, "PixelSizeYMeter"},
		"pitch zero":       {al3d(al3dTags("PixelSizeXMeter=0"), depth), scan.ErrMalformed, "PixelSizeXMeter|positive"},
		"pitch word":       {al3d(al3dTags("PixelSizeXMeter=fine"), depth), scan.ErrMalformed, "PixelSizeXMeter|fine"},
		"offset missing":   {al3d(al3dTags("DepthImageOffset"), depth), scan.ErrMalformed, "DepthImageOffset"},
		"offset zero":      {al3d(al3dTags("DepthImageOffset=0"), depth), scan.ErrNoData, "no depth image"},
		"offset negative":  {al3d(al3dTags("DepthImageOffset=-4"), depth), scan.ErrTruncated, "-4"},
		"invalid, no word": {al3d(al3dTags("InvalidPixelValue=none"), depth), scan.ErrMalformed, "InvalidPixelValue|none"},
		"nothing measured": {al3d(al3dTags(), bytes.Repeat(float32s(-1e10), 8)), scan.ErrNoData, "no measured point"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := readWith(c.data, scan.DefaultLimits())
			checkDefect(t, s, err, c.kind, strings.Split(c.words, "|")...)
		})
	}
}
