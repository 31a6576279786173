package scan_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"math"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/scan"
)

// fuzzLimits are small, so that many inputs are tried.
var fuzzLimits = scan.Limits{
	MaxBytes: 1 << 20, MaxPoints: 1 << 14, MaxEntries: 16,
	MaxEntryBytes: 1 << 18, MaxXMLBytes: 1 << 16, MaxRatio: 200,
}

// checkRead asserts what holds for every input: a *scan.Error, or a scan that
// keeps the promises of its documentation.
func checkRead(t *testing.T, data []byte) {
	s, err := scan.Read(bytes.NewReader(data), fuzzLimits)
	if err != nil {
		var e *scan.Error
		if !errors.As(err, &e) || e.What == "" || e.Remedy == "" || s != nil {
			t.Fatalf("%T: %v", err, err)
		}
		return
	}
	if (s.Surface == nil) == (s.Image == nil) || len(s.SHA256) != 64 {
		t.Fatalf("%+v", s)
	}
	if s.Image != nil {
		if err := s.Image.Check(); err != nil || len(s.Image.Pix) > fuzzLimits.MaxPoints {
			t.Fatalf("%d pixels: %v", len(s.Image.Pix), err)
		}
		return
	}
	checkSurface(t, s)
}

func checkSurface(t *testing.T, s *scan.Scan) {
	if err := s.Surface.Check(); err != nil {
		t.Fatal(err)
	}
	if n := s.Surface.Valid(); n == 0 || len(s.Surface.Z) > fuzzLimits.MaxPoints {
		t.Fatalf("%d of %d points", n, len(s.Surface.Z))
	}
	for _, z := range s.Surface.Z {
		if math.IsInf(z, 0) {
			t.Fatal("an infinite height")
		}
	}
	if r := s.Region; r != nil && (r.Width != s.Surface.Width || r.Height != s.Surface.Height || len(r.In) != len(s.Surface.Z)) {
		t.Fatalf("region %d x %d", r.Width, r.Height)
	}
}

func FuzzReadX3P(f *testing.F) {
	for _, change := range []func(*parts){
		func(*parts) {},
		func(p *parts) { p.png = picture(f, white, white, black, black, white, black) },
		func(p *parts) { p.link = "<DataList><Datum>1</Datum></DataList>" },
		func(p *parts) { p.prolog += "<!DOCTYPE x>" },
	} {
		p := newParts()
		change(p)
		f.Add(p.bytes(f))
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, data) })
}

// FuzzReadX3PParts changes what is inside an archive whose own checksums hold.
func FuzzReadX3PParts(f *testing.F) {
	p := newParts()
	p.valid = []byte{0x3f}
	bronzeMask := picture(f, bronze, bronze, blue, blue, bronze, bronze)
	p.link = "<DataLink><PointDataLink>bindata/data.bin</PointDataLink><ValidPointsLink>bindata/valid.bin</ValidPointsLink></DataLink>"
	f.Add(p.xml(), p.data, p.valid, bronzeMask, []byte("checksum unknown"))
	p.cz = axis("I", "I", "1e-6", "0")
	f.Add(p.xml(), int16s(1, 2, 3, 4, 5, 6), p.valid, []byte{}, []byte{})
	p.mask = blueMeansBreech
	f.Add(p.xml(), float32s(1, 2, 3, 4, 5, 6), p.valid, bronzeMask, []byte{})
	p.link = "<DataList><Datum>1;2;3</Datum><Datum/></DataList>"
	f.Add(p.xml(), []byte{}, []byte{}, []byte{}, []byte{})
	f.Fuzz(func(t *testing.T, main, data, valid, mask, sum []byte) {
		checkRead(t, zipOf(t, zipEntry{"main.xml", main}, zipEntry{"bindata/data.bin", data},
			zipEntry{"bindata/valid.bin", valid}, zipEntry{"bindata/mask.png", mask}, zipEntry{"md5checksum.hex", sum}))
	})
}

func FuzzReadAL3D(f *testing.F) {
	f.Add(writeAL3D(f, mark.NewSurface(3, 2, 1e-6, 1e-6)))
	f.Add(al3d(al3dTags(), float32s(0, 1e-6, 2e-6, 9, 3e-6, -1e10, 5e-6, 9)))
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, data) })
}

func FuzzReadImage(f *testing.F) {
	r := image.Rect(0, 0, 9, 5)
	for _, format := range []scan.Format{scan.PNG, scan.TIFF, scan.JPEG, scan.BMP} {
		f.Add(encode(f, format, fill(image.NewGray(r), color.Gray{90})))
		f.Add(encode(f, format, fill(image.NewNRGBA(r), blue)))
	}
	f.Add(encode(f, scan.PNG, fill(image.NewGray16(r), color.White)))
	f.Add(encode(f, scan.PNG, fill(image.NewPaletted(r, color.Palette{color.Black, color.White}), color.White)))
	f.Add(pngWith(encode(f, scan.PNG, fill(image.NewGray(r), color.White)), 200_000, 200_000, 1))
	f.Add(tiffOf(binary.BigEndian, [2]uint32{2000, 1}, [2]uint32{2000, 1}, 3, 1))
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, data) })
}
