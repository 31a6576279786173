package casework

import "strconv"

// What the region of a mark that is in force rests on.
const (
	BasisDrawn     = "drawn"     // a person drew it
	BasisNone      = "none"      // a person says that there is no such mark
	BasisAutomatic = "automatic" // what the engine found
)

// Region is what a person said of where a mark of an acquisition lies. It is never
// changed: a later one supersedes it, and what was found automatically stays
// beside it.
type Region struct {
	Head
	Acquisition string  `bun:"acquisition_id" json:"acquisition" readOnly:"true"`
	Exhibit     string  `bun:"exhibit_id" json:"exhibit" readOnly:"true"`
	MarkKind    string  `bun:"mark_kind" json:"mark_kind" readOnly:"true" enum:"breech_face,firing_pin,aperture_shear,ejector"`
	Revision    int     `bun:"revision" json:"revision" readOnly:"true" doc:"Counts the regions by hand of the acquisition, from 1."`
	Basis       string  `bun:"basis" json:"basis" readOnly:"true" enum:"drawn,none,automatic" doc:"Drawn by hand, no such mark, or back to what the engine found."`
	Outline     Outline `bun:"outline" json:"outline" readOnly:"true" doc:"Without shapes unless drawn."`
	Reason      string  `bun:"reason" json:"reason" readOnly:"true" maxLength:"1000"`
	Supersedes  string  `bun:"supersedes_id,nullzero" json:"supersedes,omitempty" readOnly:"true" doc:"The region by hand of the same kind of mark before."`
}

// Kind names the record's kind.
func (*Region) Kind() Kind { return KindRegion }

func (r *Region) check(c *Checker, _ string) { c.Need("reason", r.Reason) }

// Drawing is what a person wants a region to be.
type Drawing struct {
	Acquisition, MarkKind, Basis string
	Outline                      Outline
	Reason                       string
	// Based is the revision of the acquisition's regions that the person saw.
	Based int
}

// Regions is everything about where the marks of an acquisition lie.
type Regions struct {
	Acquisition string `json:"acquisition"`
	State       string `json:"state" enum:"queued,extracted,refused,failed" doc:"Of the acquisition: while it is queued, the marks do not follow the regions yet."`
	Revision    int    `json:"revision" doc:"Grows with each region by hand, from 1; also in the ETag header."`
	// InForce has an entry for each kind of mark that was found or spoken of.
	InForce   []InForce       `json:"in_force" nullable:"false"`
	ByHand    []*Region       `json:"by_hand" nullable:"false" doc:"All that people drew, the latest first."`
	Automatic []*Segmentation `json:"automatic" nullable:"false" doc:"All that was found automatically, the latest first."`
}

// InForce is the region of a mark that extraction uses.
type InForce struct {
	MarkKind   string  `json:"mark_kind" enum:"breech_face,firing_pin,aperture_shear,ejector"`
	Basis      string  `json:"basis" enum:"drawn,none,automatic"`
	Outline    Outline `json:"outline"`
	Confidence float64 `json:"confidence,omitempty" doc:"Of what was found automatically."`
	Region     string  `json:"region,omitempty" doc:"Of what was drawn by hand."`
	Mark       string  `json:"mark,omitempty" doc:"The mark that was made of it, when it was."`
}

// Tell implements Told.
func (r *Regions) Tell(text func(Remark) Remark) {
	for _, s := range r.Automatic {
		s.Tell(text)
	}
}

// markKinds are the kinds of mark, in their order.
func markKinds() []string { return []string{"breech_face", "firing_pin", "aperture_shear", "ejector"} }

// lastOf returns the latest region by hand of a kind of mark, nil when there is
// none; all are in the order of their revisions.
func lastOf(all []*Region, markKind string) *Region {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].MarkKind == markKind {
			return all[i]
		}
	}
	return nil
}

// byHand are the regions that go before what is found automatically.
func byHand(all []*Region) []*Region {
	var out []*Region
	for _, k := range markKinds() {
		if r := lastOf(all, k); r != nil && r.Basis != BasisAutomatic {
			out = append(out, r)
		}
	}
	return out
}

// inForce are the regions that extraction uses.
func inForce(all []*Region, found *Segmentation, marks []*Mark) []InForce {
	out := []InForce{}
	for _, k := range markKinds() {
		f := InForce{MarkKind: k, Basis: BasisAutomatic, Outline: Outline{Shapes: []Shape{}}}
		m, r := found.of(k), lastOf(all, k)
		switch {
		case r != nil && r.Basis != BasisAutomatic:
			f.Basis, f.Region, f.Outline = r.Basis, r.ID, r.Outline
		case m != nil:
			f.Outline, f.Confidence = m.Outline, m.Confidence
		default:
			continue
		}
		for _, mk := range marks {
			if mk.MarkKind == k {
				f.Mark = mk.ID
			}
		}
		out = append(out, f)
	}
	return out
}

// elem is the path of an element of a list.
func elem(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
