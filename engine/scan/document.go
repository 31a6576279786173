package scan

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
)

// Bounds of main.xml. Real ones nest 5 deep and have a handful of attributes.
const (
	maxXMLDepth      = 32
	maxXMLAttributes = 10_000
	maxXMLName       = 64      // bytes
	maxXMLField      = 8 << 10 // bytes of one element's text that are kept
)

// document is what main.xml says: the text of the elements by their path below
// the root ("Record1/Axes/CX/Increment"), without namespaces.
type document struct {
	fields      map[string]string
	data        []float64    // z of DataList, in the file's units, NaN when empty
	hasData     bool         // DataList occurs
	annotations []annotation // Record3/Mask/Annotations
	points      int          // greatest number of data wanted
}

// annotation is a colour of mask.png with its meaning (an extension of CSAFE's
// x3ptools).
type annotation struct{ colour, text string }

const (
	pathDatum      = "Record3/DataList/Datum"
	pathAnnotation = "Record3/Mask/Annotations/Annotation"
)

// parseDocument reads main.xml. It refuses document type declarations, and with
// them entities, elements that are nested too deeply, and elements that occur
// twice where one is meant.
func parseDocument(data []byte, maxPoints int) (*document, error) {
	// An attribute needs an equals sign. encoding/xml keeps all attributes of
	// an element, at ten times their size in the file.
	if n := bytes.Count(data, []byte("=")); n > maxXMLAttributes {
		return nil, tooLarge(X3P, "main.xml has up to %d attributes, the limit is %d", n, maxXMLAttributes)
	}
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.CharsetReader = charsetReader
	w := &walker{doc: &document{fields: map[string]string{}, points: maxPoints}}
	for {
		tok, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, malformed(X3P, "main.xml is not well-formed XML").because(err)
		}
		if err := w.token(tok); err != nil {
			return nil, err
		}
	}
	if len(w.path) > 0 {
		return nil, truncated(X3P, "main.xml ends inside the element %s", w.path[len(w.path)-1])
	}
	if !w.rooted {
		return nil, malformed(X3P, "main.xml has no element")
	}
	return w.doc, nil
}

// walker follows the elements of main.xml.
type walker struct {
	doc    *document
	path   []string
	rooted bool
	text   strings.Builder
	colour string // of the annotation that is open
}

func (w *walker) token(tok xml.Token) error {
	switch t := tok.(type) {
	case xml.Directive:
		return malformed(X3P, "main.xml has a document type declaration, which may hide entities")
	case xml.StartElement:
		return w.start(t)
	case xml.EndElement:
		return w.end(t)
	case xml.CharData:
		if room := maxXMLField - w.text.Len(); room > 0 {
			w.text.Write(t[:min(room, len(t))])
		}
	}
	return nil
}

func (w *walker) start(t xml.StartElement) error {
	if len(w.path) == 0 {
		if w.rooted {
			return malformed(X3P, "main.xml has more than one root element")
		}
		if !strings.HasPrefix(t.Name.Local, "ISO5436") {
			return malformed(X3P, "the root of main.xml is %q, not ISO5436_2", t.Name.Local)
		}
		w.rooted = true
	}
	if len(t.Name.Local) > maxXMLName {
		return malformed(X3P, "main.xml has an element with the overlong name %q", shorten(t.Name.Local))
	}
	if len(w.path) == maxXMLDepth {
		return tooLarge(X3P, "the elements of main.xml are nested more than %d deep", maxXMLDepth)
	}
	w.path = append(w.path, t.Name.Local)
	w.text.Reset()
	w.colour = ""
	for _, a := range t.Attr {
		if strings.EqualFold(a.Name.Local, "color") || strings.EqualFold(a.Name.Local, "colour") {
			w.colour = a.Value
		}
	}
	return nil
}

func (w *walker) end(t xml.EndElement) error {
	if len(w.path) == 0 || w.path[len(w.path)-1] != t.Name.Local {
		return malformed(X3P, "main.xml closes the element %q, which is not open", t.Name.Local)
	}
	path := strings.Join(w.path[1:], "/")
	w.path = w.path[:len(w.path)-1]
	text := strings.TrimSpace(strings.ToValidUTF8(w.text.String(), "")) // it may be cut inside a character
	w.text.Reset()
	d := w.doc
	switch {
	case path == pathDatum:
		return d.datum(text)
	case path == pathAnnotation:
		if len(d.annotations) < 256 {
			d.annotations = append(d.annotations, annotation{w.colour, text})
		}
	case path == "Record3/DataList":
		d.hasData = true
	case text != "" && known[path]:
		if old, twice := d.fields[path]; twice && old != text {
			return malformed(X3P, "main.xml gives %s twice, as %q and as %q", path, old, text)
		}
		d.fields[path] = text
	}
	return nil
}

// datum adds one point of a DataList. The standard allows the coordinates of
// all axes, separated by semicolons; z is the last. An empty one is a point
// that was not measured.
func (d *document) datum(text string) error {
	if len(d.data) >= d.points {
		return tooLarge(X3P, "main.xml lists more than %d points", d.points)
	}
	z := text[strings.LastIndexByte(text, ';')+1:]
	v := math.NaN()
	if z = strings.TrimSpace(z); z != "" {
		var err error
		if v, err = strconv.ParseFloat(z, 64); err != nil && !errors.Is(err, strconv.ErrRange) {
			return malformed(X3P, "point %d of main.xml is %q, not a number", len(d.data)+1, shorten(z)).because(err)
		}
	}
	d.data = append(d.data, v)
	return nil
}
