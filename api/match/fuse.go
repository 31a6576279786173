package match

import (
	"cotejo/api/casework"
	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/mark"
)

// Fuse implements casework.Matcher. A kind that is not known says nothing.
func (m *Matcher) Fuse(scores []casework.KindScore) float64 {
	var marks []compare.MarkResult
	for _, s := range scores {
		kind, err := mark.KindNamed(s.MarkKind)
		if err != nil {
			continue
		}
		marks = append(marks, compare.MarkResult{Kind: kind, Result: compare.Result{Score: s.Score}})
	}
	if len(marks) == 0 {
		return 0
	}
	return compare.Fuse(marks, engine.DefaultParams().Fuse).Score
}
