package scan

import (
	"encoding/binary"
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
