package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"cotejo/engine/compare"
	"cotejo/engine/extract"
	"cotejo/engine/prepare"
	"cotejo/engine/rank"
	"cotejo/engine/segment"
)

// Params are the numbers of every stage. One set serves all data; results name
// the set that made them. Prepare, Extract and Compare are those of the breech
// face; other kinds of mark have their own.
type Params struct {
	Segment segment.Params `json:"segment"`
	Prepare prepare.Params `json:"prepare"`
	Extract extract.Params `json:"extract"`
	Compare compare.Params `json:"compare"`
	Rank    rank.Params    `json:"rank"`

	// ImageMarginUm is taken off the edges of the breech face on a photograph of a whole
	// case head, in micrometres.
	ImageMarginUm float64 `json:"image_margin_um"`
	// MinConfidence is the least confidence with which a mark other than the breech
	// face must be found for a template of it.
	MinConfidence float64 `json:"min_confidence"`

	FiringPin SurfaceParams      `json:"firing_pin"`
	Shear     ShearParams        `json:"aperture_shear"`
	Ejector   SurfaceParams      `json:"ejector"`
	Fuse      compare.FuseParams `json:"fuse"`
}

// DefaultParams returns the one set that serves all data.
func DefaultParams() Params {
	return Params{
		Segment: segment.DefaultParams(),
		Prepare: prepare.DefaultParams(),
		Extract: extract.DefaultParams(),
		Compare: compare.DefaultParams(),
		Rank:    rank.DefaultParams(),

		ImageMarginUm: 100,
		MinConfidence: 0.3,

		FiringPin: dentParams(),
		Shear:     shearParams(),
		Ejector:   ejectorParams(),
		Fuse:      compare.DefaultFuseParams(),
	}
}

// Validate reports the first value that cannot work, by its name in JSON.
func (p Params) Validate() error {
	for _, s := range []struct {
		name string
		err  error
	}{
		{"segment", p.Segment.Validate()}, {"prepare", p.Prepare.Validate()}, {"extract", p.Extract.Validate()},
		{"compare", p.Compare.Validate()}, {"rank", p.Rank.Validate()},
		{"firing_pin", p.FiringPin.validate()}, {"aperture_shear", p.Shear.validate()}, {"ejector", p.Ejector.validate()},
		{"fuse", p.Fuse.Validate()},
	} {
		if s.err != nil {
			return fmt.Errorf("parameters: %s.%w", s.name, s.err)
		}
	}
	if !(p.MinConfidence >= 0 && p.MinConfidence <= 1) {
		return fmt.Errorf("parameters: min_confidence %g: must be within 0 to 1", p.MinConfidence)
	}
	if !(p.ImageMarginUm >= 0 && p.ImageMarginUm <= 500) {
		return fmt.Errorf("parameters: image_margin_um %g: must be within 0 to 500", p.ImageMarginUm)
	}
	return nil
}

// fingerprints name what a template depends on, so that templates with the same
// one are comparable, and all parameters.
type fingerprints struct{ template, all string }

func (p Params) fingerprints() (out fingerprints, err error) {
	if out.template, err = fingerprint([]any{
		p.Segment, p.Prepare, p.Extract, p.ImageMarginUm, p.MinConfidence,
		p.FiringPin.Prepare, p.FiringPin.Extract, p.Shear.Prepare, p.Shear.Extract, p.Ejector.Prepare, p.Ejector.Extract,
	}); err == nil {
		out.all, err = fingerprint(p)
	}
	return out, err
}

func fingerprint(numbers any) (string, error) {
	text, err := json.Marshal(numbers)
	if err != nil {
		return "", fmt.Errorf("parameters: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8]), nil
}
