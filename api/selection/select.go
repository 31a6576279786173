package selection

import (
	"context"
	"math"
	"slices"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/api/casework"
	"cotejo/engine/facet"
)

// Select implements casework.Selector.
func (s *Selector) Select(ctx context.Context, tx casework.Tx, of casework.Selection) (*roaring64.Bitmap, error) {
	if err := s.Follow(ctx, tx); err != nil {
		return nil, err
	}
	q := query(of)
	if of.Filter.Case != "" || of.Filter.Firearm != "" {
		facts, err := tx.Facts(ctx, casework.FactsOf{Case: of.Filter.Case, Firearm: of.Filter.Firearm})
		if err != nil {
			return nil, err
		}
		q.Only = set(facts)
	}
	if of.Not != "" {
		facts, err := tx.Facts(ctx, casework.FactsOf{Exhibits: []string{of.Not}})
		if err != nil {
			return nil, err
		}
		q.Except = set(facts)
	}
	out := s.index.Select(q)
	if of.UpTo > 0 {
		out.RemoveRange(uint64(of.UpTo)+1, math.MaxUint64)
	}
	return out, nil
}

func set(facts []casework.MarkFacts) *roaring64.Bitmap {
	out := roaring64.New()
	for _, m := range facts {
		out.Add(uint64(m.Seq))
	}
	return out
}

// query is the part of a selection that the index answers.
func query(of casework.Selection) facet.Query {
	labs := of.Labs
	if len(of.Filter.Labs) > 0 {
		labs = slices.DeleteFunc(slices.Clone(labs), func(id string) bool { return !slices.Contains(of.Filter.Labs, id) })
	}
	q := facet.Query{
		Any: []facet.Choice{
			{Field: lab, Values: labs}, {Field: kind, Values: []string{of.MarkKind}}, {Field: modality, Values: []string{of.Modality}},
			{Field: engine, Values: []string{of.Engine}}, {Field: params, Values: []string{of.Params}},
		},
		None: []facet.Choice{{Field: superseded, Values: []string{yes}}},
	}
	narrow(&q, of.Filter)
	return q
}

// narrow adds a filter's conditions on the exhibit.
func narrow(q *facet.Query, f casework.Filter) {
	if !f.IncludeWithdrawn {
		q.None = append(q.None, facet.Choice{Field: withdrawn, Values: []string{yes}})
	}
	if len(f.Calibres) > 0 {
		q.Any = append(q.Any, facet.Choice{Field: calibre, Values: f.Calibres})
	}
	for _, v := range []facet.Value{
		{Field: origin, Is: string(f.Origin)}, {Field: breechFace, Is: f.BreechFaceClass}, {Field: firingPin, Is: f.FiringPinClass},
		{Field: country, Is: f.Country}, {Field: state, Is: f.State},
	} {
		if v.Is != "" {
			q.Any = append(q.Any, facet.Choice{Field: v.Field, Values: []string{v.Is}})
		}
	}
	// What happened some time between two moments is taken when it can have been
	// after the bound's beginning, or before its end.
	from := func(f facet.Field, d casework.Date) {
		if d != "" {
			q.In = append(q.In, facet.Range{Field: f, From: minute(d.From()), To: math.MaxInt64})
		}
	}
	to := func(f facet.Field, d casework.Date) {
		if d != "" {
			q.In = append(q.In, facet.Range{Field: f, From: math.MinInt64, To: minute(d.To())})
		}
	}
	from(latest, f.OccurredFrom)
	to(earliest, f.OccurredTo)
	from(entered, f.EnteredFrom)
	to(entered, f.EnteredTo)
}
