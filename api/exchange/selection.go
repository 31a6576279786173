package exchange

import (
	"context"
	"maps"
	"slices"

	"cotejo/api/casework"
)

// selection says which records of each kind an export takes.
type selection map[casework.Kind][]casework.Narrow

// ofLaboratory takes all that a laboratory owns, and the leads and hits of others
// that join its exhibits.
func ofLaboratory(lab string) selection {
	sel := selection{}
	for _, k := range kinds() {
		sel[k.Kind] = []casework.Narrow{{Lab: lab}}
	}
	for _, k := range []casework.Kind{casework.KindLead, casework.KindHit} {
		sel[k] = append(sel[k], casework.Narrow{Equal: map[string]string{"lab_b": lab}})
	}
	return sel
}

// ofCase takes a case, its exhibits and firearms, the test fires of those, and
// all that was made of them.
func ofCase(ctx context.Context, s *casework.Service, c *casework.Case) (selection, error) {
	exhibits, firearms, err := itemsOf(ctx, s, c)
	if err != nil {
		return nil, err
	}
	sel := selection{
		casework.KindLaboratory: {{Lab: c.Lab}},
		casework.KindCase:       in("id", []string{c.ID}),
		casework.KindExhibit:    in("id", exhibits),
		casework.KindFirearm:    in("id", firearms),
		casework.KindTransfer:   in("exhibit_id", exhibits),
		casework.KindReport:     in("case_id", []string{c.ID}),
		casework.KindMark:       in("exhibit_id", exhibits),
		casework.KindSearch:     in("exhibit_id", exhibits),
		casework.KindLead:       append(in("exhibit_a", exhibits), in("exhibit_b", exhibits)...),
		casework.KindHit:        append(in("exhibit_a", exhibits), in("exhibit_b", exhibits)...),
	}
	for _, k := range []casework.Kind{casework.KindAcquisition, casework.KindSegmentation, casework.KindRegion, casework.KindAnnotation, casework.KindSnapshot} {
		sel[k] = in("exhibit_id", exhibits)
	}
	for _, rest := range []struct {
		of, from casework.Kind
		column   string
		value    func(casework.Record) string
	}{
		{casework.KindCandidate, casework.KindSearch, "search_id", id},
		{casework.KindReview, casework.KindLead, "lead_id", id},
		{casework.KindInstrument, casework.KindAcquisition, "id", instrumentOf},
	} {
		values, err := gather(ctx, s, sel, rest.from, rest.value)
		if err != nil {
			return nil, err
		}
		sel[rest.of] = in(rest.column, values)
	}
	candidates, err := gather(ctx, s, sel, casework.KindLead, func(r casework.Record) string { return r.(*casework.Lead).Candidate })
	if err != nil {
		return nil, err
	}
	sel[casework.KindReview] = append(sel[casework.KindReview], in("candidate_id", candidates)...)
	sel[casework.KindTraceRequest] = append(in("case_id", []string{c.ID}), in("firearm_id", firearms)...)
	requests, err := gather(ctx, s, sel, casework.KindTraceRequest, id)
	sel[casework.KindTraceResult] = in("request_id", requests)
	return sel, err
}

// itemsOf are the exhibits and firearms of a case: its own, the firearms that its
// exhibits came from, and what was fired from those and belongs to no other case.
func itemsOf(ctx context.Context, s *casework.Service, c *casework.Case) (exhibits, firearms []string, err error) {
	found := map[string]bool{}
	sel := selection{
		casework.KindExhibit: {{Equal: map[string]string{"case_id": c.ID}}},
		casework.KindFirearm: {{Equal: map[string]string{"case_id": c.ID}}},
	}
	firearms, err = gather(ctx, s, sel, casework.KindFirearm, id)
	if err != nil {
		return nil, nil, err
	}
	named, err := gather(ctx, s, sel, casework.KindExhibit, func(r casework.Record) string {
		found[id(r)] = true
		return r.(*casework.Exhibit).Firearm
	})
	if err != nil {
		return nil, nil, err
	}
	firearms = append(firearms, named...)
	slices.Sort(firearms)
	firearms = slices.Compact(firearms)
	sel[casework.KindExhibit] = in("firearm_id", firearms)
	_, err = gather(ctx, s, sel, casework.KindExhibit, func(r casework.Record) string {
		if e := r.(*casework.Exhibit); e.Case == "" {
			found[e.ID] = true
		}
		return ""
	})
	return slices.Sorted(maps.Keys(found)), firearms, err
}

func id(r casework.Record) string { return casework.HeadOf(r).ID }

func instrumentOf(r casework.Record) string { return r.(*casework.Acquisition).Instrument }

// gather collects values of the selected records of a kind, each once.
func gather(ctx context.Context, s *casework.Service, sel selection, of casework.Kind, value func(casework.Record) string) ([]string, error) {
	all := map[string]bool{}
	for _, k := range kinds() {
		if k.Kind != of {
			continue
		}
		err := k.each(ctx, s, sel[of], func(r casework.Record) error {
			if v := value(r); v != "" {
				all[v] = true
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return slices.Sorted(maps.Keys(all)), nil
}

// most is how many values one query is given.
const most = 200

// in selects by one of several values, in as many queries as it takes.
func in(column string, values []string) []casework.Narrow {
	var out []casework.Narrow
	for part := range slices.Chunk(values, most) {
		out = append(out, casework.Narrow{In: map[string][]string{column: part}})
	}
	return out
}
