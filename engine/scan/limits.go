package scan

import (
	"fmt"
	"math"
)

// Limits bound what one call of Read may use. The memory of a call stays below
// about twice MaxBytes (the input, while it grows), three times MaxXMLBytes, and
// 24 bytes for each of MaxPoints; a surface takes 8 bytes a point, a progressive
// JPEG or a 16 bit colour TIFF the most.
type Limits struct {
	// MaxBytes is the greatest size of the whole input, in bytes.
	MaxBytes int64
	// MaxPoints is the greatest width times height of a surface or an image.
	MaxPoints int
	// MaxEntries is the greatest number of entries in a zip archive.
	MaxEntries int
	// MaxEntryBytes is the greatest unpacked size of one zip entry, in bytes.
	MaxEntryBytes int64
	// MaxXMLBytes is the greatest size of main.xml, in bytes. Heights kept as
	// text inside the XML count towards it.
	MaxXMLBytes int64
	// MaxRatio is the greatest unpacked size of a zip entry over its packed
	// size. It is applied to entries above 4 MiB only: a small flat surface
	// packs a thousandfold without doing harm.
	MaxRatio float64
}

// DefaultLimits suits a service on a machine with a few gigabytes: 40 million
// points are a square of 6300 points, 9 mm across at 1.4 um a point. Real scans
// pack to between a half and a tenth of their size.
func DefaultLimits() Limits {
	return Limits{
		MaxBytes:      512 << 20,
		MaxPoints:     40_000_000,
		MaxEntries:    256,
		MaxEntryBytes: 384 << 20,
		MaxXMLBytes:   32 << 20,
		MaxRatio:      200,
	}
}

// Validate reports the first limit that is not positive, or a number of points
// whose heights could not be addressed.
func (l Limits) Validate() error {
	for _, v := range []struct {
		name string
		ok   bool
	}{
		{"MaxBytes", l.MaxBytes > 0 && l.MaxBytes < math.MaxInt64},
		{"MaxPoints", l.MaxPoints > 0 && l.MaxPoints <= math.MaxInt32},
		{"MaxEntries", l.MaxEntries > 0},
		{"MaxEntryBytes", l.MaxEntryBytes > 0 && l.MaxEntryBytes < math.MaxInt64},
		{"MaxXMLBytes", l.MaxXMLBytes > 0 && l.MaxXMLBytes < math.MaxInt64},
		{"MaxRatio", l.MaxRatio >= 1},
	} {
		if !v.ok {
			return fmt.Errorf("scan: limit %s is out of range: start from DefaultLimits", v.name)
		}
	}
	return nil
}

// maxSide is the greatest width or height, whatever MaxPoints allows. A file of
// a single column millions of points high is no scan, but costs a decoder that
// works by rows dearly.
const maxSide = 1 << 16

// checkSize refuses a width and height that are not positive or that hold more
// than MaxPoints points. It cannot overflow.
func (l Limits) checkSize(f Format, width, height int64) error {
	switch {
	case width <= 0 || height <= 0:
		return malformed(f, "the size is given as %d x %d points: both sides must be positive", width, height)
	case width > maxSide || height > maxSide:
		return tooLarge(f, "the size is given as %d x %d points, the limit is %d a side", width, height, maxSide)
	case width > int64(l.MaxPoints) || height > int64(l.MaxPoints)/width:
		return tooLarge(f, "the size is given as %d x %d points, the limit is %d points", width, height, l.MaxPoints)
	}
	return nil
}
