package match

// A surface as it is sent to whoever shows it, application/vnd.cotejo.surface,
// version 1. All numbers are little-endian.
//
//	offset  type      what
//	     0  [4]byte   "CTJS"
//	     4  uint16    version, 1
//	     6  uint16    modality: 1 topography, 2 reflectance
//	     8  uint32    width, points
//	    12  uint32    height
//	    16  float32   pitch along x, micrometres a point
//	    20  float32   pitch along y
//	    24  float32   middle of the grid from the middle of the original's frame,
//	                  micrometres to the right
//	    28  float32   the same, downwards
//	    32  float32   unit: micrometres a step of a topography; 1 of a picture
//	    36  float32   reserved, 0
//	    40  int16     width*height values, row by row from the top left;
//	                  -32768: not measured, or not of the mark
//
// A topography's values are heights without form and tilt, about zero; up is
// positive. A picture's are brightness without the gradient of the light, zero in
// the middle: 6553 steps are one standard deviation, whatever the picture, so that
// two pictures shown alike have like contrast.

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"cotejo/engine/feature"
	"cotejo/engine/prepare"
)

const (
	surfaceMagic   = "CTJS"
	surfaceVersion = 1
	surfaceHeader  = 40
	notMeasured    = math.MinInt16
	mostSteps      = math.MaxInt16
	// brightnessSteps are those of a standard deviation: five of them fill the range.
	brightnessSteps = mostSteps / 5
	// mostSurface is the greatest side that a reader takes.
	mostSurface = 4096
)

// Surface is a mark as it is shown.
type Surface struct {
	Modality             feature.Modality
	Width, Height        int
	PitchXUm, PitchYUm   float32
	CentreXUm, CentreYUm float32
	Unit                 float32
	Steps                []int16
}

// surfaceOf brings a depiction to whole steps.
func surfaceOf(d *prepare.Depiction, modality feature.Modality) *Surface {
	s := &Surface{
		Modality: modality, Width: d.Width, Height: d.Height, PitchXUm: float32(d.PitchUm), PitchYUm: float32(d.PitchUm),
		CentreXUm: float32(d.CentreUm[0]), CentreYUm: float32(d.CentreUm[1]), Unit: 1, Steps: make([]int16, len(d.Z)),
	}
	scale := float32(brightnessSteps)
	if modality == feature.Topography {
		const least = 1e-4 // micrometres a step, for what is flat
		highest := float32(0)
		for _, z := range d.Z {
			if z == z {
				highest = max(highest, z, -z)
			}
		}
		s.Unit = max(highest/mostSteps, least)
		scale = 1 / s.Unit
	}
	for i, z := range d.Z {
		if z != z {
			s.Steps[i] = notMeasured
			continue
		}
		s.Steps[i] = int16(math.Round(float64(min(max(z*scale, -mostSteps), mostSteps))))
	}
	return s
}

// Encode writes the surface's form for sending.
func (s *Surface) Encode() []byte {
	out := make([]byte, 0, surfaceHeader+2*len(s.Steps))
	out = append(out, surfaceMagic...)
	out = binary.LittleEndian.AppendUint16(out, surfaceVersion)
	out = binary.LittleEndian.AppendUint16(out, uint16(s.Modality))
	out = binary.LittleEndian.AppendUint32(out, uint32(s.Width))
	out = binary.LittleEndian.AppendUint32(out, uint32(s.Height))
	for _, v := range []float32{s.PitchXUm, s.PitchYUm, s.CentreXUm, s.CentreYUm, s.Unit, 0} {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
	}
	for _, v := range s.Steps {
		out = binary.LittleEndian.AppendUint16(out, uint16(v))
	}
	return out
}

var errSurface = errors.New("no surface as it is sent")

// DecodeSurface reads what Encode wrote, from wherever it comes.
func DecodeSurface(data []byte) (*Surface, error) {
	if len(data) < surfaceHeader || string(data[:4]) != surfaceMagic {
		return nil, fmt.Errorf("%w: %d bytes that do not begin with %s", errSurface, len(data), surfaceMagic)
	}
	short, long := binary.LittleEndian.Uint16, binary.LittleEndian.Uint32
	float := func(at int) float32 { return math.Float32frombits(long(data[at:])) }
	s := &Surface{
		Modality: feature.Modality(data[6]), PitchXUm: float(16), PitchYUm: float(20), CentreXUm: float(24), CentreYUm: float(28), Unit: float(32),
	}
	width, height := long(data[8:]), long(data[12:])
	switch {
	case short(data[4:]) != surfaceVersion:
		return nil, fmt.Errorf("%w: version %d is not known", errSurface, short(data[4:]))
	case data[7] != 0 || s.Modality != feature.Topography && s.Modality != feature.Reflectance:
		return nil, fmt.Errorf("%w: modality %d is not known", errSurface, short(data[6:]))
	case width == 0 || height == 0 || width > mostSurface || height > mostSurface:
		return nil, fmt.Errorf("%w: %d x %d points", errSurface, width, height)
	case len(data) != surfaceHeader+2*int(width)*int(height):
		return nil, fmt.Errorf("%w: %d bytes for %d x %d points", errSurface, len(data), width, height)
	case !positive(s.PitchXUm) || !positive(s.PitchYUm) || !positive(s.Unit) || !finite(s.CentreXUm) || !finite(s.CentreYUm) || long(data[36:]) != 0:
		return nil, fmt.Errorf("%w: pitch %g x %g um, centre %g, %g um, unit %g", errSurface, s.PitchXUm, s.PitchYUm, s.CentreXUm, s.CentreYUm, s.Unit)
	}
	s.Width, s.Height = int(width), int(height)
	s.Steps = make([]int16, s.Width*s.Height)
	for i := range s.Steps {
		s.Steps[i] = int16(short(data[surfaceHeader+2*i:]))
	}
	return s, nil
}

func finite(v float32) bool { return v-v == 0 }

func positive(v float32) bool { return v > 0 && finite(v) }
