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
)

// Params are the numbers of every stage. One set serves all data; results name
// the set that made them.
type Params struct {
	Prepare prepare.Params `json:"prepare"`
	Extract extract.Params `json:"extract"`
	Compare compare.Params `json:"compare"`
	Rank    rank.Params    `json:"rank"`
}

// DefaultParams returns the one set that serves all data.
func DefaultParams() Params {
	return Params{
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
		{"prepare", p.Prepare.Validate()}, {"extract", p.Extract.Validate()},
		{"compare", p.Compare.Validate()}, {"rank", p.Rank.Validate()},
	} {
		if s.err != nil {
			return fmt.Errorf("parameters: %s.%w", s.name, s.err)
		}
	}
	return nil
}

// fingerprint names what a template depends on: templates with the same one are
// comparable.
func (p Params) fingerprint() (string, error) {
	text, err := json.Marshal([]any{p.Prepare, p.Extract})
	if err != nil {
		return "", fmt.Errorf("parameters: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8]), nil
}
