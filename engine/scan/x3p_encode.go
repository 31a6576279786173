package scan

import (
	"bytes"
	"crypto/md5"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"math"

	"cotejo/engine/mark"
)

// points are heights in their binary form.
type points struct {
	data              []byte
	valid             []byte // nil when NaN says which points are missing
	axisType          string
	increment, offset float64
}

// encodePoints stores floats as heights on an absolute axis, and integers as
// steps on an incremental one with a bit for each valid point.
func encodePoints(s *mark.Surface, t DataType) *points {
	p := &points{data: make([]byte, 0, len(s.Z)*t.size()), axisType: "A", increment: 1}
	le := binary.LittleEndian
	if t == DataFloat32 || t == DataFloat64 {
		for _, z := range s.Z {
			if math.IsInf(z, 0) {
				z = math.NaN()
			}
			if t == DataFloat32 {
				p.data = le.AppendUint32(p.data, math.Float32bits(float32(z)))
			} else {
				p.data = le.AppendUint64(p.data, math.Float64bits(z))
			}
		}
		return p
	}
	most := float64(math.MaxInt16)
	if t == DataInt32 {
		most = math.MaxInt32
	}
	lo, hi, missing := heightRange(s)
	p.axisType = "I"
	p.offset = lo/2 + hi/2
	p.increment = max((hi/2-lo/2)/most, 1e-15)
	if missing {
		p.valid = make([]byte, (len(s.Z)+7)/8)
	}
	for i, z := range s.Z {
		step := 0.0
		if !math.IsNaN(z) && !math.IsInf(z, 0) {
			step = min(most, max(-most, math.Round((z-p.offset)/p.increment)))
			if missing {
				p.valid[i/8] |= 1 << (i % 8)
			}
		}
		if t == DataInt16 {
			p.data = le.AppendUint16(p.data, uint16(int16(step)))
		} else {
			p.data = le.AppendUint32(p.data, uint32(int32(step)))
		}
	}
	return p
}

// heightRange returns the least and greatest finite height, 0 when there is
// none, and whether any point is missing.
func heightRange(s *mark.Surface) (lo, hi float64, missing bool) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, z := range s.Z {
		if math.IsNaN(z) || math.IsInf(z, 0) {
			missing = true
			continue
		}
		lo, hi = min(lo, z), max(hi, z)
	}
	if lo > hi {
		return 0, 0, missing
	}
	return lo, hi, missing
}

// mainXML writes main.xml with the elements in the order of the schema.
func mainXML(s *mark.Surface, opt X3POptions, p *points) []byte {
	var b bytes.Buffer
	open := func(names ...string) {
		for _, n := range names {
			fmt.Fprintf(&b, "<%s>\n", n)
		}
	}
	shut := func(names ...string) {
		for _, n := range names {
			fmt.Fprintf(&b, "</%s>\n", n)
		}
	}
	field := func(name, text string) {
		fmt.Fprintf(&b, "<%s>", name)
		xml.EscapeText(&b, []byte(text)) // a bytes.Buffer does not fail
		fmt.Fprintf(&b, "</%s>\n", name)
	}
	axis := func(name, axisType string, t DataType, inc, off float64) {
		open(name)
		field("AxisType", axisType)
		field("DataType", string(t))
		field("Increment", fmt.Sprint(inc))
		field("Offset", fmt.Sprint(off))
		shut(name)
	}
	m := opt.Meta
	b.WriteString(xml.Header)
	b.WriteString(`<p:ISO5436_2 xmlns:p="http://www.opengps.eu/2008/ISO5436_2">` + "\n")
	open("Record1")
	field("Revision", orElse(m.Revision, "ISO5436 - 2000"))
	field("FeatureType", "SUR")
	open("Axes")
	axis("CX", "I", DataFloat64, s.PitchX, 0)
	axis("CY", "I", DataFloat64, s.PitchY, 0)
	axis("CZ", p.axisType, opt.DataType, p.increment, p.offset)
	shut("Axes", "Record1")
	open("Record2")
	field("Date", m.Date)
	field("Creator", m.Creator)
	open("Instrument")
	field("Manufacturer", m.Manufacturer)
	field("Model", m.Model)
	field("Serial", m.Serial)
	field("Version", m.Version)
	shut("Instrument")
	field("CalibrationDate", m.CalibrationDate)
	open("ProbingSystem")
	field("Type", orElse(m.ProbingType, "NonContacting"))
	field("Identification", m.ProbingIdentifier)
	shut("ProbingSystem")
	field("Comment", m.Comment)
	shut("Record2")
	open("Record3", "MatrixDimension")
	field("SizeX", fmt.Sprint(s.Width))
	field("SizeY", fmt.Sprint(s.Height))
	field("SizeZ", "1")
	shut("MatrixDimension")
	open("DataLink")
	field("PointDataLink", entryData)
	field("MD5ChecksumPointData", fmt.Sprintf("%x", md5.Sum(p.data)))
	if p.valid != nil {
		field("ValidPointsLink", entryValid)
		field("MD5ChecksumValidPoints", fmt.Sprintf("%x", md5.Sum(p.valid)))
	}
	shut("DataLink", "Record3")
	open("Record4")
	field("ChecksumFile", entryChecksum)
	shut("Record4")
	b.WriteString("</p:ISO5436_2>\n")
	return b.Bytes()
}

func orElse(text, def string) string {
	if text == "" {
		return def
	}
	return text
}
