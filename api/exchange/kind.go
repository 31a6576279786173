package exchange

import (
	"context"

	"cotejo/api/casework"
)

// kind is a kind of record as archives hold it.
type kind struct {
	casework.Kind
	page func(ctx context.Context, s *casework.Service, n casework.Narrow, after string) ([]casework.Record, bool, error)
}

// kinds are those in an archive, in the order in which they are exported: what
// refers to others comes first, so that all that is referred to is still there
// to be listed, though people enter records meanwhile.
func kinds() []kind {
	return []kind{
		{casework.KindTraceResult, page[casework.TraceResult]},
		{casework.KindTraceRequest, page[casework.TraceRequest]},
		{casework.KindHit, page[casework.Hit]},
		{casework.KindLead, page[casework.Lead]},
		{casework.KindReview, page[casework.Review]},
		{casework.KindReport, page[casework.Report]},
		{casework.KindSnapshot, page[casework.Snapshot]},
		{casework.KindAnnotation, page[casework.Annotation]},
		{casework.KindCandidate, page[casework.Candidate]},
		{casework.KindSearch, page[casework.Search]},
		{casework.KindMark, page[casework.Mark]},
		{casework.KindRegion, page[casework.Region]},
		{casework.KindSegmentation, page[casework.Segmentation]},
		{casework.KindAcquisition, page[casework.Acquisition]},
		{casework.KindTransfer, page[casework.Transfer]},
		{casework.KindExhibit, page[casework.Exhibit]},
		{casework.KindFirearm, page[casework.Firearm]},
		{casework.KindCase, page[casework.Case]},
		{casework.KindInstrument, page[casework.Instrument]},
		{casework.KindLaboratory, page[casework.Laboratory]},
	}
}

// entered are the kinds that an import enters, in the order in which one may
// refer to another. Acquisitions are brought as uploads.
var entered = []casework.Kind{
	casework.KindInstrument, casework.KindCase, casework.KindFirearm, casework.KindExhibit, casework.KindTransfer,
	casework.KindAcquisition, casework.KindTraceRequest, casework.KindTraceResult,
}

func page[T any, P casework.RecordPtr[T]](ctx context.Context, s *casework.Service, n casework.Narrow, after string) ([]casework.Record, bool, error) {
	list, more, err := casework.List[T, P](ctx, s, n, casework.Page{After: after, Limit: casework.MaxPage})
	out := make([]casework.Record, len(list))
	for i, r := range list {
		out[i] = r
	}
	return out, more, err
}

// each calls fn for every record of a kind that the actor may see and one of the
// selections takes, newest first in each, once.
func (k kind) each(ctx context.Context, s *casework.Service, selections []casework.Narrow, fn func(casework.Record) error) error {
	seen := map[string]bool{}
	for _, n := range selections {
		for after, more := "", true; more; {
			list, goesOn, err := k.page(ctx, s, n, after)
			if err != nil {
				return err
			}
			for _, r := range list {
				after = casework.HeadOf(r).ID
				if len(selections) > 1 {
					if seen[after] {
						continue
					}
					seen[after] = true
				}
				if err := fn(r); err != nil {
					return err
				}
			}
			more = goesOn
		}
	}
	return nil
}
