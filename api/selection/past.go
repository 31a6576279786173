package selection

import (
	"context"

	"cotejo/api/casework"
)

// point is a place in the store's history and the record's version that stands
// there, by which two histories are told apart: none before the first change, and
// where a damaged history lacks it.
type point struct {
	seq  int64
	body string
}

func pointOf(c *casework.Change) point { return point{c.Seq, string(c.Body)} }

// pointAt reads what stands at a place.
func pointAt(ctx context.Context, tx casework.Tx, seq int64) (point, error) {
	if seq == 0 {
		return point{}, nil
	}
	changes, err := tx.Changes(ctx, seq-1, 1)
	if err != nil || len(changes) == 0 || changes[0].Seq != seq {
		return point{seq: seq}, err
	}
	return pointOf(&changes[0]), nil
}
