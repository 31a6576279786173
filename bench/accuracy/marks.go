package accuracy

import (
	"maps"
	"slices"
)

// MarkFigures are those of one kind of mark.
type MarkFigures struct {
	Kind string `json:"kind"`
	// Found is the number of scans that have one.
	Found          int       `json:"found"`
	Pairs          PairCount `json:"pairs"`
	AUC            Figure    `json:"auc"`
	MinMatch       Figure    `json:"min_match_score"`
	MedianMatch    Figure    `json:"median_match_score"`
	MaxNonmatch    Figure    `json:"max_nonmatch_score"`
	MedianNonmatch Figure    `json:"median_nonmatch_score"`
}

// markFigures takes the kinds one by one, in the order of their names.
func (in *Input) markFigures() []MarkFigures {
	match, nonmatch := map[string][]float64{}, map[string][]float64{}
	for _, p := range in.Pairs {
		to := nonmatch
		if in.mates(p.A, p.B) {
			to = match
		}
		for _, m := range p.Marks {
			to[m.Kind] = append(to[m.Kind], m.Score)
		}
	}
	var out []MarkFigures
	for _, kind := range slices.Sorted(maps.Keys(in.Found)) {
		if len(match[kind])+len(nonmatch[kind]) == 0 { // on one scan only
			out = append(out, MarkFigures{
				Kind: kind, Found: in.Found[kind], AUC: unknown,
				MinMatch: unknown, MedianMatch: unknown, MaxNonmatch: unknown, MedianNonmatch: unknown,
			})
			continue
		}
		s := separate(match[kind], nonmatch[kind])
		out = append(out, MarkFigures{
			Kind: kind, Found: in.Found[kind], Pairs: PairCount{len(match[kind]), len(nonmatch[kind])}, AUC: s.auc,
			MinMatch: s.match.min, MedianMatch: s.match.median, MaxNonmatch: s.nonmatch.max, MedianNonmatch: s.nonmatch.median,
		})
	}
	return out
}
