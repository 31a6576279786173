package segment_test

import (
	"math"
	"math/rand/v2"

	"cotejo/engine/mark"
)

// scene is a case head of plain geometry, in micrometres: what a test changes is all
// that differs from a usual one.
type scene struct {
	width, height int
	px, py        float64
	x, y          float64 // the primer's centre, from the middle of the frame
	edge          float64 // radius of the cup
	turn          float64 // degrees
	tiltX, tiltY  float64 // um a um
	aspect        float64 // of the face: 1 is round
	flow          float64 // height of the metal within the aperture
	pin           float64 // depth of the dent, 0: none
	apertureAt    [2]float64
	noAperture    bool
	shear         bool
	ejector       bool
	noise         float64
	lost          float64 // slope from which on nothing is measured, 0: all is
	seed          uint64
}

func usual() scene {
	return scene{width: 380, height: 372, px: 15, py: 15, edge: 2222, aspect: 1, flow: 35, pin: 180,
		apertureAt: [2]float64{90, -60}, noise: 0.6, seed: 1}
}

// Plain geometry: the flat face ends at 0.73 of the edge's radius, the aperture and
// the dent have these radii.
const (
	sceneFace     = 0.73
	sceneAperture = 1020.0
	scenePin      = 520.0
)

// ramp rises from 0 to 1 between two places.
func ramp(v, from, to float64) float64 { return min(max((v-from)/(to-from), 0), 1) }

// at is the height at a place about the primer's centre, before the turn.
func (c *scene) at(x, y float64) float64 {
	r := math.Hypot(x, y/c.aspect)
	face := sceneFace * c.edge
	if r >= c.edge {
		z := -230 + 300*math.Sqrt(ramp(r, c.edge, 1.19*c.edge))
		if r > 1.19*c.edge {
			z = 70
		}
		if c.ejector {
			z -= 40 * (1 - ramp(math.Hypot(x-2450, y+1750), 280, 300))
		}
		return z
	}
	z := -230 * math.Pow(ramp(r, face, c.edge), 1.6)
	if c.noAperture {
		return z
	}
	u, v := x-c.apertureAt[0], y-c.apertureAt[1]
	a := math.Hypot(u, v)
	in := 1 - ramp(a, sceneAperture-35, sceneAperture)
	z += in * c.flow
	if c.shear && u > 560 {
		z += in * 3 * math.Sin(2*math.Pi*v/55)
	}
	return z - c.pin*(1-ramp(a, scenePin-80, scenePin))
}

// local is a place of the frame about the primer's centre, turned back.
func (c *scene) local(i, j int) (x, y float64) {
	x = (float64(i)+0.5)*c.px - float64(c.width)*c.px/2 - c.x
	y = (float64(j)+0.5)*c.py - float64(c.height)*c.py/2 - c.y
	sin, cos := math.Sincos(c.turn * math.Pi / 180)
	return cos*x + sin*y, cos*y - sin*x
}

func (c *scene) surface() *mark.Surface {
	r := rand.New(rand.NewPCG(c.seed, 1))
	s := mark.NewSurface(c.width, c.height, c.px*1e-6, c.py*1e-6)
	for j := range c.height {
		for i := range c.width {
			x, y := c.local(i, j)
			z := c.at(x, y)
			if c.lost > 0 && (math.Abs(c.at(x+8, y)-c.at(x-8, y)) > 16*c.lost || math.Abs(c.at(x, y+8)-c.at(x, y-8)) > 16*c.lost) {
				z = math.NaN()
			}
			z += c.tiltX*float64(i)*c.px + c.tiltY*float64(j)*c.py + c.noise*r.NormFloat64()
			s.Z[j*c.width+i] = z * 1e-6
		}
	}
	return s
}

// truth is the mask of a kind as the geometry has it.
func (c *scene) truth(k mark.Kind) *mark.Mask {
	m := mark.NewMask(c.width, c.height)
	for j := range c.height {
		for i := range c.width {
			x, y := c.local(i, j)
			a := math.Hypot(x-c.apertureAt[0], y-c.apertureAt[1])
			in := false
			switch k {
			case mark.BreechFace:
				// A person draws the edge where it lies 8 um lower.
				in = -230*math.Pow(ramp(math.Hypot(x, y/c.aspect), sceneFace*c.edge, c.edge), 1.6) > -8 && a > sceneAperture
			case mark.FiringPin:
				in = a < scenePin
			case mark.ApertureShear:
				in = a < sceneAperture && x-c.apertureAt[0] > 560
			case mark.Ejector:
				in = math.Hypot(x-2450, y+1750) < 290
			}
			m.In[j*c.width+i] = in
		}
	}
	return m
}

// centre is where the primer's centre lies in the frame.
func (c *scene) centre() (x, y float64) {
	return float64(c.width)*c.px/2 + c.x, float64(c.height)*c.py/2 + c.y
}

func iou(a, b *mark.Mask) float64 {
	both, either := 0, 0
	for i := range a.In {
		if a.In[i] && b.In[i] {
			both++
		}
		if a.In[i] || b.In[i] {
			either++
		}
	}
	return float64(both) / float64(max(either, 1))
}
