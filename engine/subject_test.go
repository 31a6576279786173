package engine_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/rand/v2"
	"testing"

	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

func newEngine(t *testing.T, p engine.Params, workers int) *engine.Engine {
	t.Helper()
	e, err := engine.New(p, workers)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// scanOf wraps a surface as a reader would.
func scanOf(s *mark.Surface) *scan.Scan {
	bytes := make([]byte, 0, 8*len(s.Z))
	for _, v := range s.Z {
		bytes = binary.LittleEndian.AppendUint64(bytes, math.Float64bits(v))
	}
	sum := sha256.Sum256(bytes)
	return &scan.Scan{Format: scan.X3P, Surface: s, SHA256: hex.EncodeToString(sum[:])}
}

// noise is a ring of 2.6 mm at 12.5 um with white noise in it, the cheapest mark
// that every stage has work with. Two of one face have the same noise, each with
// some of its own.
func noise(face, shot uint64) *scan.Scan {
	common, own := rand.New(rand.NewPCG(face, 1)), rand.New(rand.NewPCG(face, 100+shot))
	const n = 208
	s := mark.NewSurface(n, n, 12.5e-6, 12.5e-6)
	for i := range s.Z {
		z := common.NormFloat64() + 0.5*own.NormFloat64()
		s.Z[i] = z * 1e-6
		if r := math.Hypot(float64(i%n)-103.5, float64(i/n)-103.5) * 12.5; r < 650 || r > 1290 {
			s.Z[i] = math.NaN()
		}
	}
	return scanOf(s)
}

func enrol(t *testing.T, e *engine.Engine, s *scan.Scan) *feature.Template {
	t.Helper()
	out, err := e.Enrol(t.Context(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// noises are the subjects of so many faces of two shots each.
func noises(t *testing.T, e *engine.Engine, faces int) []*compare.Subject {
	t.Helper()
	var out []*compare.Subject
	for face := range uint64(faces) {
		for shot := range uint64(2) {
			out = append(out, e.Subject(enrol(t, e, noise(face, shot))))
		}
	}
	return out
}

// exhibits generates an easy collection at half the resolution (a quarter of the
// time), its shots taken by two instruments in turn. Under the race detector the
// test is skipped: what needs whole exhibits asks for accuracy, and that does not
// depend on it.
func exhibits(t *testing.T, firearms int) []*fixtures.Exhibit {
	t.Helper()
	if underRace {
		t.Skip("ten times slower under the race detector, which has nothing to add")
	}
	cfg := fixtures.DefaultConfig()
	cfg.Firearms, cfg.Shots, cfg.Hardness, cfg.ModelPitch = firearms, 2, 0, 12.5e-6
	confocal, photometric := fixtures.Confocal(), fixtures.Photometric()
	confocal.Pitch, photometric.Pitch = 12.5e-6, 14.76e-6
	cfg.Instruments = []fixtures.Instrument{confocal, photometric}
	c, err := fixtures.NewCollection(cfg)
	if err != nil {
		t.Fatal(err)
	}
	var out []*fixtures.Exhibit
	for i := range c.Len() {
		e, err := c.Exhibit(i)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

// pairsOf are all pairs of n subjects, both ways.
func pairsOf(n int) [][2]int {
	var out [][2]int
	for i := range n {
		for j := range n {
			out = append(out, [2]int{i, j})
		}
	}
	return out
}
