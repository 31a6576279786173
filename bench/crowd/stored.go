package crowd

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"

	"cotejo/engine"
	"cotejo/engine/feature"
)

//go:embed model.json
var stored []byte

// ErrStale says that the model that comes with the program was fitted to templates
// of another engine.
var ErrStale = errors.New("the stored model of a crowd is of another engine or of other parameters")

// fitted is what is stored of a model: the bases, of which the rest follows.
type fitted struct {
	Series Series        `json:"series"`
	Class  feature.Class `json:"class"`
	// Signatures are in the template's order, two's complement.
	Signatures [][]byte `json:"signatures"`
}

// Stored returns the model that comes with the program, fitted to DefaultSeries by
//
//	go test ./bench/crowd -run TestStoredModel -update
//
// The error is ErrStale when eng does not make templates like those: Fit a model
// to its own then.
func Stored(eng *engine.Engine) (*Model, error) {
	var f fitted
	if err := json.NewDecoder(bytes.NewReader(stored)).Decode(&f); err != nil {
		return nil, fmt.Errorf("the stored model of a crowd: %w", err)
	}
	if params, _ := eng.Fingerprints(); f.Class.Engine != engine.Version || f.Class.Params != params {
		return nil, ErrStale
	}
	all := make([][]int8, len(f.Signatures))
	for i, s := range f.Signatures {
		all[i] = make([]int8, len(s))
		for k, v := range s {
			all[i][k] = int8(v)
		}
	}
	return Fit(f.Class, all, DefaultRecipe())
}

// Of fits a model to exhibits.
func Of(all []Exhibit) (*Model, error) {
	if len(all) == 0 {
		return nil, errors.New("a model of no exhibits")
	}
	class, signatures := all[0].Template.Class(), make([][]int8, len(all))
	for i, e := range all {
		if e.Template.Class() != class {
			return nil, fmt.Errorf("exhibits %s and %s are of different classes: a model is of one", all[0].Name, e.Name)
		}
		signatures[i] = e.Template.Signature
	}
	return Fit(class, signatures, DefaultRecipe())
}
