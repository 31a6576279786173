package casework

import (
	"context"
	"slices"
)

// Draw keeps what a person says of where a mark lies, and queues the extraction
// that follows it. What was there stays on record.
func (s *Service) Draw(ctx context.Context, d Drawing) (*Region, error) {
	r := &Region{}
	err := s.update(ctx, func(u *act) error {
		var a Acquisition
		if err := getTo(ctx, u.Tx, u.actor, Draw, &a, d.Acquisition); err != nil {
			return err
		}
		all, err := regionsOf(ctx, u.Tx, a.ID)
		if err != nil {
			return err
		}
		if d.Based != len(all)+1 {
			return Fail(CodeStale, "record.stale", "kind", string(KindRegion), "version", len(all)+1)
		}
		*r = Region{
			Acquisition: a.ID, Exhibit: a.Exhibit, MarkKind: d.MarkKind, Revision: len(all) + 1,
			Basis: d.Basis, Outline: d.Outline, Reason: d.Reason,
		}
		before := lastOf(all, d.MarkKind)
		if before != nil {
			r.Supersedes = before.ID
		}
		if d.Basis == BasisAutomatic && (before == nil || before.Basis == BasisAutomatic) {
			return Fail(CodeConflict, "region.automatic", "mark_kind", d.MarkKind)
		}
		if err := s.drawable(ctx, u, r); err != nil {
			return err
		}
		return s.drawn(ctx, u, r, &a)
	})
	return r, err
}

// drawable checks an outline against the acquisition's frame.
func (s *Service) drawable(ctx context.Context, u *act, r *Region) error {
	if r.Basis != BasisDrawn {
		r.Outline = Outline{Shapes: []Shape{}}
		return nil
	}
	found, err := segmentationsOf(ctx, u.Tx, r.Acquisition, 1)
	if err != nil {
		return err
	}
	if len(found) == 0 || found[0].Width == 0 {
		return Fail(CodeConflict, "region.no_frame")
	}
	width, height := found[0].Width, found[0].Height
	var c Checker
	r.Outline.fits(&c, "outline", width, height)
	if err := c.Err(); err != nil {
		return err
	}
	points, err := s.Matcher.Points(&r.Outline, width, height)
	if err == nil && points == 0 {
		err = invalid("outline", "region.empty", "width", width, "height", height)
	}
	return err
}

// drawn keeps a region and asks for the extraction.
func (s *Service) drawn(ctx context.Context, u *act, r *Region, a *Acquisition) error {
	if err := s.notFull(ctx, u.Tx); err != nil {
		return err
	}
	if err := u.insert(ctx, r, a.Lab, "draw"); err != nil {
		return err
	}
	u.events[len(u.events)-1].Detail = map[string]string{"acquisition": a.ID, "mark_kind": r.MarkKind, "basis": r.Basis}
	a.State = StateQueued
	if err := u.change(ctx, a, "draw"); err != nil {
		return err
	}
	return s.enqueue(ctx, u, &Job{JobKind: JobExtract, Subject: a.ID}, a.Lab)
}

// Regions returns where the marks of an acquisition lie: in force, by hand, found
// automatically.
func (s *Service) Regions(ctx context.Context, acquisition string) (*Regions, error) {
	out, _, err := s.regions(ctx, acquisition)
	return out, err
}

func (s *Service) regions(ctx context.Context, acquisition string) (*Regions, *Acquisition, error) {
	a := &Acquisition{}
	if err := s.see(ctx, a, acquisition, "view_regions"); err != nil {
		return nil, nil, err
	}
	out := &Regions{Acquisition: a.ID}
	err := s.Store.View(ctx, func(tx Tx) (err error) {
		if err := tx.Get(ctx, a, acquisition); err != nil { // as it stands with the rest
			return err
		}
		if out.ByHand, err = regionsOf(ctx, tx, a.ID); err != nil {
			return err
		}
		if out.Automatic, err = segmentationsOf(ctx, tx, a.ID, 0); err != nil {
			return err
		}
		marks, err := s.standing(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		var found *Segmentation
		if len(out.Automatic) > 0 {
			found = out.Automatic[0]
		}
		out.InForce = inForce(out.ByHand, found, marks)
		return nil
	})
	out.State, out.Revision = a.State, len(out.ByHand)+1
	slices.Reverse(out.ByHand)
	return out, a, err
}

// RegionMask returns the region in force of a kind of mark as a picture (PNG),
// white on black, a pixel a point of the original; or what was found automatically.
func (s *Service) RegionMask(ctx context.Context, acquisition, markKind string, automatic bool) ([]byte, error) {
	r, _, err := s.regions(ctx, acquisition)
	if err != nil {
		return nil, err
	}
	if len(r.Automatic) == 0 {
		return nil, Fail(CodeConflict, "region.no_frame")
	}
	found := r.Automatic[0]
	if automatic {
		r.InForce = inForce(nil, found, nil)
	}
	for _, f := range r.InForce {
		if f.MarkKind == markKind {
			return s.Matcher.MaskPicture(ctx, &f.Outline, found.Width, found.Height)
		}
	}
	return nil, NotFound(KindRegion, markKind)
}

// Overlay returns a picture (PNG) of an acquisition with its circles and the
// regions in force drawn on it.
func (s *Service) Overlay(ctx context.Context, acquisition string) ([]byte, error) {
	r, a, err := s.regions(ctx, acquisition)
	if err != nil {
		return nil, err
	}
	if len(r.Automatic) == 0 {
		return nil, Fail(CodeConflict, "region.no_frame")
	}
	return s.Matcher.Overlay(ctx, a, r.Automatic[0], r.InForce)
}

// regionsOf returns all regions by hand of an acquisition, by their revisions.
func regionsOf(ctx context.Context, tx Tx, acquisition string) (all []*Region, err error) {
	all = []*Region{}
	err = tx.Find(ctx, &all, Query{Where: Where("acquisition_id", acquisition).Where, Order: []string{"revision"}})
	return all, err
}

// segmentationsOf returns what was found automatically, the latest first; all of
// it for a limit of 0.
func segmentationsOf(ctx context.Context, tx Tx, acquisition string, limit int) (all []*Segmentation, err error) {
	all = []*Segmentation{}
	err = tx.Find(ctx, &all, Query{Where: Where("acquisition_id", acquisition).Where, Order: []string{"-id"}, Limit: limit})
	return all, err
}

// standing returns the marks of an acquisition that the engine as it is now made
// and no later extraction superseded.
func (s *Service) standing(ctx context.Context, tx Tx, acquisition string) (all []*Mark, err error) {
	version, params, _ := s.Matcher.Engine()
	q := Where("acquisition_id", acquisition, "engine", version, "params", params, "superseded", false)
	q.Order = []string{"seq"}
	err = tx.Find(ctx, &all, q)
	return all, err
}

// Text gives a remark its reason and remedy in a language.
func (s *Service) Text(r Remark, language string) Remark {
	r.Reason, r.Remedy = s.Matcher.Text(r, language)
	return r
}
