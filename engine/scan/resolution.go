package scan

import (
	"encoding/binary"
	"math"
)

// resolution is what an image file says about its scale, as metres a pixel, 0
// where it does not.
type resolution struct {
	x, y        float64
	orientation int // of TIFF, 1 or 0 is upright
}

// maxImagePitch is the coarsest pitch in metres that a comparison microscope
// has. Coarser ones are the 72 or 96 dots an inch that software writes for
// screens.
const maxImagePitch = 100e-6

// minImagePitch is a tenth of what light resolves.
const minImagePitch = 0.02e-6

// printResolutions are the dots an inch that software writes for paper whatever
// the image shows, as far as they are finer than maxImagePitch.
var printResolutions = []float64{300, 350, 360, 400, 600, 720}

// settleResolution takes over a plausible pitch and records why another one was
// not believed.
func (s *Scan) settleResolution(p resolution) {
	if p.x == 0 || p.y == 0 {
		return
	}
	for _, v := range []float64{p.x, p.y} {
		if !(v >= minImagePitch && v < maxImagePitch) {
			s.assume(AssumedPitchImplausible,
				"The file gives %.4g um a pixel, which no microscope has; the pitch was taken as unknown.", v*1e6)
			return
		}
		for _, dpi := range printResolutions {
			if math.Abs(0.0254/v-dpi) < 0.1 {
				s.assume(AssumedPrintResolution,
					"The file gives %g dots an inch, a setting for printing; the pitch was taken as unknown.", dpi)
				return
			}
		}
	}
	s.Image.PitchX, s.Image.PitchY = p.x, p.y
}

// pngResolution reads the pHYs chunk (PNG specification, third edition, 11.3.4.3),
// which stands before the pixels.
func pngResolution(data []byte) resolution {
	be := binary.BigEndian
	for rest := data[8:]; len(rest) >= 12; {
		size := uint64(be.Uint32(rest))
		kind := string(rest[4:8])
		if kind == "IDAT" || size+12 > uint64(len(rest)) {
			break
		}
		if kind == "pHYs" && size == 9 {
			const unitMetre = 1
			if x, y := be.Uint32(rest[8:]), be.Uint32(rest[12:]); x > 0 && y > 0 && rest[16] == unitMetre {
				return resolution{x: 1 / float64(x), y: 1 / float64(y)}
			}
			break
		}
		rest = rest[12+size:]
	}
	return resolution{}
}

// Tags of TIFF 6.0, section 8.
const (
	tiffOrientation    = 274
	tiffXResolution    = 282
	tiffYResolution    = 283
	tiffResolutionUnit = 296
)

// tiffResolution reads XResolution, YResolution, ResolutionUnit and Orientation
// of the first image.
func tiffResolution(data []byte) resolution {
	var order binary.ByteOrder = binary.LittleEndian
	if data[0] == 'M' {
		order = binary.BigEndian
	}
	at := func(off, n uint64) []byte {
		if off > uint64(len(data)) || n > uint64(len(data))-off {
			return nil
		}
		return data[off : off+n]
	}
	head := at(4, 4)
	if head == nil {
		return resolution{}
	}
	dir := uint64(order.Uint32(head))
	count := at(dir, 2)
	if count == nil {
		return resolution{}
	}
	const inch, centimetre = 2, 3
	unit := uint16(inch) // the default of the standard
	var r resolution
	for i := range uint64(order.Uint16(count)) {
		e := at(dir+2+12*i, 12)
		if e == nil {
			return resolution{}
		}
		switch order.Uint16(e) {
		case tiffOrientation:
			r.orientation = int(order.Uint16(e[8:]))
		case tiffResolutionUnit:
			unit = order.Uint16(e[8:])
		case tiffXResolution:
			r.x = rational(at(uint64(order.Uint32(e[8:])), 8), order)
		case tiffYResolution:
			r.y = rational(at(uint64(order.Uint32(e[8:])), 8), order)
		}
	}
	metres := map[uint16]float64{inch: 0.0254, centimetre: 0.01}[unit]
	if metres == 0 || r.x <= 0 || r.y <= 0 {
		return resolution{orientation: r.orientation}
	}
	r.x, r.y = metres/r.x, metres/r.y
	return r
}

// rational returns a TIFF fraction, 0 where there is none.
func rational(b []byte, order binary.ByteOrder) float64 {
	if b == nil || order.Uint32(b[4:]) == 0 {
		return 0
	}
	return float64(order.Uint32(b)) / float64(order.Uint32(b[4:]))
}
