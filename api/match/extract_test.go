package match_test

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cotejo/api/casework"
	"cotejo/api/match"
	"cotejo/engine"
	"cotejo/engine/feature"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

func read(t *testing.T, l *lab, hash string) []byte {
	t.Helper()
	r, err := l.blobs.Open(t.Context(), hash)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestExtractKeepsTheMark(t *testing.T) {
	l := newLab(t, match.Config{})
	original := noise(t, 1, 0)
	a := l.file(original)
	got, err := l.matcher.Extract(t.Context(), casework.Original{Acquisition: a}, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Marks) != 1 || got.Format != "x3p" || got.Stated.Maker != "Maker" || got.Stated.MeasuredAt != "2024-03-05T10:11" {
		t.Fatalf("%+v", got)
	}
	// The template is the engine's.
	eng, err := engine.New(engine.DefaultParams(), 1)
	if err != nil {
		t.Fatal(err)
	}
	s, err := scan.Read(bytes.NewReader(original), scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	want, err := eng.Enrol(t.Context(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	k := got.Marks[0]
	stored, err := feature.Decode(read(t, l, k.Template))
	if err != nil || !reflect.DeepEqual(stored, want) || stored.ID() != a.SHA256 {
		t.Errorf("the stored template is another (%v)", err)
	}
	version, params, all := l.matcher.Engine()
	if version != engine.Version || params != want.Params || all == "" || all == params {
		t.Errorf("engine %s, %s, %s", version, params, all)
	}
	// A ring from 0.65 to 1.29 mm has 3.9 mm2, of which edges lose a little.
	if k.AreaMM2 < 3.6 || k.AreaMM2 > 4 {
		t.Errorf("area %g mm2", k.AreaMM2)
	}
	blank := casework.Mark{
		MarkKind: "breech_face", Modality: "topography", Engine: version, Params: params,
		Template: k.Template, Picture: k.Picture, PitchXUm: 12.5, PitchYUm: 12.5,
		CentreXUm: want.CentreUm[0], CentreYUm: want.CentreUm[1], CentreFrom: "hole", AreaMM2: k.AreaMM2,
	}
	if d := cmp.Diff(blank, k, cmp.AllowUnexported(casework.Mark{}, casework.Head{})); d != "" {
		t.Error(d)
	}
	img, err := png.Decode(bytes.NewReader(read(t, l, k.Picture)))
	if err != nil || img.Bounds().Dx() < 200 {
		t.Errorf("picture of %v, %v", img.Bounds(), err)
	}
	// Done twice it gives the same; as batch work, too.
	if again, err := l.matcher.Extract(t.Context(), casework.Original{Acquisition: a}, true); err != nil || !reflect.DeepEqual(again, got) {
		t.Errorf("extracted again: %+v, %v", again, err)
	}
}

// picture is a PNG of a lit ring; its file says no pitch when that is 0.
func picture(t *testing.T, pitch float64) []byte {
	t.Helper()
	img := fixtures.RenderRing(ring(1, 0), fixtures.Lighting{Seed: 1})
	img.PitchX, img.PitchY = pitch, pitch
	var b bytes.Buffer
	if err := fixtures.WritePNG(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestThePitchOfAnImage(t *testing.T) {
	l := newLab(t, match.Config{})
	extract := func(file, stated float64) (*casework.Extraction, error) {
		var data []byte
		if file == 0 {
			data = bare(t)
		} else {
			data = picture(t, file)
		}
		a := l.file(data)
		a.PitchUm = stated
		return l.matcher.Extract(t.Context(), casework.Original{Acquisition: a}, false)
	}
	for _, c := range []struct{ file, stated, want float64 }{
		{12.5e-6, 0, 12.5}, {0, 12.5, 12.5}, {12.5e-6, 3, 12.5}, // what the file says goes first
	} {
		got, err := extract(c.file, c.stated)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		if k := got.Marks[0]; k.Modality != "reflectance" || k.PitchXUm < 0.999*c.want || k.PitchXUm > 1.001*c.want || got.Format != "png" {
			t.Errorf("%+v: %+v", c, got)
		}
	}
	_, err := extract(0, 0)
	refused(t, err, "pitch")
	_, err = extract(0, 1e-9) // a pitch at which the mark is smaller than an atom
	refused(t, err, "neither a primer nor a mark")
}

// bare is the same picture without a pitch.
func bare(t *testing.T) []byte {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(picture(t, 12.5e-6)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// refused asserts that an error is a refusal with a reason that says something.
func refused(t *testing.T, err error, part string) {
	t.Helper()
	var r *casework.Refusal
	if !errors.As(err, &r) || !strings.Contains(r.Reason, part) || r.Code == "" {
		t.Errorf("got %v, want a refusal about %q", err, part)
	}
}

func TestWhatHoldsNoMarkIsRefused(t *testing.T) {
	l := newLab(t, match.Config{})
	x3p := func(s *mark.Surface) []byte {
		var b bytes.Buffer
		if err := scan.WriteX3P(&b, s, scan.X3POptions{}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	whole := noise(t, 1, 0)
	for part, data := range map[string][]byte{
		"the file is empty":           {},
		"none of the formats":         []byte("a letter to the laboratory"),
		"x3p":                         whole[:len(whole)/2],
		"the primer is only":          x3p(mark.NewSurface(10, 10, 1e-6, 1e-6)),
		"too coarse":                  x3p(mark.NewSurface(300, 300, 1e-4, 1e-4)),
		"neither a primer nor a mark": x3p(mark.NewSurface(300, 300, 12.5e-6, 12.5e-6)),
	} {
		_, err := l.matcher.Extract(t.Context(), casework.Original{Acquisition: l.file(data)}, true)
		refused(t, err, part)
	}
	if err := l.blobs.Each(t.Context(), func(string, int64) error { return nil }); err != nil {
		t.Fatal(err)
	}
}

func TestLimitsRefuse(t *testing.T) {
	limits := scan.DefaultLimits()
	limits.MaxPoints = 1000
	l := newLab(t, match.Config{Limits: limits})
	_, err := l.matcher.Extract(t.Context(), casework.Original{Acquisition: l.file(noise(t, 1, 0))}, false)
	refused(t, err, "limit is 1000 points")
	if _, err := match.Open(match.Config{Dir: t.TempDir(), Limits: scan.Limits{MaxBytes: 1}}, l.blobs, nil); err == nil {
		t.Error("limits that allow nothing were taken")
	}
}

// A store that fails is no reason to refuse an original for good.
func TestDamagedStorageIsNoRefusal(t *testing.T) {
	l := newLab(t, match.Config{LargeBytes: 1}) // every original counts as large
	a := l.file(noise(t, 1, 0))
	spoil(t, l.blobFile(a.SHA256), 5000)
	_, err := l.matcher.Extract(t.Context(), casework.Original{Acquisition: a}, false)
	var r *casework.Refusal
	if !errors.Is(err, casework.ErrCorrupt) || errors.As(err, &r) {
		t.Errorf("a damaged original: %v", err)
	}
	if err := os.Remove(l.blobFile(a.SHA256)); err != nil {
		t.Fatal(err)
	}
	if _, err := l.matcher.Extract(t.Context(), casework.Original{Acquisition: a}, false); err == nil || errors.As(err, &r) {
		t.Errorf("a missing original: %v", err)
	}
	a = l.file(noise(t, 1, 1))
	gone := errors.New("no connection")
	l.open(&faulty{l.blobs, a.SHA256, gone})
	if _, err := l.matcher.Extract(t.Context(), casework.Original{Acquisition: a}, false); !errors.Is(err, gone) || errors.As(err, &r) {
		t.Errorf("no connection: %v", err)
	}
	l.open(full{l.blobs})
	if _, err := l.matcher.Extract(t.Context(), casework.Original{Acquisition: a}, false); casework.CodeOf(err) != casework.CodeStorage {
		t.Errorf("a full disk: %v", err)
	}
	l.open(l.blobs)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.matcher.Extract(ctx, casework.Original{Acquisition: a}, false); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := l.matcher.Extract(t.Context(), casework.Original{Acquisition: a}, false); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// full is a store without space.
type full struct{ casework.Blobs }

func (full) Put(context.Context, io.Reader, int64) (string, int64, error) {
	return "", 0, casework.Fail(casework.CodeStorage, "blob.full")
}
