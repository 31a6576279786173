package feature

// The stored form of a template, version 2. All numbers are little endian.
//
//	magic    8 bytes  "CTJOTMPL"
//	version  uint16   2
//	kind, modality, centre method, shape    4 bytes
//	engine, params    each uint8 length + bytes
//	source   32 bytes SHA-256 of the original
//	pitch x, pitch y, centre x, centre y    4 float64, micrometres
//	shape 0, a surface: levels, fine to coarse, each:
//	  side uint16, pitch float64,
//	  mask (side*side+63)/64 uint64, bit i of word i/64 is point i,
//	  values int8 of the points in the mask only, row by row
//	shape 1, a profile:
//	  points uint16, pitch float64, direction float64 in degrees,
//	  mask (points+63)/64 uint64, values int8 of the points in the mask only
//	signature: rings, harmonics, first    3 uint8; then the int8 values
//	checksum uint32   CRC-32C of all that precedes
//
// Version 1 had surfaces only, and a byte without meaning where the shape is.
// A reader refuses a version that it does not know. Old versions stay readable:
// files of each are kept in testdata.

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"math/bits"

	"cotejo/engine/kernel"
	"cotejo/engine/mark"
)

const (
	magic   = "CTJOTMPL"
	version = 2
)

// The shapes of a mark.
const (
	shapeSurface = 0
	shapeProfile = 1
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// ErrCorrupt is wrapped by every error about bytes that are no whole template.
var ErrCorrupt = errors.New("the template is damaged: make it again from the original")

// Encode returns the stored form. The template must pass Check.
func Encode(t *Template) ([]byte, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	if len(t.Engine) > 255 || len(t.Params) > 255 {
		return nil, fmt.Errorf("engine %q and params %q: at most 255 bytes each", t.Engine, t.Params)
	}
	var b bytes.Buffer
	b.WriteString(magic)
	put := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) } // a Buffer does not fail
	put(uint16(version))
	shape := uint8(shapeSurface)
	if t.Profile != nil {
		shape = shapeProfile
	}
	put([4]uint8{uint8(t.Kind), uint8(t.Modality), uint8(t.CentreFrom), shape})
	for _, s := range []string{t.Engine, t.Params} {
		b.WriteByte(uint8(len(s)))
		b.WriteString(s)
	}
	b.Write(t.Source[:])
	put([4]float64{t.PitchUm[0], t.PitchUm[1], t.CentreUm[0], t.CentreUm[1]})
	masked := func(mask Bits, values []int8) {
		put(mask.words)
		for k, v := range values {
			if mask.Has(k) {
				b.WriteByte(uint8(v))
			}
		}
	}
	if p := t.Profile; p != nil {
		put(uint16(len(p.Values)))
		put([2]float64{p.PitchUm, p.DirectionDeg})
		masked(p.Mask, p.Values)
	} else {
		for i := range t.Levels {
			l := &t.Levels[i]
			put(uint16(l.Side))
			put(l.PitchUm)
			masked(l.Mask, l.Values)
		}
	}
	put([3]uint8{uint8(t.Layout.Rings), uint8(t.Layout.Harmonics), uint8(t.Layout.First)})
	put(t.Signature)
	put(crc32.Checksum(b.Bytes(), castagnoli))
	return b.Bytes(), nil
}

// Decode reads the stored form. Its errors wrap ErrCorrupt, except the one for a
// version that is too new. It allocates no more than a small multiple of data.
func Decode(data []byte) (*Template, error) {
	if len(data) < len(magic)+2+4 || string(data[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w (it does not begin like one)", ErrCorrupt)
	}
	v := binary.LittleEndian.Uint16(data[len(magic):])
	if v < 1 || v > version {
		return nil, fmt.Errorf("template of format version %d: this program reads version %d and older, use a newer one", v, version)
	}
	body, sum := data[:len(data)-4], binary.LittleEndian.Uint32(data[len(data)-4:])
	if crc32.Checksum(body, castagnoli) != sum {
		return nil, fmt.Errorf("%w (its checksum does not fit)", ErrCorrupt)
	}
	r := reader{data: body[len(magic)+2:], version: v}
	t := r.template()
	if r.failed || len(r.data) != 0 {
		return nil, fmt.Errorf("%w (its length does not fit its content)", ErrCorrupt)
	}
	if err := t.Check(); err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrCorrupt, err)
	}
	return t, nil
}

// reader takes fields from the front of data; after a failure it gives zeros.
type reader struct {
	data    []byte
	version uint16
	failed  bool
}

func (r *reader) take(n int) []byte {
	if r.failed || n < 0 || n > len(r.data) {
		r.failed = true
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) uint(n int) uint64 {
	var v [8]byte
	copy(v[:], r.take(n))
	return binary.LittleEndian.Uint64(v[:])
}

func (r *reader) float() float64 { return math.Float64frombits(r.uint(8)) }

func (r *reader) text() string { return string(r.take(int(r.uint(1)))) }

func (r *reader) template() *Template {
	t := &Template{Kind: mark.Kind(r.uint(1)), Modality: Modality(r.uint(1)), CentreFrom: CentreMethod(r.uint(1))}
	shape := r.uint(1)
	if r.version == 1 {
		shape = shapeSurface
	}
	t.Engine, t.Params = r.text(), r.text()
	copy(t.Source[:], r.take(len(t.Source)))
	t.PitchUm = [2]float64{r.float(), r.float()}
	t.CentreUm = [2]float64{r.float(), r.float()}
	switch shape {
	case shapeSurface:
		for i := range t.Levels {
			t.Levels[i] = r.level()
		}
	case shapeProfile:
		t.Profile = r.profile()
	default:
		r.failed = true
	}
	t.Layout = kernel.Layout{Rings: int(r.uint(1)), Harmonics: int(r.uint(1)), First: int(r.uint(1))}
	t.Signature = signed(r.take(t.Layout.Bytes()))
	return t
}

func (r *reader) level() Level {
	l := Level{Side: int(r.uint(2)), PitchUm: r.float()}
	if r.failed || l.Side == 0 || l.Side > kernel.MaxSide {
		r.failed = true
		return Level{}
	}
	l.Mask, l.Values = r.masked(l.Side * l.Side)
	return l
}

func (r *reader) profile() *Profile {
	n := int(r.uint(2))
	p := &Profile{PitchUm: r.float(), DirectionDeg: r.float()}
	if r.failed || n == 0 || n > MaxProfile {
		r.failed = true
		return p
	}
	p.Mask, p.Values = r.masked(n)
	return p
}

// masked reads the mask of n points and the values within it.
func (r *reader) masked(n int) (Bits, []int8) {
	words := r.take((n + 63) / 64 * 8)
	if r.failed {
		return Bits{}, nil
	}
	mask := NewBits(n)
	for i := range mask.words {
		mask.words[i] = binary.LittleEndian.Uint64(words[8*i:])
	}
	if rest := n % 64; rest != 0 && mask.words[len(mask.words)-1]>>rest != 0 {
		r.failed = true // bits beyond the last point
		return Bits{}, nil
	}
	packed := r.take(mask.Count())
	if r.failed {
		return Bits{}, nil
	}
	values := make([]int8, n)
	for k, word := range mask.words {
		for word != 0 {
			from := bits.TrailingZeros64(word)
			run := bits.TrailingZeros64(^(word >> from))
			for i, v := range packed[:run] {
				values[64*k+from+i] = int8(v)
			}
			packed = packed[run:]
			word &^= (1<<run - 1) << from
		}
	}
	return mask, values
}

func signed(b []byte) []int8 {
	s := make([]int8, len(b))
	for i, v := range b {
		s[i] = int8(v)
	}
	return s
}
