package scan

import (
	"math"

	"cotejo/engine/mark"
)

// Names of entries of an X3P archive that main.xml does not have to give.
const (
	entryMain     = "main.xml"
	entryData     = "bindata/data.bin"
	entryValid    = "bindata/valid.bin"
	entryMask     = "bindata/mask.png"
	entryChecksum = "md5checksum.hex"
)

// readX3P reads an X3P archive, ISO 25178-72:2017 (the same as ISO 5436-2:2012):
// a zip archive with main.xml, the heights in a binary entry or in the XML, an
// entry with a bit for each valid point where the heights are integers, and,
// since CSAFE's x3ptools, a picture with the regions that an examiner painted.
func readX3P(data []byte, lim Limits) (*Scan, error) {
	a, err := openArchive(data, lim)
	if err != nil {
		return nil, err
	}
	if !a.has(entryMain) {
		return nil, &Error{
			Kind:   ErrUnknownFormat,
			What:   "the content is a zip archive without main.xml, so it is not an X3P file",
			Remedy: "upload the scan itself, not an archive of files",
		}
	}
	text, err := a.read(entryMain, lim.MaxXMLBytes)
	if err != nil {
		return nil, err
	}
	doc, err := parseDocument(text, lim.MaxPoints)
	if err != nil {
		return nil, err
	}
	s := &Scan{Format: X3P, Meta: doc.meta()}
	if err := s.checkMain(a, doc, text); err != nil {
		return nil, err
	}
	g, err := s.readGrid(doc, lim)
	if err != nil {
		return nil, err
	}
	z, err := s.readHeights(a, doc, g)
	if err != nil {
		return nil, err
	}
	s.scaleHeights(z, g)
	s.Surface = &mark.Surface{Width: g.width, Height: g.height, PitchX: g.x.metres, PitchY: g.y.metres, Z: z}
	if err := s.finishSurface(g.x.micro || g.y.micro); err != nil {
		return nil, err
	}
	if err := s.readRegion(a, doc); err != nil {
		return nil, err
	}
	return s, nil
}

// readHeights returns the numbers as they are stored, NaN where a point was not
// measured.
func (s *Scan) readHeights(a *archive, doc *document, g *grid) ([]float64, error) {
	n := g.width * g.height
	link, err := s.pointEntry(a, doc)
	if err != nil {
		return nil, err
	}
	if link == "" {
		switch {
		case len(doc.data) < n:
			return nil, truncated(X3P, "main.xml lists %d of %d points", len(doc.data), n)
		case len(doc.data) > n:
			return nil, malformed(X3P, "main.xml lists %d points, but its matrix has %d", len(doc.data), n)
		}
		return doc.data, nil
	}
	if err := s.settleDataType(a, link, g); err != nil {
		return nil, err
	}
	z, err := s.readPoints(a, link, doc.fields["Record3/DataLink/MD5ChecksumPointData"], g)
	if err != nil {
		return nil, err
	}
	return z, s.dropInvalid(a, doc, z)
}

// pointEntry returns the name of the entry with the heights, "" when they stand
// in main.xml.
func (s *Scan) pointEntry(a *archive, doc *document) (string, error) {
	raw, linked := doc.fields["Record3/DataLink/PointDataLink"]
	switch {
	case linked:
		name, ok := entryName(raw)
		if !ok {
			return "", malformed(X3P, "PointDataLink has the unsafe name %q", shorten(raw))
		}
		if !a.has(name) {
			return "", malformed(X3P, "PointDataLink names %q, which the archive does not hold", shorten(raw))
		}
		return name, nil
	case doc.hasData:
		return "", nil
	case a.has(entryData):
		s.assume(AssumedDataLink, "main.xml does not say where the heights are; %s was taken.", entryData)
		return entryData, nil
	}
	return "", malformed(X3P, "main.xml has neither a PointDataLink nor a DataList, so there are no heights")
}

// scaleHeights turns stored numbers into heights. On an incremental axis the
// height is number times increment plus offset; on an absolute one floats are
// heights already, whatever the increment says, and integers still need a scale.
func (s *Scan) scaleHeights(z []float64, g *grid) {
	inc, off := g.increment, g.offset
	if g.absolute && (inc != 1 || off != 0) {
		if g.dataType == DataFloat32 || g.dataType == DataFloat64 {
			s.assume(AssumedIncrementIgnored,
				"The z axis is absolute, but has increment %g and offset %g; the heights were taken as they are.", inc, off)
			inc, off = 1, 0
		} else {
			s.assume(AssumedIncrementApplied,
				"The z axis is absolute, but its data are integers; increment %g and offset %g were applied.", inc, off)
		}
	}
	wild := 0
	for i, v := range z {
		v = v*inc + off
		switch {
		case math.IsNaN(v), math.IsInf(v, 0):
			v = math.NaN()
		case math.Abs(v) > wildHeight:
			v = math.NaN()
			wild++
		}
		z[i] = v
	}
	if wild > 0 {
		s.assumeWild(wild)
	}
}
