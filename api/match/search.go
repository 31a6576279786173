package match

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2/roaring64"

	"cotejo/api/casework"
	"cotejo/engine"
	"cotejo/engine/feature"
	"cotejo/engine/gallery"
	"cotejo/engine/pool"
)

// Search implements casework.Matcher. A sequence number that the gallery does not
// hold is an error that names it: a list that silently leaves out a mark would be
// taken for complete.
func (m *Matcher) Search(ctx context.Context, probe *casework.Mark, marks *roaring64.Bitmap, w casework.Wanted) (*casework.Ranking, error) {
	if err := m.current(probe); err != nil {
		return nil, err
	}
	slots := m.searches
	if w.Batch {
		ctx, slots = pool.Batch(ctx), m.background
	}
	wanted := engine.Wanted{Top: w.Top}
	if w.Within > 0 {
		over, end := context.WithTimeout(context.WithoutCancel(ctx), w.Within)
		defer end()
		wanted.Enough = over.Done()
	}
	var out *casework.Ranking
	err := slots.Do(ctx, func(ctx context.Context) (err error) {
		out, err = m.search(ctx, probe, marks, wanted)
		var damage *gallery.DamageError
		if !errors.As(err, &damage) {
			return err
		}
		if err := m.heal(ctx, damage); err != nil {
			return err
		}
		out, err = m.search(ctx, probe, marks, wanted)
		return err
	})
	return out, err
}

func (m *Matcher) search(ctx context.Context, probe *casework.Mark, marks *roaring64.Bitmap, w engine.Wanted) (*casework.Ranking, error) {
	t, err := m.ofMark(ctx, probe)
	if err != nil {
		return nil, unreadable(probe.ID, err)
	}
	now := m.gallery.Snapshot()
	load := func(ctx context.Context, seq int64) (*feature.Template, error) {
		name, _ := now.Template(seq)
		t, err := m.template(ctx, hex.EncodeToString(name[:]))
		if err != nil {
			return nil, unreadable(fmt.Sprintf("(number %d)", seq), err)
		}
		return t, nil
	}
	found, err := m.engine.SearchGallery(ctx, m.engine.Subject(t), now, marks, load, w)
	var absent *gallery.AbsentError
	if errors.As(err, &absent) {
		return nil, casework.Fail(casework.CodeInternal, "match.not_in_gallery", "count", len(absent.Seqs), "marks", absent.Numbers()).Because(err)
	}
	if errors.Is(err, engine.ErrTooLate) {
		return nil, casework.Fail(casework.CodeConflict, "match.too_late", "searched", marks.GetCardinality()).Because(errors.Join(casework.ErrTooLate, err))
	}
	if err != nil {
		return nil, err
	}
	out := &casework.Ranking{List: make([]casework.Ranked, len(found.Candidates)), Compared: found.Compared, Shortlisted: len(found.Coarse)}
	for i, c := range found.Candidates {
		o := c.Result.Outcome()
		out.List[i] = casework.Ranked{
			Seq: c.Seq, Score: o.Score, Coarse: c.Coarse,
			Cells: len(o.Cells), CellsCongruent: o.CellsCongruent, OverlapMM2: o.OverlapMM2,
			RotationDeg: o.Pose.RotationDeg, ShiftXUm: o.Pose.ShiftXUm, ShiftYUm: o.Pose.ShiftYUm,
		}
	}
	return out, nil
}
