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
	// What follows is made at the first use: of a large gallery only the probe and
	// the best candidates need it, and of these not all of it.
	extent func() extent
	near   func() (*views, error) // about the centres that a hole needs
	far    func() (*views, error) // about all centres
	// scan is made at the first search with this mark.
	scanOnce sync.Once
	scan     *kernel.Scan
	scanErr  error
}

// extent is where a mark was measured, about its centre, and its texture.
type extent struct {
	cover signature.Cover
	area  float64 // of the cover
	texture
}

// views are a mark's signature and cover about each of the shifted centres, of
// which the first is no shift.
type views struct {
	probe   *kernel.Probe
	shifted [][]int8
	centres []signature.Centre
	covers  []signature.Cover
}

// NewProfileSubject lays out the template of a striated mark. It serves Profiles
// and searches, and no Worker.
func NewProfileSubject(t *feature.Template, p signature.ProfileParams) *Subject {
	s := &Subject{Template: t, profile: p}
	s.near = sync.OnceValues(s.lookAtProfile)
	s.far = s.near
	return s
}

// NewSubject lays out a template. The signature's numbers must be those that the
// template was made with.
func NewSubject(t *feature.Template, p signature.Params) *Subject {
	s := &Subject{Template: t, params: p}
	for i := range t.Levels {
		s.planes[i] = t.Levels[i].Plane()
	}
	return s.laid(&meeting{})
}

// laid completes a subject that has its planes. scratch is what its extent is
// measured with, and not kept after that.
func (s *Subject) laid(scratch *meeting) *Subject {
	for i := range s.Template.Levels {
		s.area[i] = int64(s.Template.Levels[i].Mask.Count())
	}
	s.extent = sync.OnceValue(func() extent { return s.measureExtent(scratch) })
	s.near = sync.OnceValues(func() (*views, error) { return s.look(s.params.HoleCentres()) })
	s.far = sync.OnceValues(func() (*views, error) { return s.look(s.params.Centres()) })
	return s
}

func (s *Subject) measureExtent(m *meeting) extent {
	l := &s.Template.Levels[feature.Middle]
	e := extent{cover: signature.CoverOf(l, s.params, signature.Centre{}), texture: newTexture(s.planes[feature.Middle], l, m)}
	e.area = e.cover.Area()
	return e
}

// views returns those that the search for a pose needs: hole says whether the other
// mark is centred on its hole as well.
func (s *Subject) views(hole bool) (*views, error) {
	if hole && s.fromHole() {
		return s.near()
	}
	return s.far()
}

func (s *Subject) fromHole() bool { return s.Template.CentreFrom == feature.CentreHole }

// look makes the views about the given centres.
func (s *Subject) look(centres []signature.Centre) (*views, error) {
	if s.Template.Layout != s.params.Layout {
		return nil, &mismatch{"the template's signature is not laid out as this engine's", "extract it again with this engine"}
	}
	l := &s.Template.Levels[feature.Middle]
	maker, err := signature.NewMaker(l, s.params)
	if err != nil {
		return nil, err
	}
	v := &views{centres: centres}
	for _, c := range centres {
		v.shifted = append(v.shifted, maker.At(c))
		v.covers = append(v.covers, signature.CoverOf(l, s.params, c))
	}
	v.probe, err = kernel.NewProbe(s.params.Layout, v.shifted)
	return v, err
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
	if s.Template.Profile == nil {
		s.extent()
	}
	_, err := s.views(true)
	return err
}

// Scan returns the mark's signatures about its shifted centres, laid out for going
// through stored signatures. It takes them for centred as the mark itself is: a few
// centres serve a hole, and more would let strangers agree better by chance.
func (s *Subject) Scan() (*kernel.Scan, error) {
	v, err := s.views(true)
	if err != nil {
		return nil, err
	}
	s.scanOnce.Do(func() {
		s.scan, s.scanErr = kernel.NewScan(s.Template.Layout, v.shifted)
	})
	return s.scan, s.scanErr
}

// Sieve returns the same signatures laid out for a short look at very many.
func (s *Subject) Sieve() (*kernel.Sieve, error) {
	v, err := s.views(true)
	if err != nil {
		return nil, err
	}
	return kernel.NewSieve(s.Template.Layout, v.shifted)
}
