package match_test

import (
	"bytes"
	"errors"
	"image/png"
	"math"
	"os"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/match"
	"cotejo/engine/feature"
	"cotejo/engine/scan"
)

// depicted is a mark of an original with where it was found, as the service has it.
func (l *lab) depicted(data []byte) casework.Depicted {
	l.t.Helper()
	a := l.file(data)
	found, err := l.matcher.Extract(l.t.Context(), casework.Original{Acquisition: a}, false)
	if err != nil {
		l.t.Fatal(err)
	}
	return casework.Depicted{Mark: &found.Marks[0], Acquisition: a, Outline: &found.Found.Marks[0].Outline, Whole: found.Found.Extent == "whole"}
}

func (l *lab) surface(d casework.Depicted, side int) *match.Surface {
	l.t.Helper()
	data, err := l.matcher.Surface(l.t.Context(), d, side)
	if err != nil {
		l.t.Fatal(err)
	}
	s, err := match.DecodeSurface(data)
	if err != nil {
		l.t.Fatal(err)
	}
	if !bytes.Equal(s.Encode(), data) {
		l.t.Error("what is read is not what was written")
	}
	return s
}

// What is sent lies where its head says, and is the original's heights but for form.
func TestSurfaceIsTheOriginal(t *testing.T) {
	l := newLab(t, match.Config{})
	data := noise(t, 1, 0)
	d := l.depicted(data)
	s := l.surface(d, 560)
	original, err := scan.Read(bytes.NewReader(data), scan.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	o := original.Surface
	if s.Modality != feature.Topography || s.PitchXUm != 12.5 || s.PitchYUm != 12.5 || s.Width > o.Width+16 {
		t.Fatalf("%d x %d of %g um", s.Width, s.Height, s.PitchXUm)
	}
	var sum, squares, measured float64
	for i, z := range s.Steps {
		if z == math.MinInt16 {
			continue
		}
		x := int(math.Floor((float64(s.CentreXUm)+(float64(i%s.Width)+0.5-float64(s.Width)/2)*12.5)/12.5 + float64(o.Width)/2))
		y := int(math.Floor((float64(s.CentreYUm)+(float64(i/s.Width)+0.5-float64(s.Height)/2)*12.5)/12.5 + float64(o.Height)/2))
		off := float64(z)*float64(s.Unit) - o.At(x, y)*1e6
		sum, squares, measured = sum+off, squares+off*off, measured+1
	}
	// White noise of 1.1 um has next to no form: what is taken off is a few hundredths.
	deviation := math.Sqrt(squares/measured - sum*sum/measured/measured)
	if measured < 0.9*float64(o.Valid()) || !(deviation < 0.1) {
		t.Errorf("%g of %d points, off by %g um", measured, o.Valid(), deviation)
	}
	small := l.surface(d, 64)
	if max(small.Width, small.Height) > 64 || small.PitchXUm < 40 {
		t.Errorf("64 points wanted: %d x %d of %g um", small.Width, small.Height, small.PitchXUm)
	}
}

func TestSurfaceOfAPicture(t *testing.T) {
	l := newLab(t, match.Config{})
	s := l.surface(l.depicted(picture(t, 12.5e-6)), 200)
	var sum, squares, n float64
	for _, z := range s.Steps {
		if z != math.MinInt16 {
			sum, squares, n = sum+float64(z), squares+float64(z)*float64(z), n+1
		}
	}
	if s.Modality != feature.Reflectance || s.Unit != 1 || math.Abs(sum/n) > 50 || math.Abs(math.Sqrt(squares/n)-6553) > 100 {
		t.Errorf("modality %d, unit %g, mean %g, deviation %g", s.Modality, s.Unit, sum/n, math.Sqrt(squares/n))
	}
}

// What a person drew is shown as it was drawn; a mark of which nothing is on record is
// found again.
func TestSurfaceKeepsToTheRegion(t *testing.T) {
	l := newLab(t, match.Config{})
	d := l.depicted(noise(t, 1, 0))
	whole := l.surface(d, 560)
	d.Outline, d.Mark = nil, l.renamed(d.Mark)
	if again := l.surface(d, 560); again.Width != whole.Width || again.CentreXUm != whole.CentreXUm {
		t.Errorf("found again: %d x %d, before %d x %d", again.Width, again.Height, whole.Width, whole.Height)
	}
	d.Outline, d.Drawn, d.Mark = &casework.Outline{Shapes: []casework.Shape{{Circle: &casework.Disc{X: 52, Y: 104, R: 60}}}}, true, l.renamed(d.Mark)
	drawn := l.surface(d, 560)
	if wide := float64(drawn.Width) * 12.5; wide > 1600 || drawn.CentreXUm > -500 {
		t.Errorf("drawn: %g um wide about %g", wide, drawn.CentreXUm)
	}
}

// renamed is a mark of which nothing was shown yet.
func (l *lab) renamed(k *casework.Mark) *casework.Mark {
	other := *k
	other.Template = k.Template[1:] + k.Template[:1]
	return &other
}

func TestWhatCannotBeShown(t *testing.T) {
	l := newLab(t, match.Config{})
	d := l.depicted(noise(t, 1, 0))
	before := l.surface(d, 300)
	if err := os.Remove(l.blobFile(d.Acquisition.SHA256)); err != nil {
		t.Fatal(err)
	}
	if after := l.surface(d, 300); !bytes.Equal(after.Encode(), before.Encode()) { // kept
		t.Error("shown again, it is another")
	}
	_, err := l.matcher.Surface(t.Context(), d, 301)
	keyed(t, err, "match.original_unreadable")
	if casework.CodeOf(err) != casework.CodeInternal {
		t.Errorf("code %s", casework.CodeOf(err))
	}
	text := l.file([]byte("no scan at all"))
	_, err = l.matcher.AcquisitionPicture(t.Context(), text, 300)
	keyed(t, err, "match.not_shown")
	if casework.CodeOf(err) != casework.CodeConflict {
		t.Errorf("code %s", casework.CodeOf(err))
	}
	if _, err := l.matcher.Thumbnail(t.Context(), text.SHA256, 96); !errors.Is(err, casework.ErrCorrupt) {
		t.Errorf("a picture that is none: %v", err)
	}
}

func TestPicturesAndWhatTheyShow(t *testing.T) {
	l := newLab(t, match.Config{})
	data := noise(t, 1, 0)
	k := l.enter(data)
	kept, err := l.matcher.Thumbnail(t.Context(), k.Picture, 0)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := png.Decode(bytes.NewReader(kept))
	if err != nil {
		t.Fatal(err)
	}
	for _, side := range []int{16, 96, 1024} {
		small, err := l.matcher.Thumbnail(t.Context(), k.Picture, side)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(small))
		if err != nil || img.Bounds().Dx() != side {
			t.Errorf("%d: %v, %v", side, img.Bounds(), err)
		}
	}
	lostPicture := *k
	lostPicture.Picture = k.Template[:63] + "x"
	old := *k // what another engine made is measured by its template
	old.Params = "older"
	frames, err := l.matcher.Frames(t.Context(), []*casework.Mark{k, nil, &lostPicture, &old})
	if err != nil || len(frames) != 4 || frames[0] == nil || frames[1] != nil || frames[2] != nil || frames[3] == nil || *frames[3] != *frames[0] {
		t.Fatalf("%v, %v", frames, err)
	}
	want := casework.Frame{WidthUm: 12.5 * float64(whole.Bounds().Dx()), HeightUm: 12.5 * float64(whole.Bounds().Dy()), CentreXUm: k.CentreXUm, CentreYUm: k.CentreYUm}
	if *frames[0] != want {
		t.Errorf("%+v, want %+v", *frames[0], want)
	}
	d, err := l.matcher.AcquisitionPicture(t.Context(), l.file(data), 104)
	if err != nil || d.Width != 208 || d.Height != 208 {
		t.Fatalf("%v, %v", d, err)
	}
	if img, err := png.Decode(bytes.NewReader(d.PNG)); err != nil || img.Bounds().Dx() != 104 {
		t.Errorf("%v, %v", img.Bounds(), err)
	}
}

// A reader takes what was written, and of anything else says that it is none.
func FuzzDecodeSurface(f *testing.F) {
	s := match.Surface{Modality: feature.Topography, Width: 3, Height: 2, PitchXUm: 6.25, PitchYUm: 6.25, CentreXUm: -10, Unit: 0.001, Steps: []int16{1, -2, math.MinInt16, 4, 5, math.MaxInt16}}
	good := s.Encode()
	f.Add(good)
	for _, cut := range []int{0, 3, 39, 40, len(good) - 1} {
		f.Add(good[:cut])
	}
	for _, at := range []int{0, 4, 6, 8, 15, 19, 35, 39} {
		bad := bytes.Clone(good)
		bad[at] ^= 0xff
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := match.DecodeSurface(data)
		if err != nil {
			return
		}
		if len(s.Steps) != s.Width*s.Height || !bytes.Equal(s.Encode(), data) {
			t.Errorf("%d x %d, read otherwise than written", s.Width, s.Height)
		}
	})
}

func BenchmarkSurface(b *testing.B) {
	l := newLab(b, match.Config{Workers: 1})
	d := l.depicted(noise(b, 1, 0))
	for b.Loop() {
		d.Mark = l.renamed(d.Mark)
		if _, err := l.matcher.Surface(b.Context(), d, 560); err != nil {
			b.Fatal(err)
		}
	}
}
