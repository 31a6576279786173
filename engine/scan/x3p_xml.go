package scan

import (
	"bytes"
	"crypto/md5"
	"encoding/xml"
	"fmt"

	"cotejo/engine/mark"
)

// xmlWriter writes elements one a line. Its buffer does not fail.
type xmlWriter struct{ bytes.Buffer }

func (w *xmlWriter) element(name string, content func()) {
	fmt.Fprintf(w, "<%s>\n", name)
	content()
	fmt.Fprintf(w, "</%s>\n", name)
}

func (w *xmlWriter) field(name, text string) {
	fmt.Fprintf(w, "<%s>", name)
	_ = xml.EscapeText(w, []byte(text)) // the buffer does not fail
	fmt.Fprintf(w, "</%s>\n", name)
}

// mainXML writes main.xml with the elements in the order of the schema.
func mainXML(s *mark.Surface, opt X3POptions, p *points) []byte {
	w := &xmlWriter{}
	w.WriteString(xml.Header)
	w.WriteString(`<p:ISO5436_2 xmlns:p="http://www.opengps.eu/2008/ISO5436_2">` + "\n")
	w.element("Record1", func() { w.axes(s, opt, p) })
	w.element("Record2", func() { w.origin(opt.Meta) })
	w.element("Record3", func() {
		w.element("MatrixDimension", func() {
			w.field("SizeX", fmt.Sprint(s.Width))
			w.field("SizeY", fmt.Sprint(s.Height))
			w.field("SizeZ", "1")
		})
		w.element("DataLink", func() { w.links(p) })
	})
	w.element("Record4", func() { w.field("ChecksumFile", entryChecksum) })
	w.WriteString("</p:ISO5436_2>\n")
	return w.Bytes()
}

func (w *xmlWriter) axes(s *mark.Surface, opt X3POptions, p *points) {
	axis := func(name, axisType string, t DataType, inc, off float64) {
		w.element(name, func() {
			w.field("AxisType", axisType)
			w.field("DataType", string(t))
			w.field("Increment", fmt.Sprint(inc))
			w.field("Offset", fmt.Sprint(off))
		})
	}
	w.field("Revision", orElse(opt.Meta.Revision, "ISO5436 - 2000"))
	w.field("FeatureType", "SUR")
	w.element("Axes", func() {
		axis("CX", "I", DataFloat64, s.PitchX, 0)
		axis("CY", "I", DataFloat64, s.PitchY, 0)
		axis("CZ", p.axisType, opt.DataType, p.increment, p.offset)
	})
}

func (w *xmlWriter) origin(m Meta) {
	w.field("Date", m.Date)
	w.field("Creator", m.Creator)
	w.element("Instrument", func() {
		w.field("Manufacturer", m.Manufacturer)
		w.field("Model", m.Model)
		w.field("Serial", m.Serial)
		w.field("Version", m.Version)
	})
	w.field("CalibrationDate", m.CalibrationDate)
	w.element("ProbingSystem", func() {
		w.field("Type", orElse(m.ProbingType, "NonContacting"))
		w.field("Identification", m.ProbingIdentifier)
	})
	w.field("Comment", m.Comment)
}

func (w *xmlWriter) links(p *points) {
	w.field("PointDataLink", entryData)
	w.field("MD5ChecksumPointData", fmt.Sprintf("%x", md5.Sum(p.data)))
	if p.valid != nil {
		w.field("ValidPointsLink", entryValid)
		w.field("MD5ChecksumValidPoints", fmt.Sprintf("%x", md5.Sum(p.valid)))
	}
}

func orElse(text, def string) string {
	if text == "" {
		return def
	}
	return text
}
