package scan

import "math"

// DataType is the binary form of heights, with the letters of ISO 25178-72.
type DataType string

// The data types of X3P. All are little endian.
const (
	DataInt16   DataType = "I"
	DataInt32   DataType = "L"
	DataFloat32 DataType = "F"
	DataFloat64 DataType = "D"
)

// size returns the bytes a point, 0 for an unknown type.
func (t DataType) size() int {
	switch t {
	case DataInt16:
		return 2
	case DataInt32, DataFloat32:
		return 4
	case DataFloat64:
		return 8
	}
	return 0
}

// grid is what main.xml says about the shape and the scale of the heights.
type grid struct {
	width, height     int
	x, y              pitch
	absolute          bool // the z axis
	dataType          DataType
	increment, offset float64
}

// readGrid reads the sizes and axes and refuses what is not a single surface on
// a regular grid.
func (s *Scan) readGrid(doc *document, lim Limits) (*grid, error) {
	if t := s.Meta.FeatureType; t != "" && t != "SUR" {
		return nil, unsupported(X3P, "export the measurement as a surface (SUR)", "the feature type is %q, not a surface", shorten(t))
	}
	if _, list := doc.fields["Record3/ListDimension"]; list {
		return nil, unsupported(X3P, "export the measurement as a matrix", "the points are an unordered list")
	}
	g := &grid{}
	if err := g.readSize(doc, lim); err != nil {
		return nil, err
	}
	var err error
	if g.x, err = s.readPitch(doc, "CX"); err != nil {
		return nil, err
	}
	if g.y, err = s.readPitch(doc, "CY"); err != nil {
		return nil, err
	}
	if err := s.readZAxis(doc, g); err != nil {
		return nil, err
	}
	if o := doc.fields["Record1/Axes/Origin"]; o != "" && o != "NW" {
		s.assume(AssumedOriginIgnored, "The origin is given as %q; the rows were kept as they are stored, the first one on top.", shorten(o))
	}
	return g, s.checkRotation(doc)
}

func (g *grid) readSize(doc *document, lim Limits) error {
	var size [3]int64
	for i, name := range []string{"SizeX", "SizeY", "SizeZ"} {
		var def int64
		if name == "SizeZ" {
			def = 1
		}
		var err error
		if size[i], err = doc.count("Record3/MatrixDimension/"+name, def); err != nil {
			return err
		}
	}
	if err := lim.checkSize(X3P, size[0], size[1]); err != nil {
		return err
	}
	if size[2] < 1 {
		return malformed(X3P, "SizeZ is %d: it must be 1", size[2])
	}
	if size[2] > 1 {
		return unsupported(X3P, "export one layer", "the matrix has %d layers", size[2])
	}
	g.width, g.height = int(size[0]), int(size[1])
	return nil
}

func (s *Scan) readPitch(doc *document, axis string) (pitch, error) {
	path := "Record1/Axes/" + axis + "/"
	if t := doc.fields[path+"AxisType"]; t != "" && t != "I" {
		return pitch{}, unsupported(X3P, "export the measurement on a regular grid",
			"%sAxisType is %q: the points are not on a regular grid", path, shorten(t))
	}
	if _, ok := doc.fields[path+"Increment"]; !ok {
		return pitch{}, malformed(X3P, "main.xml has no %sIncrement, so the scale is unknown", path)
	}
	v, err := doc.number(path+"Increment", math.NaN())
	if err != nil {
		return pitch{}, err
	}
	return s.settlePitch(X3P, path+"Increment", v)
}

func (s *Scan) readZAxis(doc *document, g *grid) error {
	const path = "Record1/Axes/CZ/"
	switch t := doc.fields[path+"AxisType"]; t {
	case "A":
		g.absolute = true
	case "I", "":
	default:
		return malformed(X3P, "%sAxisType is %q, not I or A", path, shorten(t))
	}
	g.dataType = DataType(doc.fields[path+"DataType"])
	if g.dataType != "" && g.dataType.size() == 0 {
		return malformed(X3P, "%sDataType is %q, not I, L, F or D", path, shorten(string(g.dataType)))
	}
	var err error
	if g.increment, err = doc.number(path+"Increment", 1); err != nil {
		return err
	}
	if g.offset, err = doc.number(path+"Offset", 0); err != nil {
		return err
	}
	if _, ok := doc.fields[path+"Increment"]; !ok && !g.absolute {
		s.assume(AssumedIncrementMissing, "The z axis has no increment; 1 was taken.")
	}
	if g.increment == 0 && !g.absolute {
		return malformed(X3P, "%sIncrement is 0, which makes every height the same", path)
	}
	return nil
}

// checkRotation records a rotation that is not the identity. It describes how
// the part lay in the instrument and does not change the heights on the grid.
func (s *Scan) checkRotation(doc *document) error {
	for i, name := range []string{"r11", "r12", "r13", "r21", "r22", "r23", "r31", "r32", "r33"} {
		want := 0.0
		if i%4 == 0 {
			want = 1
		}
		v, err := doc.number("Record1/Axes/Rotation/"+name, want)
		if err != nil {
			return err
		}
		if math.Abs(v-want) > 1e-9 {
			s.assume(AssumedRotationIgnored, "The file gives a rotation (%s is %g); the heights were kept as they are stored.", name, v)
		}
	}
	return nil
}
