package compare

import (
	"sync"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/signature"
)

// Subject is a template laid out for comparison. It is rebuilt from the template
// whenever it is needed and never stored. It does not change after NewSubject
// and is safe for concurrent use.
type Subject struct {
	Template *feature.Template
	planes   [feature.Levels]*kernel.Plane
	area     [feature.Levels]int64 // valid points
	params   signature.Params
	profile  signature.ProfileParams // of a striated mark
	// probe is made at the first use: of a large gallery only the probe and the
	// best candidates need it.
	once  sync.Once
	views *views
	err   error
}

// views are a mark's signature and cover about each of the shifted centres, of
// which the first is no shift, and its texture.
type views struct {
	probe   *kernel.Probe
	centres []signature.Centre
	covers  []signature.Cover
	area    float64 // of the first cover
	texture
}

// NewProfileSubject lays out the template of a striated mark. It serves Profiles
// and searches, and no Worker.
func NewProfileSubject(t *feature.Template, p signature.ProfileParams) *Subject {
	return &Subject{Template: t, profile: p}
}

// NewSubject lays out a template. The signature's numbers must be those that the
// template was made with.
func NewSubject(t *feature.Template, p signature.Params) *Subject {
	s := &Subject{Template: t, params: p}
	for i := range t.Levels {
		s.planes[i] = t.Levels[i].Plane()
		s.area[i] = int64(t.Levels[i].Mask.Count())
	}
	return s
}

// look returns the views, which are made at the first call.
func (s *Subject) look() (*views, error) {
	s.once.Do(func() {
		if s.Template.Profile != nil {
			s.views, s.err = s.lookAtProfile()
			return
		}
		maker, err := signature.NewMaker(&s.Template.Levels[feature.Middle], s.params)
		if err != nil {
			s.err = err
			return
		}
		v := &views{centres: s.params.Centres(), texture: newTexture(s.planes[feature.Middle], s.Template.Levels[feature.Middle].PitchUm)}
		if s.Template.Layout != s.params.Layout {
			s.err = &mismatch{"the template's signature is not laid out as this engine's", "extract it again with this engine"}
			return
		}
		var shifted [][]int8
		for _, c := range v.centres {
			shifted = append(shifted, maker.At(c))
			v.covers = append(v.covers, maker.CoverAt(c))
		}
		v.area = v.covers[0].Area()
		v.probe, s.err = kernel.NewProbe(s.params.Layout, shifted)
		s.views = v
	})
	return s.views, s.err
}

// lookAtProfile makes the views of a striated mark, which hold its probe only.
func (s *Subject) lookAtProfile() (*views, error) {
	if s.Template.Layout != s.profile.Layout {
		return nil, &mismatch{"the template's signature is not laid out as this engine's", "extract it again with this engine"}
	}
	probe, err := kernel.NewProbe(s.profile.Layout, signature.ViewsOfProfile(s.Template.Profile, s.profile))
	return &views{probe: probe}, err
}

// Probe returns the mark's signatures about shifted centres, to be held against
// stored signatures.
func (s *Subject) Probe() (*kernel.Probe, error) {
	v, err := s.look()
	if err != nil {
		return nil, err
	}
	return v.probe, nil
}
