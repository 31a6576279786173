package feature_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/mark"
)

// random returns a template that passes Check, of any shape that can be stored.
func random(r *rand.Rand) *feature.Template {
	t := &feature.Template{
		Kind: mark.Kind(1 + r.IntN(4)), Modality: feature.Modality(1 + r.IntN(2)), CentreFrom: feature.CentreMethod(1 + r.IntN(3)),
		Engine: strings.Repeat("e", r.IntN(256)), Params: strings.Repeat("p", r.IntN(256)),
		PitchUm: [2]float64{1 + 10*r.Float64(), 1 + 10*r.Float64()}, CentreUm: [2]float64{r.NormFloat64(), r.NormFloat64()},
		Layout: kernel.Layout{Rings: 1 + r.IntN(32), Harmonics: 8 * (1 + r.IntN(7)), First: 1 + r.IntN(8)},
	}
	for i := range t.Source {
		t.Source[i] = byte(r.Uint32())
	}
	for i := range t.Levels {
		side := 1 + r.IntN(70)
		l := feature.Level{Side: side, PitchUm: 12.5 * float64(i+1), Values: make([]int8, side*side), Mask: feature.NewBits(side * side)}
		share := r.Float64()
		for k := range l.Values {
			if r.Float64() < share {
				l.Mask.Set(k)
				l.Values[k] = int8(r.Uint32())
			}
		}
		t.Levels[i] = l
	}
	t.Signature = make([]int8, t.Layout.Bytes())
	for i := range t.Signature {
		t.Signature[i] = int8(r.Uint32())
	}
	return t
}

func randomProfile(r *rand.Rand, n int) *feature.Profile {
	p := &feature.Profile{PitchUm: 1 + 5*r.Float64(), DirectionDeg: 180 * r.Float64(), Values: make([]int8, n), Mask: feature.NewBits(n)}
	for k := range p.Values {
		if r.IntN(5) > 0 {
			p.Mask.Set(k)
			p.Values[k] = int8(r.Uint32())
		}
	}
	return p
}

func encoded(t testing.TB, tmpl *feature.Template) []byte {
	t.Helper()
	data, err := feature.Encode(tmpl)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestEveryTemplateComesBackAsItWas(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		want := random(r)
		if r.IntN(4) == 0 {
			want.Levels, want.Profile = [feature.Levels]feature.Level{}, randomProfile(r, 1+r.IntN(1500))
		}
		data := encoded(t, want)
		got, err := feature.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("side %d, profile %v: the template came back changed", want.Levels[0].Side, want.Profile != nil)
		}
		if !bytes.Equal(encoded(t, got), data) {
			t.Fatal("stored again, the bytes are others")
		}
	}
}

// small is a template of a few hundred bytes.
func small() *feature.Template {
	t := random(rand.New(rand.NewPCG(2, 2)))
	t.Engine, t.Params = "1", "0123456789abcdef"
	for i := range t.Levels {
		l := feature.Level{Side: 5, PitchUm: 12.5 * float64(i+1), Values: make([]int8, 25), Mask: feature.NewBits(25)}
		for k := range l.Values {
			if k%3 != i {
				l.Mask.Set(k)
				l.Values[k] = int8(9*k - 100 - i)
			}
		}
		t.Levels[i] = l
	}
	t.Layout = kernel.Layout{Rings: 2, Harmonics: 8, First: 3}
	t.Signature = t.Signature[:t.Layout.Bytes()]
	return t
}

// striated is a template with a profile of seventy points.
func striated() *feature.Template {
	t := small()
	t.Kind = mark.ApertureShear
	t.Levels = [feature.Levels]feature.Level{}
	t.Profile = randomProfile(rand.New(rand.NewPCG(3, 3)), 70)
	return t
}

func TestAnyChangedByteIsNoticed(t *testing.T) {
	for name, tmpl := range map[string]*feature.Template{"surface": small(), "profile": striated()} {
		t.Run(name, func(t *testing.T) { noticesAnyChange(t, encoded(t, tmpl)) })
	}
}

func noticesAnyChange(t *testing.T, good []byte) {
	t.Helper()
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 0x10
		if _, err := feature.Decode(bad); err == nil {
			t.Errorf("byte %d of %d was changed and it was not noticed", i, len(bad))
		} else if !errors.Is(err, feature.ErrCorrupt) && (i < 8 || i > 9) { // 8 and 9 are the version
			t.Errorf("byte %d: %v is not ErrCorrupt", i, err)
		}
	}
	for n := range good {
		if _, err := feature.Decode(good[:n]); !errors.Is(err, feature.ErrCorrupt) {
			t.Errorf("the first %d bytes: %v is not ErrCorrupt", n, err)
		}
	}
	if _, err := feature.Decode(append(bytes.Clone(good), 0)); !errors.Is(err, feature.ErrCorrupt) {
		t.Errorf("a byte too many: %v is not ErrCorrupt", err)
	}
}

// sealed puts a fitting checksum under a changed body, as someone who means harm
// would.
func sealed(body []byte) []byte {
	return binary.LittleEndian.AppendUint32(bytes.Clone(body), crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
}

// The offsets are those of the format's description for a template of small():
// magic 8, version 2, kind 4, engine 1+1, params 1+16, source 32, four float64.
func TestWhatCannotBeIsRefusedUnderAGoodChecksum(t *testing.T) {
	const kind, engine, pitch = 10, 14, 8 + 2 + 4 + 2 + 17 + 32
	const level = pitch + 4*8
	good := encoded(t, small())
	body := good[:len(good)-4]
	if _, err := feature.Decode(sealed(body)); err != nil {
		t.Fatal(err)
	}
	put := func(at int, v ...byte) []byte {
		b := bytes.Clone(body)
		copy(b[at:], v)
		return sealed(b)
	}
	nan := binary.LittleEndian.AppendUint64(nil, math.Float64bits(math.NaN()))
	for name, data := range map[string][]byte{
		"unknown kind":           put(kind, 99),
		"unknown modality":       put(kind+1, 0),
		"name beyond the end":    put(engine, 255),
		"pitch no number":        put(pitch, nan...),
		"centre no number":       put(pitch+16, nan...),
		"side 0":                 put(level, 0, 0),
		"side of 65535":          put(level, 255, 255),
		"pitch of a level":       put(level+2, nan...),
		"bits beyond the mask":   put(level+10+7, 0x80),
		"one point more":         put(level+10, 0xff),
		"rings 0":                put(len(body)-32-3, 0),
		"harmonics 7":            put(len(body)-32-2, 7),
		"harmonics over the top": put(len(body)-32-1, 63),
		"one byte less":          sealed(body[:len(body)-1]),
		"one byte more":          sealed(append(bytes.Clone(body), 1)),
	} {
		if _, err := feature.Decode(data); !errors.Is(err, feature.ErrCorrupt) {
			t.Errorf("%s: %v is not ErrCorrupt", name, err)
		}
	}
}

// The offsets are as above: a profile's points stand where the first side does.
func TestAProfileThatCannotBeIsRefusedUnderAGoodChecksum(t *testing.T) {
	const shape, points = 13, 8 + 2 + 4 + 2 + 17 + 32 + 4*8
	good := encoded(t, striated())
	body := good[:len(good)-4]
	put := func(at int, v ...byte) []byte {
		b := bytes.Clone(body)
		copy(b[at:], v)
		return sealed(b)
	}
	float := func(v float64) []byte { return binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)) }
	for name, data := range map[string][]byte{
		"shape unknown":      put(shape, 2),
		"shape of a surface": put(shape, 0),
		"no points":          put(points, 0, 0),
		"65535 points":       put(points, 255, 255),
		"pitch no number":    put(points+2, float(math.NaN())...),
		"direction beyond":   put(points+10, float(180)...),
		"direction before":   put(points+10, float(-1)...),
		"bits beyond":        put(points+18+15, 0x80),
	} {
		if _, err := feature.Decode(data); !errors.Is(err, feature.ErrCorrupt) {
			t.Errorf("%s: %v is not ErrCorrupt", name, err)
		}
	}
}

func TestANewerVersionIsNamed(t *testing.T) {
	body := encoded(t, small())
	body = body[:len(body)-4]
	binary.LittleEndian.PutUint16(body[8:], 7)
	_, err := feature.Decode(sealed(body))
	if err == nil || errors.Is(err, feature.ErrCorrupt) {
		t.Fatalf("got %v, want an error that is not about damage", err)
	}
	for _, part := range []string{"version 7", "reads version 2", "newer"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q does not say %q", err, part)
		}
	}
}

func TestWhatCannotBeStoredIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*feature.Template){
		"kind":       func(t *feature.Template) { t.Kind = 0 },
		"modality":   func(t *feature.Template) { t.Modality = 3 },
		"pitch":      func(t *feature.Template) { t.PitchUm[1] = 0 },
		"centre":     func(t *feature.Template) { t.CentreUm[0] = math.Inf(1) },
		"side 0":     func(t *feature.Template) { t.Levels[1].Side = 0 },
		"level 2":    func(t *feature.Template) { t.Levels[2].Values = t.Levels[2].Values[1:] },
		"level 1":    func(t *feature.Template) { t.Levels[1].PitchUm = 1e-6 },
		"1001 um":    func(t *feature.Template) { t.Levels[1].PitchUm = 1001 },
		"a centre":   func(t *feature.Template) { t.CentreUm[1] = -2e6 },
		"level 0":    func(t *feature.Template) { t.Levels[0].PitchUm = -1 },
		"mask bits":  func(t *feature.Template) { t.Levels[0].Mask = feature.NewBits(24) },
		"harmonics":  func(t *feature.Template) { t.Layout.First = 60 },
		"signature":  func(t *feature.Template) { t.Signature = t.Signature[2:] },
		"255 bytes":  func(t *feature.Template) { t.Engine = strings.Repeat("x", 256) },
		"at most":    func(t *feature.Template) { t.Params = strings.Repeat("x", 256) },
		"not within": func(t *feature.Template) { t.Levels[0].Side = kernel.MaxSide + 1 },

		"has a profile":    func(t *feature.Template) { t.Profile = striated().Profile },
		"profile of 0":     func(t *feature.Template) { *t = *striated(); t.Profile = &feature.Profile{PitchUm: 3} },
		"0.5 um":           func(t *feature.Template) { *t = *striated(); t.Profile.PitchUm = 0.5 },
		"at 180 degrees":   func(t *feature.Template) { *t = *striated(); t.Profile.DirectionDeg = 180 },
		"with 3 mask bits": func(t *feature.Template) { *t = *striated(); t.Profile.Mask = feature.NewBits(3) },
	} {
		bad := small()
		spoil(bad)
		if _, err := feature.Encode(bad); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

var write = flag.Bool("write", false, "write the template file of the present version into testdata")

// Every version's files stay in testdata and stay readable. version-1.tmpl is
// small(), written by the first release of the format; write the next version's
// beside it with -write when the format changes, and never rewrite an old one.
func TestOldFilesStayReadable(t *testing.T) {
	want := map[string]*feature.Template{
		"testdata/version-1.tmpl":         small(),
		"testdata/version-2.tmpl":         small(),
		"testdata/version-2-profile.tmpl": striated(),
	}
	if *write {
		for _, name := range []string{"testdata/version-2.tmpl", "testdata/version-2-profile.tmpl"} {
			if err := os.WriteFile(name, encoded(t, want[name]), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	files, err := filepath.Glob("testdata/version-*.tmpl")
	if err != nil || len(files) != len(want) {
		t.Fatalf("%d files of versions, want %d (%v)", len(files), len(want), err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := feature.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want[name]) {
			t.Errorf("%s holds another template than was written", name)
		}
		if now := strings.HasPrefix(name, "testdata/version-2"); bytes.Equal(encoded(t, got), data) != now {
			t.Errorf("%s, stored again: the same bytes is %t", name, !now)
		}
	}
}

func FuzzDecode(f *testing.F) {
	good := encoded(f, small())
	f.Add(good)
	f.Add(encoded(f, striated()))
	f.Add(good[:len(good)/2])
	f.Add(sealed(good[:60]))
	f.Add([]byte("CTJOTMPL\x01\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		// Most of what a fuzzer makes fails at the checksum: what lies behind is
		// tried under a good one, too.
		for _, try := range [][]byte{bytes.Clone(data), sealed(data)} {
			tmpl, err := feature.Decode(try)
			if err != nil {
				if tmpl != nil {
					t.Fatal("a template beside an error")
				}
				continue
			}
			again, err := feature.Encode(tmpl)
			if err != nil {
				t.Fatal(err)
			}
			// Version 1 had a byte without meaning, and is stored as the present one.
			if try[8] == 1 {
				try[8], try[13] = 2, 0
			}
			if !bytes.Equal(again[:len(again)-4], try[:len(try)-4]) {
				t.Fatal("stored again, the bytes are others")
			}
		}
	})
}
