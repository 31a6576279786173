package casework

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"
)

// KnownPairs selects pairs in finished lists of whose exhibits both firearms are
// known.
type KnownPairs struct {
	MarkKind, Modality, Engine, Params string
	// Lists are the laboratories whose lists count, Exhibits those whose exhibits do.
	Lists, Exhibits []string
}

// ScoreReference is where the scores of pairs stand of which is known whether one
// firearm fired both.
type ScoreReference struct {
	MarkKind      string  `json:"mark_kind"`
	Modality      string  `json:"modality"`
	Engine        string  `json:"engine" doc:"Version of the engine whose lists were counted."`
	Params        string  `json:"params" doc:"Fingerprint of its parameters."`
	From          float64 `json:"from"`
	To            float64 `json:"to"`
	Bins          int     `json:"bins" doc:"Into how many equal parts the scores from the least to the greatest are counted."`
	KnownMatch    []int   `json:"known_match" nullable:"false" doc:"Pairs from one firearm, by the parts."`
	KnownNonMatch []int   `json:"known_non_match" nullable:"false" doc:"Pairs from two firearms, by the parts."`
	Matches       int     `json:"matches"`
	NonMatches    int     `json:"non_matches"`
	Source        string  `json:"source" enum:"lists" doc:"Where the pairs are from: lists, pairs that reached a list."`
}

// referenceBins is into how many parts scores are counted.
const referenceBins = 40

// ScoreReference counts the scores of known pairs of a kind of mark, in the lists and
// of the exhibits that the actor may see.
func (s *Service) ScoreReference(ctx context.Context, markKind, modality string) (*ScoreReference, error) {
	sel := KnownPairs{MarkKind: markKind, Modality: modality}
	sel.Engine, _, sel.Params = s.Matcher.Engine()
	var out *ScoreReference
	err := s.view(ctx, func(tx Tx, a *Actor) error {
		v, err := look(ctx, tx, a)
		if err != nil {
			return err
		}
		if !v.readsAnywhere() {
			return Fail(CodeForbidden, "auth.forbidden", "action", string(Read))
		}
		sel.Lists, sel.Exhibits = v.seen(KindSearch), v.seen(KindFirearm)
		change, err := tx.LastChange(ctx)
		if err != nil {
			return err
		}
		out, err = s.references.of(sel, change, s.now(), func() (*ScoreReference, error) { return counted(ctx, tx, sel) })
		return err
	})
	return out, err
}

// counted asks the store.
func counted(ctx context.Context, tx Tx, sel KnownPairs) (*ScoreReference, error) {
	r := &ScoreReference{MarkKind: sel.MarkKind, Modality: sel.Modality, Engine: sel.Engine, Params: sel.Params, To: 1, Bins: referenceBins, Source: "lists"}
	var err error
	if r.KnownMatch, r.KnownNonMatch, err = tx.KnownScores(ctx, sel, referenceBins); err != nil {
		return nil, err
	}
	for i := range referenceBins {
		r.Matches += r.KnownMatch[i]
		r.NonMatches += r.KnownNonMatch[i]
	}
	return r, nil
}

// references keeps what was counted lately: every row of every list asks for it. It
// is safe for concurrent use.
type references struct {
	mu   sync.Mutex
	kept map[string]reference
}

type reference struct {
	change  int64
	at      time.Time
	counted *ScoreReference
}

const (
	// referenceFor is how long a count stands although records have changed since.
	referenceFor = 30 * time.Second
	// mostReferences bounds how many are kept: kinds of mark, and sights.
	mostReferences = 100
)

// of returns what is kept for a selection, or counts it.
func (r *references) of(sel KnownPairs, change int64, now time.Time, count func() (*ScoreReference, error)) (*ScoreReference, error) {
	key := strings.Join(slices.Concat([]string{sel.MarkKind, sel.Modality, sel.Engine, sel.Params}, sel.Lists, []string{"/"}, sel.Exhibits), " ")
	r.mu.Lock()
	k, ok := r.kept[key]
	r.mu.Unlock()
	if age := now.Sub(k.at); ok && (k.change == change || age >= 0 && age < referenceFor) {
		return k.counted, nil
	}
	counted, err := count()
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil || len(r.kept) >= mostReferences {
		r.kept = map[string]reference{}
	}
	r.kept[key] = reference{change, now, counted}
	return counted, nil
}
