package store

import (
	"context"

	"github.com/uptrace/bun"

	"cotejo/api/casework"
)

// KnownScores counts the scores of pairs of exhibits whose firearms are both known.
// Of a pair that several lists have, or one list both ways, the latest entry counts.
func (t *tx) KnownScores(ctx context.Context, s casework.KnownPairs, bins int) (match, nonMatch []int, err error) {
	match, nonMatch = make([]int, bins), make([]int, bins)
	if err := t.ready(ctx); err != nil {
		return nil, nil, err
	}
	if err := storable(s); err != nil {
		return nil, nil, err
	}
	if len(s.Lists) == 0 || len(s.Exhibits) == 0 {
		return match, nonMatch, nil
	}
	lists, exhibits := bun.List(s.Lists), bun.List(s.Exhibits)
	pairs := t.NewSelect().
		ColumnExpr("c.score AS score").ColumnExpr("p.firearm_id = e.firearm_id AS same").
		ColumnExpr("row_number() OVER (PARTITION BY CASE WHEN p.id < e.id THEN p.id ELSE e.id END, CASE WHEN p.id < e.id THEN e.id ELSE p.id END ORDER BY c.id DESC) AS turn").
		TableExpr("searches AS s").
		Join("JOIN marks AS m ON m.id = s.mark_id").
		Join("JOIN exhibits AS p ON p.id = s.exhibit_id").
		Join("JOIN candidates AS c ON c.search_id = s.id").
		Join("JOIN exhibits AS e ON e.id = c.exhibit_id").
		Where("s.state = ?", casework.SearchDone).Where("s.engine = ?", s.Engine).Where("s.params = ?", s.Params).Where("s.lab IN (?)", lists).
		Where("m.mark_kind = ?", s.MarkKind).Where("m.modality = ?", s.Modality).
		Where("p.firearm_id IS NOT NULL").Where("p.lab IN (?)", exhibits).
		Where("e.firearm_id IS NOT NULL").Where("e.lab IN (?)", exhibits)
	var counts []struct {
		Bin   int
		Same  bool
		Count int
	}
	err = t.NewSelect().ColumnExpr(t.store.engine.whole("score * ?")+" AS bin", bins).ColumnExpr("same").ColumnExpr("count(*) AS count").
		TableExpr("(?) AS pairs", pairs).Where("turn = 1").GroupExpr("1, 2").Scan(ctx, &counts)
	if err != nil {
		return nil, nil, t.fail(ctx, err)
	}
	for _, n := range counts {
		at := min(max(n.Bin, 0), bins-1) // a score of 1 belongs to the last
		if n.Same {
			match[at] += n.Count
		} else {
			nonMatch[at] += n.Count
		}
	}
	return match, nonMatch, nil
}
