package casework

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// Graph is what leads and hits join.
type Graph struct {
	Nodes []Node `json:"nodes" nullable:"false"`
	Edges []Edge `json:"edges" nullable:"false"`
	// Truncated tells that there is more than is shown.
	Truncated bool `json:"truncated,omitempty" doc:"There is more than is shown."`
}

// Node is a case, an exhibit or a firearm.
type Node struct {
	ID    string `json:"id"`
	Kind  Kind   `json:"kind"`
	Lab   string `json:"lab"`
	Label string `json:"label,omitempty" doc:"Its number; empty when it may not be seen."`
	Date  Date   `json:"date,omitempty"`
	Place *Place `json:"place,omitempty"`
}

// Edge joins two nodes.
type Edge struct {
	From   string `json:"from"`
	To     string `json:"to"`
	Kind   string `json:"kind" enum:"part_of,fired_by,recovered_in,lead,hit"`
	ID     string `json:"id,omitempty" doc:"Of the lead or hit."`
	Number string `json:"number,omitempty"`
	State  string `json:"state,omitempty" doc:"Of the lead."`
	At     Date   `json:"at,omitempty" doc:"When the hit was confirmed or the lead declared; UTC."`
}

// maxGraph bounds how many exhibits a graph follows.
const maxGraph = 2000

// Links returns the group that hits join an exhibit with, across cases and
// laboratories: its exhibits, their cases and firearms, and the hits among them.
// With leads, those are followed too. Of a record that the actor may not see
// there is the node alone: kind, laboratory, nothing else; hits among other
// laboratories are not followed.
func (s *Service) Links(ctx context.Context, k Kind, id string, leads bool) (*Graph, error) {
	r := New(k)
	switch k {
	case KindExhibit, KindCase, KindFirearm:
	default:
		return nil, NotFound(k, id)
	}
	if err := s.see(ctx, r, id, "view_links"); err != nil {
		return nil, err
	}
	w := &walk{nodes: map[string]Node{}, edges: map[Edge]bool{}, exhibits: map[string]*Exhibit{}, leads: leads}
	err := s.view(ctx, func(tx Tx, a *Actor) (err error) {
		if w.sight, err = look(ctx, tx, a); err != nil {
			return err
		}
		w.tx = tx
		var start []*Exhibit
		switch r := r.(type) {
		case *Exhibit:
			start = append(start, r)
		case *Case:
			err = tx.Find(ctx, &start, Where("case_id", r.ID))
		case *Firearm:
			err = tx.Find(ctx, &start, Where("firearm_id", r.ID))
		}
		if err != nil {
			return err
		}
		if err := w.add(ctx, r); err != nil {
			return err
		}
		return w.from(ctx, start)
	})
	if err != nil {
		return nil, err
	}
	return w.graph(), nil
}

// walk goes from exhibit to exhibit along hits.
type walk struct {
	tx       Tx
	sight    *sight
	leads    bool
	nodes    map[string]Node
	edges    map[Edge]bool
	exhibits map[string]*Exhibit
}

func (w *walk) from(ctx context.Context, todo []*Exhibit) error {
	for len(todo) > 0 && len(w.exhibits) < maxGraph {
		e := todo[0]
		todo = todo[1:]
		if w.exhibits[e.ID] != nil {
			continue
		}
		w.exhibits[e.ID] = e
		if err := w.exhibit(ctx, e); err != nil {
			return err
		}
		others, err := w.joined(ctx, e)
		if err != nil {
			return err
		}
		// What came from the same firearm belongs to the group.
		if e.Firearm != "" && w.sight.may(KindExhibit, e.Lab) {
			if err := w.tx.Find(ctx, &others, Where("firearm_id", e.Firearm)); err != nil {
				return err
			}
		}
		todo = append(todo, others...)
	}
	return nil
}

// exhibit adds an exhibit with its case and firearm.
func (w *walk) exhibit(ctx context.Context, e *Exhibit) error {
	if err := w.add(ctx, e); err != nil {
		return err
	}
	if e.Case != "" {
		if err := w.attach(ctx, e, &Case{}, e.Case, "part_of"); err != nil {
			return err
		}
	}
	if e.Firearm == "" {
		return nil
	}
	f := &Firearm{}
	if err := w.attach(ctx, e, f, e.Firearm, "fired_by"); err != nil || f.Case == "" {
		return err
	}
	return w.attach(ctx, f, &Case{}, f.Case, "recovered_in")
}

func (w *walk) attach(ctx context.Context, from, to Record, id, kind string) error {
	if err := w.tx.Get(ctx, to, id); err != nil {
		return err
	}
	w.edges[Edge{From: from.header().ID, To: id, Kind: kind}] = true
	return w.add(ctx, to)
}

// joined returns the exhibits that hits join with one, and leads where asked.
func (w *walk) joined(ctx context.Context, e *Exhibit) ([]*Exhibit, error) {
	side := Query{Where: []Cond{{Any: []Cond{{Column: "exhibit_a", Op: Equal, Value: e.ID}, {Column: "exhibit_b", Op: Equal, Value: e.ID}}}}}
	var hits []*Hit
	if err := w.tx.Find(ctx, &hits, side); err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	for _, h := range hits {
		if ok, err := w.sight.sees(ctx, w.tx, h); err != nil {
			return nil, err
		} else if !ok {
			continue
		}
		w.edges[hitEdge(h)] = true
		ids[h.ExhibitA], ids[h.ExhibitB] = true, true
	}
	if w.leads {
		var leads []*Lead
		if err := w.tx.Find(ctx, &leads, side); err != nil {
			return nil, err
		}
		for _, l := range leads {
			if l.State == LeadConfirmed || l.State == LeadDecoy || l.State == LeadSecondReview && l.FirstBy != w.sight.actor.ID() {
				continue
			}
			if ok, err := w.sight.sees(ctx, w.tx, l); err != nil || !ok {
				if err != nil {
					return nil, err
				}
				continue
			}
			w.edges[leadEdge(l)] = true
			ids[l.ExhibitA], ids[l.ExhibitB] = true, true
		}
	}
	delete(ids, e.ID)
	if len(ids) == 0 {
		return nil, nil
	}
	var others []*Exhibit
	err := w.tx.Find(ctx, &others, Query{Where: []Cond{{Column: "id", Op: In, Value: slices.Sorted(maps.Keys(ids))}}})
	return others, err
}

// add adds a record's node, with what the actor may see of it.
func (w *walk) add(ctx context.Context, r Record) error {
	h := r.header()
	if _, ok := w.nodes[h.ID]; ok {
		return nil
	}
	ok, err := w.sight.sees(ctx, w.tx, r)
	if err == nil {
		w.nodes[h.ID] = nodeOf(r, ok)
	}
	return err
}

// nodeOf is a record's node, with its number, date and place when they may be seen.
func nodeOf(r Record, shown bool) Node {
	h := r.header()
	n := Node{ID: h.ID, Kind: r.Kind(), Lab: h.Lab}
	if !shown {
		return n
	}
	switch r := r.(type) {
	case *Case:
		n.Label, n.Date, n.Place = r.Number, r.Occurred, &r.Place
	case *Exhibit:
		n.Label, n.Date, n.Place = r.Number, r.Occurred, &r.Place
	case *Firearm:
		n.Label, n.Date, n.Place = r.Number, r.Recovered, &r.Place
	}
	return n
}

func hitEdge(h *Hit) Edge {
	return Edge{From: h.ExhibitA, To: h.ExhibitB, Kind: "hit", ID: h.ID, Number: h.Number, At: stamp(h.CreatedAt)}
}

func leadEdge(l *Lead) Edge {
	return Edge{From: l.ExhibitA, To: l.ExhibitB, Kind: "lead", ID: l.ID, Number: l.Number, State: l.State, At: stamp(l.CreatedAt)}
}

// graph is what was found.
func (w *walk) graph() *Graph {
	g := sorted(w.nodes, slices.Collect(maps.Keys(w.edges)))
	g.Truncated = len(w.exhibits) >= maxGraph
	return g
}

// sorted is a graph in a stable order, without edges whose end is beyond maxGraph.
func sorted(nodes map[string]Node, edges []Edge) *Graph {
	g := &Graph{Nodes: []Node{}, Edges: []Edge{}}
	for _, id := range slices.Sorted(maps.Keys(nodes)) {
		g.Nodes = append(g.Nodes, nodes[id])
	}
	for _, e := range edges {
		_, from := nodes[e.From]
		_, to := nodes[e.To]
		if from && to {
			g.Edges = append(g.Edges, e)
		}
	}
	slices.SortFunc(g.Edges, func(x, y Edge) int {
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.ID, y.ID))
	})
	return g
}
