package scan

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// known holds the elements of main.xml that are kept; the names are those of
// ISO 25178-72, Record3/Mask is an extension of CSAFE's x3ptools.
var known = func() map[string]bool {
	k := map[string]bool{}
	for _, group := range []struct{ prefix, names string }{
		{"Record1/", "Revision FeatureType"},
		{"Record1/Axes/", "Origin"},
		{"Record1/Axes/CX/", "AxisType DataType Increment Offset"},
		{"Record1/Axes/CY/", "AxisType DataType Increment Offset"},
		{"Record1/Axes/CZ/", "AxisType DataType Increment Offset"},
		{"Record1/Axes/Rotation/", "r11 r12 r13 r21 r22 r23 r31 r32 r33"},
		{"Record2/", "Date Creator CalibrationDate Comment"},
		{"Record2/Instrument/", "Manufacturer Model Serial Version"},
		{"Record2/ProbingSystem/", "Type Identification"},
		{"Record3/MatrixDimension/", "SizeX SizeY SizeZ"},
		{"Record3/", "ListDimension"},
		{"Record3/DataLink/", "PointDataLink MD5ChecksumPointData ValidPointsLink MD5ChecksumValidPoints"},
		{"Record3/Mask/", "Background"},
		{"Record4/", "ChecksumFile"},
	} {
		for _, name := range strings.Fields(group.names) {
			k[group.prefix+name] = true
		}
	}
	return k
}()

// meta returns what main.xml says about the origin of the scan.
func (d *document) meta() Meta {
	f := d.fields
	return Meta{
		Creator:           f["Record2/Creator"],
		Date:              f["Record2/Date"],
		Manufacturer:      f["Record2/Instrument/Manufacturer"],
		Model:             f["Record2/Instrument/Model"],
		Serial:            f["Record2/Instrument/Serial"],
		Version:           f["Record2/Instrument/Version"],
		CalibrationDate:   f["Record2/CalibrationDate"],
		ProbingType:       f["Record2/ProbingSystem/Type"],
		ProbingIdentifier: f["Record2/ProbingSystem/Identification"],
		Comment:           f["Record2/Comment"],
		Revision:          f["Record1/Revision"],
		FeatureType:       f["Record1/FeatureType"],
	}
}

// number returns the value of an element, or def when it is missing.
func (d *document) number(path string, def float64) (float64, error) {
	text, ok := d.fields[path]
	if !ok {
		return def, nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		// German and Spanish instruments write a comma.
		v, err = strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	}
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, malformed(X3P, "%s is %q, not a finite number", path, shorten(text))
	}
	return v, nil
}

// count returns the value of an element that must be a whole number.
func (d *document) count(path string, def int64) (int64, error) {
	text, ok := d.fields[path]
	if !ok {
		if def > 0 {
			return def, nil
		}
		return 0, malformed(X3P, "main.xml has no %s", path)
	}
	v, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, malformed(X3P, "%s is %q, not a whole number", path, shorten(text)).because(err)
	}
	return v, nil
}

// shorten keeps the beginning of a text from a file for a message.
func shorten(text string) string {
	const most = 60
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "..."
	}
	return text
}

// charsetReader lets main.xml be in Latin-1, which older instruments write,
// besides UTF-8.
func charsetReader(charset string, r io.Reader) (io.Reader, error) {
	switch strings.ToLower(charset) {
	case "us-ascii", "ascii", "utf8":
		return r, nil
	case "iso-8859-1", "latin1", "windows-1252":
		return &latin1Reader{r: r}, nil
	}
	return nil, fmt.Errorf("the encoding %q is not read, only UTF-8 and ISO-8859-1", shorten(charset))
}

// latin1Reader turns ISO-8859-1, whose bytes are code points, into UTF-8. The
// few characters that windows-1252 has in place of control codes are lost.
type latin1Reader struct {
	r    io.Reader
	rest []byte
}

// Read implements io.Reader.
func (l *latin1Reader) Read(p []byte) (int, error) {
	if len(l.rest) == 0 {
		var raw [512]byte
		n, err := l.r.Read(raw[:])
		if n == 0 {
			return 0, err
		}
		l.rest = l.rest[:0]
		for _, b := range raw[:n] {
			if b >= 0x80 && b < 0xa0 {
				b = '?'
			}
			l.rest = append(l.rest, string(rune(b))...)
		}
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}
