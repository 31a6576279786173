package prepare_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"cotejo/engine/mark"
	"cotejo/engine/prepare"
)

// What cannot be compared is refused with a cause and a remedy.
func TestUnusableScansSayWhyAndWhatToDo(t *testing.T) {
	all, none := func(x, y float64) bool { return true }, func(x, y float64) bool { return false }
	surface := func(side, pitch float64, inside func(x, y float64) bool) func() error {
		return func() error {
			_, err := prepare.Surface(measured(side, pitch, inside, newWaves(1).at), nil, prepare.DefaultParams())
			return err
		}
	}
	for name, c := range map[string]struct {
		try          func() error
		what, remedy string
	}{
		"coarse":  {surface(3000, 30, all), "the pitch of 30 um is too coarse", "scan with 25 um or finer"},
		"small":   {surface(500, 10, all), "only 0.25 mm² of the scan are measured", "scan a larger part"},
		"nothing": {surface(3000, 10, none), "only 0 mm² of the scan are measured", "check its mask and its pitch"},
		"thin": {surface(4000, 5, func(x, y float64) bool { return math.Mod(x+2000, 20) < 5 }),
			"only 0.00 mm² of the mark are measured", "scan a larger part of the mark"},
		"no pitch": {func() error {
			_, err := prepare.Image(&mark.Image{Width: 1, Height: 1, Pix: []uint16{1}}, nil, nil, prepare.DefaultParams())
			return err
		}, "the image does not say how large a pixel is", "--pitch-um"},
		"flat": {func() error {
			p := prepared(t, measured(2000, 12.5, all, func(x, y float64) float64 { return 3 }), nil)
			return prepare.Normalise(p.Relief, 2.5)
		}, "no structure", "scan the mark again"},
	} {
		err := c.try()
		var u *prepare.Unusable
		if !errors.As(err, &u) {
			t.Errorf("%s: got %v, want an *Unusable", name, err)
			continue
		}
		if !strings.Contains(u.What, c.what) || !strings.Contains(u.Remedy, c.remedy) || u.Error() != u.What+": "+u.Remedy {
			t.Errorf("%s: cause %q and remedy %q, want %q and %q", name, u.What, u.Remedy, c.what, c.remedy)
		}
	}
}

func TestBrokenInputIsAnError(t *testing.T) {
	p := prepare.DefaultParams()
	for name, try := range map[string]func() error{
		"surface of 3 x 3 points has 1 heights": func() error {
			_, err := prepare.Surface(&mark.Surface{Width: 3, Height: 3, PitchX: 1e-6, PitchY: 1e-6, Z: []float64{1}}, nil, p)
			return err
		},
		"both must be positive and finite": func() error {
			_, err := prepare.Surface(mark.NewSurface(3, 3, math.NaN(), 1e-6), nil, p)
			return err
		},
		"image of 2 x 1 pixels has 0 samples": func() error {
			_, err := prepare.Image(&mark.Image{Width: 2, Height: 1}, nil, nil, p)
			return err
		},
		"region of 2 x 2 points for a scan of 3 x 3": func() error {
			_, err := prepare.Surface(mark.NewSurface(3, 3, 1e-6, 1e-6), mark.NewMask(2, 2), p)
			return err
		},
	} {
		if err := try(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want %s", err, name)
		}
	}
}

func TestParamsNameWhatIsWrong(t *testing.T) {
	if err := prepare.DefaultParams().Validate(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*prepare.Params){
		"base_pitch_um 1":    func(p *prepare.Params) { p.BasePitchUm = 1 },
		"base_pitch_um NaN":  func(p *prepare.Params) { p.BasePitchUm = math.NaN() },
		"max_pitch_um":       func(p *prepare.Params) { p.MaxPitchUm = 12 },
		"outlier_deviations": func(p *prepare.Params) { p.OutlierDeviations = 0 },
		"min_cover 0":        func(p *prepare.Params) { p.MinCover = 0 },
		"min_cover 1.5":      func(p *prepare.Params) { p.MinCover = 1.5 },
		"max_radius_um 499":  func(p *prepare.Params) { p.MaxRadiusUm = 499 },
		"max_radius_um 6001": func(p *prepare.Params) { p.MaxRadiusUm = 6001 },
		"min_area_mm2":       func(p *prepare.Params) { p.MinAreaMm2 = -1 },
		"centre.cell_um":     func(p *prepare.Params) { p.Centre.CellUm = 101 },
		"centre.tolerance":   func(p *prepare.Params) { p.Centre.ToleranceUm = 0 },
		"centre.min_arc":     func(p *prepare.Params) { p.Centre.MinArc = 1.01 },
		"centre.trials":      func(p *prepare.Params) { p.Centre.Trials = 0 },
	} {
		p := prepare.DefaultParams()
		spoil(&p)
		if err := p.Validate(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
