package scan_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"cotejo/engine/scan"
)

// checkDefect asserts the kind of an error, that the message has the words, and
// that it ends with a remedy.
func checkDefect(t *testing.T, s *scan.Scan, err error, kind scan.ErrorKind, words ...string) {
	t.Helper()
	var e *scan.Error
	switch {
	case err == nil:
		t.Fatalf("no error, assumptions %q", codes(s))
	case s != nil:
		t.Error("a scan came with the error")
	case !errors.As(err, &e):
		t.Fatalf("%T is no *scan.Error: %v", err, err)
	case !errors.Is(err, kind):
		t.Errorf("kind %q, want %q: %v", e.Kind, kind, err)
	}
	if e.What == "" || e.Remedy == "" || !strings.HasSuffix(err.Error(), "; "+e.Remedy) {
		t.Errorf("the message has no cause or remedy: %v", err)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("the message does not name %q: %v", w, err)
		}
	}
}

func readWith(data []byte, lim scan.Limits) (*scan.Scan, error) {
	return scan.Read(bytes.NewReader(data), lim)
}

// Defects of main.xml, of the data, and of how they fit together.
func TestX3PDefects(t *testing.T) {
	replace := func(old, new string) func(*parts) {
		return func(p *parts) {
			for _, f := range []*string{&p.cx, &p.cy, &p.cz, &p.size, &p.link, &p.record1} {
				*f = strings.ReplaceAll(*f, old, new)
			}
		}
	}
	const cx = "Record1/Axes/CX/Increment"
	for name, c := range map[string]struct {
		change func(*parts)
		kind   scan.ErrorKind
		words  string // separated by |
	}{
		"pitch zero":           {func(p *parts) { p.cx = axis("I", "D", "0", "0") }, scan.ErrMalformed, cx + "|0|positive"},
		"pitch negative":       {func(p *parts) { p.cy = axis("I", "D", "-5e-6", "0") }, scan.ErrMalformed, "CY/Increment|-5e-06|positive"},
		"pitch NaN":            {func(p *parts) { p.cx = axis("I", "D", "NaN", "0") }, scan.ErrMalformed, cx + "|NaN"},
		"pitch infinite":       {func(p *parts) { p.cx = axis("I", "D", "inf", "0") }, scan.ErrMalformed, cx},
		"pitch overflows":      {func(p *parts) { p.cx = axis("I", "D", "1e999", "0") }, scan.ErrMalformed, cx},
		"pitch of kilometres":  {func(p *parts) { p.cx = axis("I", "D", "12345678", "0") }, scan.ErrMalformed, cx + "|plausible"},
		"pitch of millimetres": {func(p *parts) { p.cx = axis("I", "D", "0.0073", "0") }, scan.ErrMalformed, cx + "|plausible"},
		"pitch below an atom":  {func(p *parts) { p.cx = axis("I", "D", "1e-300", "0") }, scan.ErrMalformed, cx + "|plausible"},
		"pitch no number":      {func(p *parts) { p.cx = axis("I", "D", "wide", "0") }, scan.ErrMalformed, cx + "|wide"},
		"pitch missing":        {func(p *parts) { p.cx = axis("I", "D", "", "0") }, scan.ErrMalformed, cx},
		"lateral axis absolute": {func(p *parts) { p.cy = axis("A", "D", "5e-6", "0") },
			scan.ErrUnsupported, "CY/AxisType|regular grid"},
		"z increment zero": {func(p *parts) { p.cz = axis("I", "I", "0", "0") }, scan.ErrMalformed, "CZ/Increment|0"},
		"z increment NaN":  {func(p *parts) { p.cz = axis("I", "D", "nan", "0") }, scan.ErrMalformed, "CZ/Increment"},
		"z offset no number": {func(p *parts) { p.cz = axis("I", "D", "1", "up") },
			scan.ErrMalformed, "CZ/Offset|up"},
		"z axis type":   {func(p *parts) { p.cz = axis("Q", "D", "1", "0") }, scan.ErrMalformed, "CZ/AxisType|Q"},
		"data type":     {func(p *parts) { p.cz = axis("A", "X", "1", "0") }, scan.ErrMalformed, "CZ/DataType|X"},
		"rotation":      {func(p *parts) { p.axes = "<Rotation><r11>left</r11></Rotation>" }, scan.ErrMalformed, "r11|left"},
		"size zero":     {replace("<SizeX>3", "<SizeX>0"), scan.ErrMalformed, "0 x 2|positive"},
		"size negative": {replace("<SizeX>3", "<SizeX>-3"), scan.ErrMalformed, "-3 x 2|positive"},
		"size missing":  {replace("<SizeY>2</SizeY>", ""), scan.ErrMalformed, "SizeY"},
		"size a word":   {replace("<SizeY>2", "<SizeY>two"), scan.ErrMalformed, "SizeY|two"},
		"size fraction": {replace("<SizeY>2", "<SizeY>2.5"), scan.ErrMalformed, "SizeY|2.5"},
		"size huge": {func(p *parts) { p.size = "<SizeX>60000</SizeX><SizeY>60000</SizeY><SizeZ>1</SizeZ>" },
			scan.ErrTooLarge, "60000 x 60000|limit"},
		"size one column": {func(p *parts) { p.size = "<SizeX>1</SizeX><SizeY>10000000</SizeY><SizeZ>1</SizeZ>" },
			scan.ErrTooLarge, "1 x 10000000|limit"},
		"size overflows product": {func(p *parts) { p.size = "<SizeX>4294967296</SizeX><SizeY>4294967296</SizeY>" },
			scan.ErrTooLarge, "4294967296|limit"},
		"size overflows number": {func(p *parts) { p.size = "<SizeX>99999999999999999999</SizeX><SizeY>2</SizeY>" },
			scan.ErrMalformed, "SizeX|99999999999999999999"},
		"layers":      {replace("<SizeZ>1", "<SizeZ>4"), scan.ErrUnsupported, "4 layers|one layer"},
		"no layer":    {replace("<SizeZ>1", "<SizeZ>0"), scan.ErrMalformed, "SizeZ"},
		"profile":     {replace("SUR", "PRF"), scan.ErrUnsupported, "PRF|surface"},
		"point cloud": {func(p *parts) { p.mask = "<ListDimension>6</ListDimension>" }, scan.ErrUnsupported, "list"},
		"size given twice": {func(p *parts) { p.size += "<SizeX>2</SizeX>" },
			scan.ErrMalformed, "SizeX|twice"},
		"data short":      {func(p *parts) { p.data = p.data[:40] }, scan.ErrTruncated, "bindata/data.bin|40|48"},
		"data empty":      {func(p *parts) { p.data = []byte{} }, scan.ErrTruncated, "bindata/data.bin|0|48"},
		"data long":       {func(p *parts) { p.data = append(p.data, 0) }, scan.ErrMalformed, "bindata/data.bin|49|48"},
		"data untyped":    {func(p *parts) { p.cz = axis("A", "", "1", "0"); p.data = p.data[:40] }, scan.ErrMalformed, "no data type|40"},
		"data of nothing": {func(p *parts) { p.data = float64s(nan, nan, signallingNaN, nan, nan, nan) }, scan.ErrNoData, "no measured point"},
		"data checksum":   {func(p *parts) { p.link = strings.Replace(p.link, "%MD5%", strings.Repeat("a", 32), 1) }, scan.ErrChecksum, "bindata/data.bin|MD5ChecksumPointData"},
		"main checksum":   {func(p *parts) { p.sum = strings.Repeat("B", 32) + "\n" }, scan.ErrChecksum, "main.xml|md5checksum.hex"},
		"data missing":    {func(p *parts) { p.data = nil }, scan.ErrMalformed, "PointDataLink|bindata/data.bin"},
		"link missing":    {func(p *parts) { p.link, p.data = "", nil }, scan.ErrMalformed, "PointDataLink"},
		"link leads out":  {replace("bindata/data.bin", "../../etc/passwd"), scan.ErrMalformed, "PointDataLink|../../etc/passwd"},
		"link elsewhere":  {replace("bindata/data.bin", "other.bin"), scan.ErrMalformed, "PointDataLink|other.bin"},
		"valid missing": {replace("</DataLink>", "<ValidPointsLink>bindata/valid.bin</ValidPointsLink></DataLink>"),
			scan.ErrMalformed, "ValidPointsLink"},
		"valid short": {func(p *parts) {
			replace("</DataLink>", "<ValidPointsLink>bindata/valid.bin</ValidPointsLink></DataLink>")(p)
			p.valid = []byte{}
		}, scan.ErrTruncated, "bindata/valid.bin|0 bytes"},
		"valid long": {func(p *parts) {
			replace("</DataLink>", "<ValidPointsLink>bindata/valid.bin</ValidPointsLink></DataLink>")(p)
			p.valid = []byte{1, 2}
		}, scan.ErrMalformed, "bindata/valid.bin|2 bytes"},
		"valid checksum": {func(p *parts) {
			replace("</DataLink>", "<ValidPointsLink>bindata/valid.bin</ValidPointsLink><MD5ChecksumValidPoints>"+
				strings.Repeat("c", 32)+"</MD5ChecksumValidPoints></DataLink>")(p)
			p.valid = []byte{63}
		}, scan.ErrChecksum, "bindata/valid.bin|MD5ChecksumValidPoints"},
		"nothing valid": {func(p *parts) {
			replace("</DataLink>", "<ValidPointsLink>bindata/valid.bin</ValidPointsLink></DataLink>")(p)
			p.valid = []byte{0}
		}, scan.ErrNoData, "no measured point"},
		"list short":       {func(p *parts) { p.link = "<DataList><Datum>1</Datum></DataList>" }, scan.ErrTruncated, "1 of 6"},
		"list long":        {func(p *parts) { p.link = "<DataList>" + strings.Repeat("<Datum>1</Datum>", 7) + "</DataList>" }, scan.ErrMalformed, "7 points"},
		"list of words":    {func(p *parts) { p.link = "<DataList><Datum>deep</Datum></DataList>" }, scan.ErrMalformed, "deep"},
		"document type":    {func(p *parts) { p.prolog += `<!DOCTYPE x [<!ENTITY a "b">]>` }, scan.ErrMalformed, "document type|entities"},
		"entity":           {func(p *parts) { p.extra = "<a>&lol;</a>" }, scan.ErrMalformed, "XML|lol"},
		"encoding":         {func(p *parts) { p.prolog = `<?xml version="1.0" encoding="UTF-7"?>` }, scan.ErrMalformed, "UTF-7"},
		"too deep":         {func(p *parts) { p.extra = strings.Repeat("<a>", 40) + strings.Repeat("</a>", 40) }, scan.ErrTooLarge, "nested|32"},
		"crossed elements": {func(p *parts) { p.extra = "<a><b></a></b>" }, scan.ErrMalformed, "closes"},
		"two roots":        {func(p *parts) { p.extra = "</p:ISO5436_2><p:ISO5436_2>" }, scan.ErrMalformed, "more than one root"},
		"unclosed":         {func(p *parts) { p.extra = "<a>" }, scan.ErrMalformed, "closes"},
		"other root":       {func(p *parts) { p.root = "html" }, scan.ErrMalformed, "html|ISO5436"},
		"many attributes":  {func(p *parts) { p.extra = "<a " + strings.Repeat(`b="" `, 20_000) + "/>" }, scan.ErrTooLarge, "attributes"},
		"overlong name":    {func(p *parts) { p.extra = "<" + strings.Repeat("a", 100) + "/>" }, scan.ErrMalformed, "overlong name"},
		"bytes not UTF-8":  {func(p *parts) { p.extra = "<a>\xff</a>" }, scan.ErrMalformed, "UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newParts()
			c.change(p)
			s, err := readWith(p.bytes(t), scan.DefaultLimits())
			checkDefect(t, s, err, c.kind, strings.Split(c.words, "|")...)
		})
	}
}

// Defects of the archive around the content.
func TestArchiveDefects(t *testing.T) {
	good := newParts().bytes(t)
	main := zipEntry{"main.xml", newParts().xml()}
	many := []zipEntry{}
	for i := range 300 {
		many = append(many, zipEntry{fmt.Sprintf("e%d", i), nil})
	}
	flip := bytes.Clone(good)
	flip[bytes.Index(flip, []byte("bindata/data.bin"))+30] ^= 0xff
	data := newParts().data
	twice := bytes.Repeat(data, 2)
	for name, c := range map[string]struct {
		data  []byte
		kind  scan.ErrorKind
		words string
	}{
		"empty":                {nil, scan.ErrTruncated, "empty"},
		"half":                 {good[:len(good)/2], scan.ErrTruncated, "directory"},
		"four bytes":           {[]byte("PK\x03\x04"), scan.ErrTruncated, "directory"},
		"damaged":              {flip, scan.ErrChecksum, "bindata/data.bin"},
		"damaged directory":    {bytes.Replace(good, []byte("PK\x01\x02"), []byte("PK\x01\x03"), 1), scan.ErrMalformed, "directory"},
		"no main.xml":          {zipOf(t, zipEntry{"a.txt", nil}), scan.ErrUnknownFormat, "main.xml"},
		"no entries":           {zipOf(t), scan.ErrUnknownFormat, "main.xml"},
		"main.xml empty":       {zipOf(t, zipEntry{"main.xml", nil}), scan.ErrMalformed, "main.xml|no element"},
		"main.xml cut":         {zipOf(t, zipEntry{"main.xml", main.data[:200]}), scan.ErrMalformed, "XML"},
		"main.xml binary":      {zipOf(t, zipEntry{"main.xml", []byte{0, 1, 2}}), scan.ErrMalformed, "XML"},
		"two main.xml":         {zipOf(t, main, main), scan.ErrMalformed, "two entries|main.xml"},
		"same name, other bar": {zipOf(t, main, zipEntry{"a/b", nil}, zipEntry{`a\b`, nil}), scan.ErrMalformed, "two entries|a/b"},
		"name leads out":       {zipOf(t, main, zipEntry{"../../evil", nil}), scan.ErrMalformed, "unsafe|../../evil"},
		"name leads out, bar":  {zipOf(t, main, zipEntry{`..\evil`, nil}), scan.ErrMalformed, "unsafe"},
		"name absolute":        {zipOf(t, main, zipEntry{"/etc/passwd", nil}), scan.ErrMalformed, "unsafe"},
		"name with drive":      {zipOf(t, main, zipEntry{`C:\evil`, nil}), scan.ErrMalformed, "unsafe"},
		"name empty":           {zipOf(t, main, zipEntry{"", nil}), scan.ErrMalformed, "unsafe"},
		"many entries":         {zipOf(t, many...), scan.ErrTooLarge, "300 entries|256"},
		"declares less": {rawZip(t, "bindata/data.bin", twice, 48, crcOf(data), main),
			scan.ErrMalformed, "bindata/data.bin|unpacked"},
		"declares more": {rawZip(t, "bindata/data.bin", data[:24], 48, crcOf(data), main),
			scan.ErrTruncated, "bindata/data.bin|early"},
		"declares far too much": {rawZip(t, "bindata/data.bin", data, 1<<62, 0, main),
			scan.ErrMalformed, "bindata/data.bin"},
		"zip checksum": {rawZip(t, "bindata/data.bin", data, 48, 1, main), scan.ErrChecksum, "bindata/data.bin|zip archive"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := readWith(c.data, scan.DefaultLimits())
			checkDefect(t, s, err, c.kind, strings.Split(c.words, "|")...)
		})
	}
}
