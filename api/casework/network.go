package casework

import (
	"context"
	"maps"
	"strconv"
	"time"
)

// NetworkWish narrows a network.
type NetworkWish struct {
	Leads    bool   // leads too, not only hits
	Lab      string // of either side, "" for all
	From, To Date   // when the hit was confirmed or the lead declared
}

// Network returns everything that hits join, and leads where they are asked for,
// that the actor may see: the exhibits with their cases and firearms. It follows
// the rules of Links, and takes as many statements however much there is. Of more
// hits and leads than a graph holds, the latest are shown.
func (s *Service) Network(ctx context.Context, wish NetworkWish) (*Graph, error) {
	if wish.From != "" && wish.To != "" && wish.From.From().After(wish.To.To()) {
		return nil, invalid("to", "field.date", "value", string(wish.To))
	}
	n := &network{wish: wish, nodes: map[string]Node{}}
	var seen []Event
	err := s.view(ctx, func(tx Tx, a *Actor) (err error) {
		n.tx = tx
		if n.sight, err = look(ctx, tx, a); err != nil {
			return err
		}
		for _, part := range []func(context.Context) error{n.hits, n.declared, n.exhibits} {
			if err := part(ctx); err != nil {
				return err
			}
		}
		if len(n.nodes) > 0 && !a.Service {
			e := event(a, s.now(), "view_network", nil)
			e.Lab, e.Detail = wish.Lab, map[string]string{"count": strconv.Itoa(len(n.nodes))}
			seen = append(seen, e)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(seen) > 0 {
		if err := s.Views.View(ctx, seen...); err != nil {
			return nil, err
		}
	}
	g := sorted(n.nodes, n.edges)
	g.Truncated = n.truncated
	return g, nil
}

// network gathers what hits and leads join.
type network struct {
	tx        Tx
	sight     *sight
	wish      NetworkWish
	ids       []string // of the exhibits joined
	nodes     map[string]Node
	edges     []Edge
	truncated bool
}

// narrowed selects of a kind what the actor may see and the wish takes, the latest
// first, one more than a graph holds.
func (n *network) narrowed(k Kind, further ...Cond) Query {
	q := Query{Where: append([]Cond{n.sight.visible(k)}, further...), Order: []string{"-id"}, Limit: maxGraph + 1}
	if lab := n.wish.Lab; lab != "" {
		q.Where = append(q.Where, Cond{Any: []Cond{{Column: "lab", Op: Equal, Value: lab}, {Column: "lab_b", Op: Equal, Value: lab}}})
	}
	if from := n.wish.From; from != "" {
		q.Where = append(q.Where, Cond{Column: "created_at", Op: AtLeast, Value: from.From()})
	}
	if to := n.wish.To; to != "" {
		q.Where = append(q.Where, Cond{Column: "created_at", Op: Less, Value: to.To().Add(time.Second)})
	}
	return q
}

func (n *network) hits(ctx context.Context) error {
	var all []*Hit
	if err := n.tx.Find(ctx, &all, n.narrowed(KindHit)); err != nil {
		return err
	}
	for _, h := range all[:n.fits(len(all))] {
		n.join(hitEdge(h))
	}
	return nil
}

// declared adds the leads: not those that became hits, nor pairs that wait for a
// second review that is blind for the actor.
func (n *network) declared(ctx context.Context) error {
	if !n.wish.Leads {
		return nil
	}
	known := Cond{Any: []Cond{
		{Column: "state", Op: NotEqual, Value: LeadSecondReview}, {Column: "first_by", Op: Equal, Value: n.sight.actor.ID()},
	}}
	q := n.narrowed(KindLead, known, Cond{Column: "state", Op: NotEqual, Value: LeadDecoy}, Cond{Column: "state", Op: NotEqual, Value: LeadConfirmed})
	var all []*Lead
	if err := n.tx.Find(ctx, &all, q); err != nil {
		return err
	}
	for _, l := range all[:n.fits(len(all))] {
		n.join(leadEdge(l))
	}
	return nil
}

// fits is how many of so many the graph still holds.
func (n *network) fits(found int) int {
	left := maxGraph - len(n.edges)
	n.truncated = n.truncated || found > left
	return min(found, left)
}

func (n *network) join(e Edge) {
	n.edges = append(n.edges, e)
	n.ids = append(n.ids, e.From, e.To)
}

// exhibits adds what is joined, with its cases and firearms.
func (n *network) exhibits(ctx context.Context) error {
	all, err := byID[Exhibit](ctx, n.tx, n.ids)
	if err != nil {
		return err
	}
	shown := maps.Clone(all)
	if err := n.sight.only(ctx, n.tx, shown); err != nil {
		return err
	}
	var cases, firearms []string
	for id, e := range all {
		n.nodes[id] = nodeOf(e, shown[id] != nil)
		if e.Case != "" {
			cases = append(cases, e.Case)
			n.edges = append(n.edges, Edge{From: id, To: e.Case, Kind: "part_of"})
		}
		if e.Firearm != "" {
			firearms = append(firearms, e.Firearm)
			n.edges = append(n.edges, Edge{From: id, To: e.Firearm, Kind: "fired_by"})
		}
	}
	guns, err := byID[Firearm](ctx, n.tx, firearms)
	if err != nil {
		return err
	}
	for id, f := range guns {
		n.nodes[id] = nodeOf(f, n.sight.may(KindFirearm, f.Lab))
		if f.Case != "" {
			cases = append(cases, f.Case)
			n.edges = append(n.edges, Edge{From: id, To: f.Case, Kind: "recovered_in"})
		}
	}
	files, err := byID[Case](ctx, n.tx, cases)
	for id, c := range files {
		n.nodes[id] = nodeOf(c, n.sight.may(KindCase, c.Lab))
	}
	return err
}
