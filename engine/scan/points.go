package scan

import (
	"crypto/md5"
	"encoding/binary"
	"errors"
	"io"
	"math"
)

// settleDataType compares the data type with the number of bytes. Files exist
// that declare D for float32 or F for float64: the number of bytes is believed.
func (s *Scan) settleDataType(a *archive, name string, g *grid) error {
	n := uint64(g.width) * uint64(g.height)
	have := a.size(name)
	fits := func(t DataType) bool { return have == n*uint64(t.size()) }
	switch t := g.dataType; {
	case t != "" && fits(t):
	case t == "" && (fits(DataFloat32) || fits(DataFloat64)):
		g.dataType = floatOf(fits(DataFloat64))
		s.assume(AssumedDataTypeMissing, "The z axis has no data type; its %d bytes for %d points were taken as %s.", have, n, g.dataType)
	case t == "":
		return malformed(X3P, "the z axis has no data type, and %s has %d bytes for %d points", name, have, n)
	case t == DataFloat64 && fits(DataFloat32):
		g.dataType = DataFloat32
		s.assume(AssumedDataTypeFloat32, "The data type is D (float64), but %s has 4 bytes a point; float32 was taken.", name)
	case t == DataFloat32 && fits(DataFloat64):
		g.dataType = DataFloat64
		s.assume(AssumedDataTypeFloat64, "The data type is F (float32), but %s has 8 bytes a point; float64 was taken.", name)
	case have < n*uint64(t.size()):
		return truncated(X3P, "%s has %d bytes, but %d x %d points of type %s need %d", name, have, g.width, g.height, t, n*uint64(t.size()))
	default:
		return malformed(X3P, "%s has %d bytes, but %d x %d points of type %s need only %d", name, have, g.width, g.height, t, n*uint64(t.size()))
	}
	return nil
}

func floatOf(double bool) DataType {
	if double {
		return DataFloat64
	}
	return DataFloat32
}

// readPoints decodes the binary heights and compares their MD5 sum with what
// main.xml declares.
func (s *Scan) readPoints(a *archive, name, sum string, g *grid) ([]float64, error) {
	rc, err := a.open(name, math.MaxInt64)
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	digest := md5.New()
	tee := io.TeeReader(rc, digest)
	z := make([]float64, g.width*g.height)
	if err := decodePoints(tee, z, g.dataType); err != nil {
		return nil, unpackError(name, err)
	}
	// One byte more than declared is enough to know, and reading to the end
	// makes archive/zip verify its own checksum.
	switch n, err := io.ReadFull(tee, make([]byte, 1)); {
	case n > 0:
		return nil, malformed(X3P, "%s unpacks to more than the %d bytes it declares", name, a.size(name))
	case !errors.Is(err, io.EOF):
		return nil, unpackError(name, err)
	}
	return z, s.checkSum("MD5ChecksumPointData", sum, name, digest.Sum(nil))
}

// decodePoints fills z with little-endian numbers of the given type.
func decodePoints(r io.Reader, z []float64, t DataType) error {
	size := t.size()
	buf := make([]byte, 64<<10)
	for len(z) > 0 {
		n := min(len(z), len(buf)/size)
		if _, err := io.ReadFull(r, buf[:n*size]); err != nil {
			return err
		}
		decodeChunk(z[:n], buf, t)
		z = z[n:]
	}
	return nil
}

func decodeChunk(z []float64, buf []byte, t DataType) {
	le := binary.LittleEndian
	switch t {
	case DataInt16:
		for i := range z {
			z[i] = float64(int16(le.Uint16(buf[2*i:])))
		}
	case DataInt32:
		for i := range z {
			z[i] = float64(int32(le.Uint32(buf[4*i:])))
		}
	case DataFloat32:
		for i := range z {
			z[i] = float64(math.Float32frombits(le.Uint32(buf[4*i:])))
		}
	case DataFloat64:
		for i := range z {
			z[i] = math.Float64frombits(le.Uint64(buf[8*i:]))
		}
	}
}

// dropInvalid makes NaN of the points whose bit in the valid-points entry is
// not set: one bit a point, in the order of the points, the lowest bit of a
// byte first.
func (s *Scan) dropInvalid(a *archive, doc *document, z []float64) error {
	raw, linked := doc.fields["Record3/DataLink/ValidPointsLink"]
	if !linked {
		return nil
	}
	name, ok := entryName(raw)
	if !ok || !a.has(name) {
		return malformed(X3P, "ValidPointsLink names %q, which the archive does not hold", shorten(raw))
	}
	want := (len(z) + 7) / 8
	switch have := a.size(name); {
	case have < uint64(want):
		return truncated(X3P, "%s has %d bytes, but %d points need %d", name, have, len(z), want)
	case have > uint64(want):
		return malformed(X3P, "%s has %d bytes, but %d points need only %d", name, have, len(z), want)
	}
	bits, err := a.read(name, int64(want))
	if err != nil {
		return err
	}
	if len(bits) < want {
		return truncated(X3P, "%s ends after %d of %d bytes", name, len(bits), want)
	}
	sum := md5.Sum(bits)
	if err := s.checkSum("MD5ChecksumValidPoints", doc.fields["Record3/DataLink/MD5ChecksumValidPoints"], name, sum[:]); err != nil {
		return err
	}
	for i := range z {
		if bits[i/8]&(1<<(i%8)) == 0 {
			z[i] = math.NaN()
		}
	}
	return nil
}
