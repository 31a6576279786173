package scan

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"cotejo/engine/mark"
)

// Scan is what a file holds. Exactly one of Surface and Image is set; whoever
// receives a Scan owns it.
type Scan struct {
	Format Format
	// Surface has heights and pitch in metres and NaN where nothing was
	// measured, whatever units the file uses. Its rows are in the order in
	// which the file stores them, row 0 as the top row ("NW").
	Surface *mark.Surface
	Image   *mark.Image
	// Region holds the points that the file's own mask says belong to the
	// mark, nil when it brings none. It has the size of Surface.
	Region *mark.Mask
	Meta   Meta
	// Assumptions are in the order in which they were made, each code once.
	Assumptions []Assumption
	// SHA256 is the hexadecimal hash of all bytes read.
	SHA256 string
}

// Meta is what a file says about its origin, as text in the file's own words,
// empty where it says nothing. It comes from outside and is not to be trusted:
// escape it where it is shown.
type Meta struct {
	Creator           string
	Date              string // of the measurement, as a rule ISO 8601
	Manufacturer      string // of the instrument
	Model             string
	Serial            string
	Version           string // of the instrument's software
	CalibrationDate   string
	ProbingType       string // "NonContacting", "Contacting", "Software"
	ProbingIdentifier string // objective or probe
	Comment           string
	Revision          string // of the standard or the format
	FeatureType       string // "SUR" for a surface
}

// Assumption is something that a reader had to assume because the file left it
// open or contradicted its standard.
type Assumption struct {
	Code string // stable, for programs: see the Assumed constants
	Text string // for people: what was found and what was made of it
}

// The codes of assumptions.
const (
	AssumedPitchMicrometres   = "pitch-micrometres"
	AssumedHeightMicrometres  = "height-micrometres"
	AssumedHeightMetres       = "height-metres"
	AssumedHeightRange        = "height-out-of-range"
	AssumedDataTypeFloat32    = "data-type-float32"
	AssumedDataTypeFloat64    = "data-type-float64"
	AssumedDataTypeMissing    = "data-type-missing"
	AssumedDataLink           = "data-link-missing"
	AssumedIncrementIgnored   = "z-increment-ignored"
	AssumedIncrementMissing   = "z-increment-missing"
	AssumedIncrementApplied   = "z-increment-applied"
	AssumedRotationIgnored    = "rotation-ignored"
	AssumedOriginIgnored      = "origin-ignored"
	AssumedChecksumForm       = "checksum-form"
	AssumedChecksumMissing    = "checksum-missing"
	AssumedMaskBackground     = "mask-painted-left-out"
	AssumedMaskAnnotated      = "mask-annotated"
	AssumedMaskSizeIgnored    = "mask-size-ignored"
	AssumedMaskUnreadable     = "mask-unreadable"
	AssumedMaskUnclear        = "mask-unclear"
	AssumedRowPadding         = "row-padding"
	AssumedPrintResolution    = "pitch-print-resolution"
	AssumedPitchImplausible   = "pitch-implausible"
	AssumedOrientationIgnored = "orientation-ignored"
)

// assume records an assumption. A second one of the same code adds nothing.
func (s *Scan) assume(code, text string, args ...any) {
	for _, a := range s.Assumptions {
		if a.Code == code {
			return
		}
	}
	s.Assumptions = append(s.Assumptions, Assumption{Code: code, Text: fmt.Sprintf(text, args...)})
}

// Read reads one file to its end and decodes it. It decides by the content what
// the format is.
//
// A defect of the content gives an *Error; an error of r itself is returned
// wrapped. Read keeps the packed bytes in memory while it decodes.
func Read(r io.Reader, lim Limits) (*Scan, error) {
	if err := lim.Validate(); err != nil {
		return nil, err
	}
	data, err := readAll(r, lim.MaxBytes)
	if err != nil {
		return nil, err
	}
	s, err := decode(data, lim)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	s.SHA256 = hex.EncodeToString(sum[:])
	return s, nil
}

func readAll(r io.Reader, limit int64) ([]byte, error) {
	var buf bytes.Buffer
	n, err := io.Copy(&buf, io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("scan: reading the file: %w", err)
	case n > limit:
		return nil, tooLarge("", "the file has more than %d bytes", limit)
	}
	return buf.Bytes(), nil
}

func decode(data []byte, lim Limits) (*Scan, error) {
	switch f := Sniff(data); f {
	case X3P:
		return readX3P(data, lim)
	case AL3D:
		return readAL3D(data, lim)
	case PNG, TIFF, JPEG, BMP:
		return readImage(data, f, lim)
	}
	if len(data) == 0 {
		return nil, truncated("", "the file is empty")
	}
	return nil, &Error{
		Kind:   ErrUnknownFormat,
		What:   "the content is none of the formats that are read",
		Remedy: "upload an X3P, AL3D, PNG, TIFF, JPEG or BMP file",
	}
}
