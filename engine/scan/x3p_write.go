package scan

import (
	"archive/zip"
	"bytes"
	"crypto/md5"
	"fmt"
	"image"
	"image/png"
	"io"
	"time"

	"cotejo/engine/mark"
)

// X3POptions says what WriteX3P adds to the heights and how it stores them.
type X3POptions struct {
	Meta Meta
	// Region is written as mask.png, white for the mark. nil writes none.
	Region *mark.Mask
	// DataType of the heights, DataFloat64 when empty. The integer types divide
	// the range of the heights into 65534 or 4294967294 steps.
	DataType DataType
}

// entryTime stamps every entry, so that the same surface gives the same bytes.
// It is the first time that a zip archive can hold.
var entryTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// WriteX3P writes a surface as an X3P file (ISO 25178-72), in metres, rows in
// their order. Heights that are infinite are written as not measured. It returns
// an error for a surface, region or option that contradicts itself, and the
// errors of w.
func WriteX3P(w io.Writer, s *mark.Surface, opt X3POptions) error {
	if opt.DataType == "" {
		opt.DataType = DataFloat64
	}
	if err := s.Check(); err != nil {
		return fmt.Errorf("scan: writing x3p: %w", err)
	}
	if opt.DataType.size() == 0 {
		return fmt.Errorf("scan: writing x3p: data type %q is not I, L, F or D", opt.DataType)
	}
	if r := opt.Region; r != nil && (r.Width != s.Width || r.Height != s.Height || len(r.In) != len(s.Z)) {
		return fmt.Errorf("scan: writing x3p: region of %d x %d points for a surface of %d x %d", r.Width, r.Height, s.Width, s.Height)
	}
	p := encodePoints(s, opt.DataType)
	main := mainXML(s, opt, p)
	entries := []struct {
		name string
		data []byte
	}{
		{entryMain, main},
		{entryData, p.data},
		{entryValid, p.valid},
		{entryMask, nil},
		{entryChecksum, fmt.Appendf(nil, "%x *%s\n", md5.Sum(main), entryMain)},
	}
	if opt.Region != nil {
		mask, err := maskPNG(opt.Region)
		if err != nil {
			return fmt.Errorf("scan: writing x3p: %w", err)
		}
		entries[3].data = mask
	}
	zw := zip.NewWriter(w)
	for _, e := range entries {
		if e.data == nil {
			continue
		}
		f, err := zw.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: entryTime})
		if err != nil {
			return fmt.Errorf("scan: writing x3p: %w", err)
		}
		if _, err := f.Write(e.data); err != nil {
			return fmt.Errorf("scan: writing x3p: %w", err)
		}
	}
	if err := zw.Close(); err != nil {
		return fmt.Errorf("scan: writing x3p: %w", err)
	}
	return nil
}

// maskPNG draws a region in white on black.
func maskPNG(m *mark.Mask) ([]byte, error) {
	img := image.NewGray(image.Rect(0, 0, m.Width, m.Height))
	for i, in := range m.In {
		if in {
			img.Pix[i] = 0xff
		}
	}
	var buf bytes.Buffer
	err := png.Encode(&buf, img)
	return buf.Bytes(), err
}
