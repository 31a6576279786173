package scan

import (
	"encoding/binary"
	"math"

	"cotejo/engine/mark"
)

// The layout of an AL3D file, version 1, as documented by Alicona and read by
// Bio-Formats and Gwyddion: a magic, then tag records of 52 bytes (name,
// value, line end), of which the first is Version and the second TagCount, the
// number of those that follow; then a comment; then the images at the offsets
// that tags give. Heights are float32, little endian, in metres, rows padded to
// 8 bytes.
const (
	al3dMagic      = "AliconaImaging\x00\r\n"
	al3dName       = 20
	al3dValue      = 30
	al3dTag        = al3dName + al3dValue + 2
	al3dComment    = 256
	al3dMostTags   = 1000
	al3dMostPad    = 64 // bytes a row
	al3dInvalidTol = 1.5e-7
)

// readAL3D reads the depth image. Texture and quality maps are not read.
func readAL3D(data []byte, lim Limits) (*Scan, error) {
	tags, err := readTags(data)
	if err != nil {
		return nil, err
	}
	s := &Scan{Format: AL3D, Meta: tags.meta()}
	width, err := tags.whole("Cols")
	if err != nil {
		return nil, err
	}
	height, err := tags.whole("Rows")
	if err != nil {
		return nil, err
	}
	if err := lim.checkSize(AL3D, width, height); err != nil {
		return nil, err
	}
	var pitches [2]pitch
	for i, name := range []string{"PixelSizeXMeter", "PixelSizeYMeter"} {
		v, err := tags.float(name)
		if err != nil {
			return nil, err
		}
		if pitches[i], err = s.settlePitch(AL3D, name, v); err != nil {
			return nil, err
		}
	}
	depth, stride, err := s.depthImage(data, tags, width, height)
	if err != nil {
		return nil, err
	}
	invalid, err := tags.invalid()
	if err != nil {
		return nil, err
	}
	s.Surface = mark.NewSurface(int(width), int(height), pitches[0].metres, pitches[1].metres)
	wild := decodeDepth(s.Surface, depth, stride, invalid)
	if wild > 0 {
		s.assumeWild(wild)
	}
	if err := s.finishSurface(pitches[0].micro || pitches[1].micro); err != nil {
		return nil, err
	}
	return s, nil
}

// depthImage returns the bytes of the depth image and the bytes a row takes.
// Rows are padded to 8 bytes; some versions pad further, and then the size of
// the image tells.
func (s *Scan) depthImage(data []byte, tags *al3dTags, width, height int64) ([]byte, int64, error) {
	start, err := tags.whole("DepthImageOffset")
	if err != nil {
		return nil, 0, err
	}
	if start == 0 {
		return nil, 0, &Error{Kind: ErrNoData, Format: AL3D, What: "the file has no depth image",
			Remedy: "export the measurement with its depth data"}
	}
	if start < 0 || start > int64(len(data)) {
		return nil, 0, truncated(AL3D, "the depth image should start at byte %d of %d", start, len(data))
	}
	end := int64(len(data))
	if tex, err := tags.whole("TextureImageOffset"); err == nil && tex > start && tex < end {
		end = tex
	}
	have := end - start
	row := 4 * width
	stride := (row + 7) / 8 * 8
	if exact := have / height; have%height == 0 && exact%4 == 0 && exact >= row && exact <= row+al3dMostPad && exact != stride {
		s.assume(AssumedRowPadding, "The depth image has %d bytes a row where %d were expected; %d columns of them were taken.", exact, stride, width)
		stride = exact
	}
	// The last row need not be padded.
	if need := stride*(height-1) + row; have < need {
		return nil, 0, truncated(AL3D, "the depth image has %d bytes, but %d x %d points need %d", have, width, height, need)
	}
	return data[start:end], stride, nil
}

// decodeDepth fills z and returns how many heights were beyond all reason.
func decodeDepth(s *mark.Surface, depth []byte, stride int64, invalid float64) (wild int) {
	tol := math.Abs(invalid) * al3dInvalidTol // the text rounds the float32
	for y := range s.Height {
		row := depth[int64(y)*stride:]
		for x := range s.Width {
			v := float64(math.Float32frombits(binary.LittleEndian.Uint32(row[4*x:])))
			switch {
			case math.IsNaN(v), math.IsInf(v, 0), math.Abs(v-invalid) <= tol:
				v = math.NaN()
			case math.Abs(v) > wildHeight:
				v = math.NaN()
				wild++
			}
			s.Z[y*s.Width+x] = v
		}
	}
	return wild
}
