package scan

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"

	"cotejo/engine/mark"
)

// al3dInvalid is written for points that were not measured: the greatest
// float32, as Alicona's software does.
const al3dInvalid = math.MaxFloat32

// WriteAL3D writes a surface as an AL3D file without texture, in metres and
// float32, rows in their order. It returns an error for a surface that
// contradicts itself, and the errors of w.
func WriteAL3D(w io.Writer, s *mark.Surface) error {
	if err := s.Check(); err != nil {
		return fmt.Errorf("scan: writing al3d: %w", err)
	}
	tags := [][2]string{
		{"Version", "1"},
		{"TagCount", ""},
		{"CreatingApplication", "cotejo"},
		{"Cols", fmt.Sprint(s.Width)},
		{"Rows", fmt.Sprint(s.Height)},
		{"NumberOfPlanes", "0"},
		{"PixelSizeXMeter", fmt.Sprintf("%.16e", s.PitchX)},
		{"PixelSizeYMeter", fmt.Sprintf("%.16e", s.PitchY)},
		{"InvalidPixelValue", fmt.Sprintf("%.16e", al3dInvalid)},
		{"IconOffset", "0"},
		{"DepthImageOffset", ""},
		{"TextureImageOffset", "0"},
	}
	tags[1][1] = fmt.Sprint(len(tags) - 2)
	tags[10][1] = fmt.Sprint(len(al3dMagic) + al3dTag*len(tags) + al3dComment)
	var b bytes.Buffer
	b.WriteString(al3dMagic)
	for _, t := range tags {
		var rec [al3dTag]byte
		copy(rec[:al3dName], t[0])
		copy(rec[al3dName:al3dName+al3dValue], t[1])
		rec[al3dTag-2], rec[al3dTag-1] = '\r', '\n'
		b.Write(rec[:])
	}
	var comment [al3dComment]byte
	comment[al3dComment-2], comment[al3dComment-1] = '\r', '\n'
	b.Write(comment[:])
	row := make([]byte, (4*s.Width+7)/8*8)
	for y := range s.Height {
		for x := range s.Width {
			z := s.At(x, y)
			if math.IsNaN(z) || math.IsInf(z, 0) {
				z = al3dInvalid
			}
			binary.LittleEndian.PutUint32(row[4*x:], math.Float32bits(float32(z)))
		}
		b.Write(row)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("scan: writing al3d: %w", err)
	}
	return nil
}
