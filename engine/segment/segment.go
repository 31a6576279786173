package segment

import (
	"fmt"

	"cotejo/engine/mark"
)

// Surface finds the marks of a topography. The error is a *Refusal when it is of
// no use; the result then still holds what was found.
func Surface(s *mark.Surface, o Options, p Params) (*Found, error) {
	if err := s.Check(); err != nil {
		return nil, fmt.Errorf("segment: %w", err)
	}
	return findOnSurface(s, o, p)
}

// Image finds the marks of a reflectance image, under whatever light it was taken.
// The error is as for Surface.
func Image(m *mark.Image, o Options, p Params) (*Found, error) {
	if err := m.Check(); err != nil {
		return nil, fmt.Errorf("segment: %w", err)
	}
	return findOnImage(m, o, p)
}
