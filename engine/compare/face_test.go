package compare_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/rand/v2"
	"sync"
	"testing"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
)

// A face is a surface made of round Gaussian bumps. Round bumps are the same
// from every side, so that the face can be scanned under any pose and at any
// pitch without resampling: the truth is exact.
type face struct{ bumps []bump }

// bump lies at (x, y), in micrometres from the face's middle.
type bump struct{ x, y, sigma, height float64 }

// newFace has about one bump every 75 um. Their widths put most of the structure
// into the bands of the levels, 12 to 100 um.
func newFace(seed uint64) *face {
	r := rand.New(rand.NewPCG(seed, 1))
	f := &face{}
	for range 3000 {
		f.bumps = append(f.bumps, bump{
			x: 4400 * (r.Float64() - 0.5), y: 4400 * (r.Float64() - 0.5),
			sigma: 15 + 30*r.Float64(), height: r.NormFloat64(),
		})
	}
	return f
}

// view says how a face is scanned.
type view struct {
	pose    mark.Pose               // lays the face onto the scan
	inside  func(x, y float64) bool // which of the face, in um, is measured; nil: ring
	pitchUm float64                 // 0: 12.5
	sideUm  float64                 // of the frame; 0: 4200
	change  func(b bump) bump       // what is done to the bumps before they are posed
	spoil   func(x, y int, z float64) float64
}

// ring is the breech face about a hole, the size of a 9 mm primer's.
func ring(x, y float64) bool {
	r := math.Hypot(x, y)
	return r > 700 && r < 1800
}

// sector is the part of the ring between two directions in degrees,
// anticlockwise as displayed.
func sector(from, to float64) func(x, y float64) bool {
	return func(x, y float64) bool {
		a := math.Mod(math.Atan2(-y, x)*180/math.Pi+360, 360)
		return ring(x, y) && a >= from && a < to
	}
}

// scan measures the face.
func (f *face) scan(v view) *scan.Scan {
	if v.inside == nil {
		v.inside = ring
	}
	if v.pitchUm == 0 {
		v.pitchUm = 12.5
	}
	if v.sideUm == 0 {
		v.sideUm = 4200
	}
	n := int(v.sideUm / v.pitchUm)
	s := mark.NewSurface(n, n, v.pitchUm*1e-6, v.pitchUm*1e-6)
	half := float64(n-1) / 2
	for _, b := range f.bumps {
		if v.change != nil {
			b = v.change(b)
		}
		x, y := v.pose.Apply(b.x*1e-6, b.y*1e-6)
		b.x, b.y = x*1e6/v.pitchUm+half, y*1e6/v.pitchUm+half
		b.sigma /= v.pitchUm
		b.add(s)
	}
	back := v.pose.Inverse()
	for i := range s.Z {
		x, y := back.Apply((float64(i%n)-half)*s.PitchX, (float64(i/n)-half)*s.PitchY)
		if !v.inside(x*1e6, y*1e6) {
			s.Z[i] = math.NaN()
		} else if v.spoil != nil {
			s.Z[i] = v.spoil(i%n, i/n, s.Z[i])
		}
	}
	return &scan.Scan{Surface: s, SHA256: hash(s.Z)}
}

// add adds a bump that is given in points to the surface, out to four deviations.
func (b bump) add(s *mark.Surface) {
	x0, x1 := max(0, int(b.x-4*b.sigma)), min(s.Width-1, int(b.x+4*b.sigma))
	y0, y1 := max(0, int(b.y-4*b.sigma)), min(s.Height-1, int(b.y+4*b.sigma))
	for y := y0; y <= y1; y++ {
		row := b.height * 1e-6 * math.Exp(-(float64(y)-b.y)*(float64(y)-b.y)/(2*b.sigma*b.sigma))
		for x := x0; x <= x1; x++ {
			s.Z[y*s.Width+x] += row * math.Exp(-(float64(x)-b.x)*(float64(x)-b.x)/(2*b.sigma*b.sigma))
		}
	}
}

func hash(z []float64) string {
	bytes := make([]byte, 0, 8*len(z))
	for _, v := range z {
		bytes = binary.LittleEndian.AppendUint64(bytes, math.Float64bits(v))
	}
	sum := sha256.Sum256(bytes)
	return hex.EncodeToString(sum[:])
}

// standard is the engine with the parameters that users have.
var standard = sync.OnceValue(func() *engine.Engine {
	e, err := engine.New(engine.DefaultParams(), 2)
	if err != nil {
		panic(err)
	}
	return e
})

// template enrols one view of a face.
func template(t *testing.T, f *face, v view) *feature.Template {
	t.Helper()
	out, err := standard().Enrol(t.Context(), f.scan(v), nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func subject(t *testing.T, f *face, v view) *compare.Subject {
	t.Helper()
	return standard().Subject(template(t, f, v))
}

// held is the result of a fresh worker.
func held(t *testing.T, a, b *compare.Subject) compare.Result {
	t.Helper()
	r, err := compare.NewWorker(compare.DefaultParams()).Compare(t.Context(), a, b, nothing)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// turned is a pose from degrees and micrometres.
func turned(deg, xUm, yUm float64) mark.Pose {
	return mark.Pose{RotationDeg: deg, ShiftX: xUm * 1e-6, ShiftY: yUm * 1e-6}
}
