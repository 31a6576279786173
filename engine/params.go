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
// the set that made them.
type Params struct {
	Segment segment.Params `json:"segment"`
	Prepare prepare.Params `json:"prepare"`
	Extract extract.Params `json:"extract"`
	Compare compare.Params `json:"compare"`
	Rank    rank.Params    `json:"rank"`
}

// DefaultParams returns the one set that serves all data.
func DefaultParams() Params {
	return Params{
		Segment: segment.DefaultParams(),
		Prepare: prepare.DefaultParams(),
		Extract: extract.DefaultParams(),
		Compare: compare.DefaultParams(),
		Rank:    rank.DefaultParams(),
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
	} {
		if s.err != nil {
			return fmt.Errorf("parameters: %s.%w", s.name, s.err)
		}
	}
	return nil
}

// fingerprints name what a template depends on, so that templates with the same
// one are comparable, and all parameters.
type fingerprints struct{ template, all string }

func (p Params) fingerprints() (out fingerprints, err error) {
	if out.template, err = fingerprint([]any{p.Segment, p.Prepare, p.Extract}); err == nil {
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
