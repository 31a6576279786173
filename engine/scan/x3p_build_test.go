package scan_test

import (
	"archive/zip"
	"bytes"
	"crypto/md5"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"
)

// zipEntry is one entry of an archive built for a test.
type zipEntry struct {
	name string
	data []byte
}

func zipOf(t testing.TB, entries ...zipEntry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(e.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rawEntry is an entry that states other sizes than it has.
func rawZip(t testing.TB, name string, packed []byte, unpackedSize uint64, crc uint32, rest ...zipEntry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.CreateRaw(&zip.FileHeader{
		Name: name, Method: zip.Store, CRC32: crc,
		CompressedSize64: uint64(len(packed)), UncompressedSize64: unpackedSize,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(packed); err != nil {
		t.Fatal(err)
	}
	for _, e := range rest {
		f, err := w.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(e.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func crcOf(data []byte) uint32 { return crc32.ChecksumIEEE(data) }

// parts describe a small X3P file: 3 x 2 points, 5 um a point, float64 heights.
// A test changes what it is about.
type parts struct {
	root                  string
	prolog                string
	cx, cy, cz            string // inner XML of the axes
	axes                  string // more inside Axes
	size                  string // inner XML of MatrixDimension
	link                  string // instead of the DataLink, with %MD5% for the sum of data
	record1, mask, extra  string
	data                  []byte
	valid, png            []byte
	sum                   string // of md5checksum.hex, with %MD5%; "none" leaves the entry out
	dataName, prefixEntry string
}

func newParts() *parts {
	return &parts{
		root:   "p:ISO5436_2",
		prolog: `<?xml version="1.0" encoding="UTF-8"?>`,
		cx:     axis("I", "D", "5e-06", "0"),
		cy:     axis("I", "D", "5e-06", "0"),
		cz:     axis("A", "D", "1", "0"),
		size:   "<SizeX>3</SizeX><SizeY>2</SizeY><SizeZ>1</SizeZ>",
		link: "<DataLink><PointDataLink>bindata/data.bin</PointDataLink>" +
			"<MD5ChecksumPointData>%MD5%</MD5ChecksumPointData></DataLink>",
		record1:  "<Revision>ISO5436 - 2000</Revision><FeatureType>SUR</FeatureType>",
		data:     float64s(0, 1e-6, 2e-6, 3e-6, 4e-6, 5e-6),
		sum:      "%MD5% *main.xml\n",
		dataName: "bindata/data.bin",
	}
}

func axis(axisType, dataType, inc, off string) string {
	var b strings.Builder
	for _, f := range [][2]string{{"AxisType", axisType}, {"DataType", dataType}, {"Increment", inc}, {"Offset", off}} {
		if f[1] != "" {
			fmt.Fprintf(&b, "<%s>%s</%s>", f[0], f[1], f[0])
		}
	}
	return b.String()
}

func (p *parts) xml() []byte {
	ns := ""
	if strings.HasPrefix(p.root, "p:") {
		ns = ` xmlns:p="http://www.opengps.eu/2008/ISO5436_2"`
	}
	link := strings.ReplaceAll(p.link, "%MD5%", fmt.Sprintf("%x", md5.Sum(p.data)))
	return fmt.Appendf(nil, "%s<%s%s><Record1>%s<Axes><CX>%s</CX><CY>%s</CY><CZ>%s</CZ>%s</Axes></Record1>"+
		"<Record2><Creator>Tester</Creator></Record2>"+
		"<Record3><MatrixDimension>%s</MatrixDimension>%s%s</Record3>%s</%s>",
		p.prolog, p.root, ns, p.record1, p.cx, p.cy, p.cz, p.axes, p.size, link, p.mask, p.extra, p.root)
}

func (p *parts) entries() []zipEntry {
	main := p.xml()
	var out []zipEntry
	if p.prefixEntry != "" {
		out = append(out, zipEntry{p.prefixEntry, []byte("x")})
	}
	out = append(out, zipEntry{"main.xml", main})
	if p.data != nil {
		out = append(out, zipEntry{p.dataName, p.data})
	}
	if p.valid != nil {
		out = append(out, zipEntry{"bindata/valid.bin", p.valid})
	}
	if p.png != nil {
		out = append(out, zipEntry{"bindata/mask.png", p.png})
	}
	if p.sum != "none" {
		sum := strings.ReplaceAll(p.sum, "%MD5%", fmt.Sprintf("%x", md5.Sum(main)))
		out = append(out, zipEntry{"md5checksum.hex", []byte(sum)})
	}
	return out
}

func (p *parts) bytes(t testing.TB) []byte { return zipOf(t, p.entries()...) }

func float64s(v ...float64) []byte {
	var b []byte
	for _, f := range v {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(f))
	}
	return b
}

func float32s(v ...float32) []byte {
	var b []byte
	for _, f := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(f))
	}
	return b
}

func int16s(v ...int16) []byte {
	var b []byte
	for _, f := range v {
		b = binary.LittleEndian.AppendUint16(b, uint16(f))
	}
	return b
}

func int32s(v ...int32) []byte {
	var b []byte
	for _, f := range v {
		b = binary.LittleEndian.AppendUint32(b, uint32(f))
	}
	return b
}

// picture makes a PNG of 3 points a row from colours.
func picture(t testing.TB, colours ...color.NRGBA) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 3, len(colours)/3))
	for i, c := range colours {
		img.SetNRGBA(i%3, i/3, c)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
