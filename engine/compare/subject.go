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
	// scan is made at the first search with this mark.
	scanOnce sync.Once
	scan     *kernel.Scan
	scanErr  error
}

// views are a mark's signature and cover about each of the shifted centres, of
// which the first is no shift, and its texture.
type views struct {
	probe   *kernel.Probe
	shifted [][]int8
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
		for _, c := range v.centres {
			v.shifted = append(v.shifted, maker.At(c))
			v.covers = append(v.covers, maker.CoverAt(c))
		}
		v.area = v.covers[0].Area()
		v.probe, s.err = kernel.NewProbe(s.params.Layout, v.shifted)
		s.views = v
	})
	return s.views, s.err
}

// lookAtProfile makes the views of a striated mark, which hold its probe only.
func (s *Subject) lookAtProfile() (*views, error) {
	if s.Template.Layout != s.profile.Layout {
		return nil, &mismatch{"the template's signature is not laid out as this engine's", "extract it again with this engine"}
	}
	shifted := signature.ViewsOfProfile(s.Template.Profile, s.profile)
	probe, err := kernel.NewProbe(s.profile.Layout, shifted)
	return &views{probe: probe, shifted: shifted}, err
}

// Ready makes what is otherwise made when it is first needed.
func (s *Subject) Ready() error {
	_, err := s.look()
	return err
}

// Scan returns the mark's signatures about all shifted centres, laid out for going
// through stored signatures.
func (s *Subject) Scan() (*kernel.Scan, error) {
	v, err := s.look()
	if err != nil {
		return nil, err
	}
	s.scanOnce.Do(func() {
		s.scan, s.scanErr = kernel.NewScan(s.Template.Layout, s.Template.Layout.Harmonics, v.shifted)
	})
	return s.scan, s.scanErr
}

// Sieve is a Scan of the lowest harmonics only about every other centre: low
// harmonics change little from one centre to the next. A striated mark has none,
// since the rings of its signature are not of one place and many frequencies but
// the other way round.
func (s *Subject) Sieve(harmonics int) (*kernel.Scan, error) {
	v, err := s.look()
	if err != nil || s.Template.Profile != nil {
		return nil, err
	}
	l := s.Template.Layout
	var few [][]int8
	for i, c := range v.centres {
		if s.params.EveryOther(c) {
			few = append(few, v.shifted[i])
		}
	}
	return kernel.NewScan(l, min(harmonics, l.Harmonics), few)
}
