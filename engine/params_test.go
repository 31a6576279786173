package engine_test

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"cotejo/engine"
	"cotejo/engine/mark"
	"cotejo/engine/prepare"
	"cotejo/engine/scan"
	"cotejo/engine/trace"
)

func TestParamsSurviveJSON(t *testing.T) {
	want := engine.DefaultParams()
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got engine.Params
	if err := json.Unmarshal(text, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v came back as %+v (%v)", want, got, err)
	}
	// Every number has a name of its own that a person can look up.
	for _, name := range []string{"prepare", "extract", "compare", "rank", "base_pitch_um", "levels", "signature", "score", "fine"} {
		if !strings.Contains(string(text), `"`+name+`"`) {
			t.Errorf("no %q in %s", name, text)
		}
	}
}

func TestAnEngineRefusesParamsByTheirName(t *testing.T) {
	for name, spoil := range map[string]func(*engine.Params){
		"parameters: prepare.base_pitch_um": func(p *engine.Params) { p.Prepare.BasePitchUm = 0 },
		"parameters: extract.clip":          func(p *engine.Params) { p.Extract.Clip = 4 },
		"parameters: compare.min_overlap":   func(p *engine.Params) { p.Compare.MinOverlap = 2 },
		"parameters: rank.fine":             func(p *engine.Params) { p.Rank.Fine = 0 },
	} {
		p := engine.DefaultParams()
		spoil(&p)
		if _, err := engine.New(p, 1); err == nil || !strings.HasPrefix(err.Error(), name) {
			t.Errorf("got %v, want %s", err, name)
		}
	}
	if got := newEngine(t, engine.DefaultParams(), 0).Params(); !reflect.DeepEqual(got, engine.DefaultParams()) {
		t.Errorf("the engine says %+v", got)
	}
}

// What shapes a template names it; what only compares does not. Templates of two
// shapes are not held against each other.
func TestTemplatesOfOtherParamsAreRefused(t *testing.T) {
	base := newEngine(t, engine.DefaultParams(), 1)
	first := base.Subject(enrol(t, base, noise(1, 0)))
	for name, c := range map[string]struct {
		change func(*engine.Params)
		same   bool
	}{
		"nothing":        {func(*engine.Params) {}, true},
		"score":          {func(p *engine.Params) { p.Compare.Score.Slope = 3 }, true},
		"rank":           {func(p *engine.Params) { p.Rank.Fine = 3 }, true},
		"base pitch":     {func(p *engine.Params) { p.Prepare.BasePitchUm = 15 }, false},
		"centre":         {func(p *engine.Params) { p.Prepare.Centre.Trials = 401 }, false},
		"band":           {func(p *engine.Params) { p.Extract.Levels[1].Band.FineUm = 21 }, false},
		"signature":      {func(p *engine.Params) { p.Extract.Signature.Layout.Rings = 8 }, false},
		"shifts":         {func(p *engine.Params) { p.Extract.Signature.Shifts = 2 }, false},
		"minimum of all": {func(p *engine.Params) { p.Extract.MinCover = 0.6 }, false},
	} {
		p := engine.DefaultParams()
		c.change(&p)
		e := newEngine(t, p, 1)
		second := e.Subject(enrol(t, e, noise(1, 1)))
		if same := first.Template.Params == second.Template.Params; same != c.same {
			t.Errorf("%s: the fingerprints %s and %s", name, first.Template.Params, second.Template.Params)
		}
		if _, err := e.Compare(t.Context(), first, second, nil); (err == nil) != c.same {
			t.Errorf("%s: comparison: %v", name, err)
		}
	}
}

func TestEnrolRefusesWhatIsNoMark(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 1)
	good := noise(1, 0)
	flat := mark.NewSurface(200, 200, 12.5e-6, 12.5e-6)
	missing := flat.Clone()
	for i := range missing.Z {
		missing.Z[i] = math.NaN()
	}
	coarse := good.Surface.Clone()
	coarse.PitchX = 50e-6
	for name, c := range map[string]struct {
		scan     *scan.Scan
		says     string
		unusable bool
	}{
		"flat":      {drawn(flat), "no structure", true},
		"missing":   {drawn(missing), "mm² of the scan are measured", true},
		"coarse":    {drawn(coarse), "too coarse", true},
		"empty":     {&scan.Scan{SHA256: good.SHA256}, "neither a surface nor an image", false},
		"no hash":   {&scan.Scan{Surface: good.Surface}, "is no SHA-256", false},
		"half hash": {&scan.Scan{Surface: good.Surface, SHA256: "abcd"}, "is no SHA-256", false},
	} {
		got, err := e.Enrol(t.Context(), c.scan, nil)
		var u *prepare.Unusable
		if err == nil || got != nil || !strings.Contains(err.Error(), c.says) || errors.As(err, &u) != c.unusable {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// drawn is a scan whose file says that all of it belongs to the mark.
func drawn(s *mark.Surface) *scan.Scan {
	out := scanOf(s)
	out.Region = mark.NewMask(s.Width, s.Height)
	for i := range out.Region.In {
		out.Region.In[i] = true
	}
	return out
}

type names map[string]int

func (n names) Enabled() bool                     { return true }
func (n names) Put(name string, _ trace.Artefact) { n[name]++ }

// What an enrolment shows, once each; showing it changes nothing.
func TestEnrolShowsItsStages(t *testing.T) {
	e := newEngine(t, engine.DefaultParams(), 1)
	shown := names{}
	got, err := e.Enrol(t.Context(), noise(1, 0), shown)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"centre", "levelled", "level_fine", "level_middle", "level_coarse"} {
		if shown[name] != 1 {
			t.Errorf("%q was shown %d times", name, shown[name])
		}
	}
	if !reflect.DeepEqual(got, enrol(t, e, noise(1, 0))) {
		t.Error("the template is another when its stages are shown")
	}
	if got.Engine != engine.Version || got.Params == "" || got.PitchUm != [2]float64{12.5, 12.5} {
		t.Errorf("engine %q, params %q, pitch %v", got.Engine, got.Params, got.PitchUm)
	}
}
