package scale

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync"

	"cotejo/bench/crowd"
	"cotejo/engine/facet"
	"cotejo/engine/feature"
	"cotejo/engine/gallery"
)

// people is the crowd with the hidden among them.
type people struct {
	size   int
	seed   uint64
	class  feature.Class
	hidden []Hidden
	at     map[int64]*Hidden // by number
	// standIns have the levels that the crowd's entries get.
	standIns []*feature.Template
	drawers  sync.Pool // of *crowd.Drawer
}

func newPeople(m *crowd.Model, o *Options, hidden []Hidden, standIns []*feature.Template) (*people, error) {
	p := &people{size: o.Size, seed: o.Seed, class: m.Class(), hidden: hidden, at: map[int64]*Hidden{}, standIns: standIns}
	p.drawers.New = func() any { return m.Drawer(o.Seed) }
	if err := place(hidden, o.Size); err != nil {
		return nil, err
	}
	for i := range hidden {
		p.at[hidden[i].seq] = &hidden[i]
	}
	return p, nil
}

// signature is that of an entry, in the template's order.
func (p *people) signature(seq int64) []int8 {
	if h := p.at[seq]; h != nil {
		return h.Template.Signature
	}
	out := make([]int8, p.class.Layout.Bytes())
	d := p.drawers.Get().(*crowd.Drawer)
	defer p.drawers.Put(d)
	d.Draw(uint64(seq), out)
	return out
}

// template is what a search gets to compare with.
func (p *people) template(_ context.Context, seq int64) (*feature.Template, error) {
	if seq < 1 || seq > int64(p.size) {
		return nil, fmt.Errorf("entry %d of a gallery of %d", seq, p.size)
	}
	if h := p.at[seq]; h != nil {
		return h.Template, nil
	}
	t := *p.standIns[seq%int64(len(p.standIns))]
	t.Source = p.source(seq)
	t.Signature = p.signature(seq)
	return &t, nil
}

// source is the hash that an entry's original would have.
func (p *people) source(seq int64) [32]byte {
	var b [16]byte
	binary.LittleEndian.PutUint64(b[:], p.seed)
	binary.LittleEndian.PutUint64(b[8:], uint64(seq))
	return sha256.Sum256(b[:])
}

// piece is how many entries are drawn by one worker and appended at once.
const piece = 8192

// build appends all entries; the next are drawn while some are written.
func (r *run) build(ctx context.Context, g *gallery.Gallery, p *people) error {
	pieces := (p.size + piece - 1) / piece
	ahead := r.eng.Pool().Workers() + 1
	drawn := make([]chan []gallery.Entry, pieces)
	for i := range drawn {
		drawn[i] = make(chan []gallery.Entry, 1)
	}
	room := make(chan struct{}, ahead)
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() {
		for i := range drawn {
			select {
			case room <- struct{}{}:
				wg.Go(func() { drawn[i] <- p.entries(i*piece, min((i+1)*piece, p.size)) })
			case <-inner.Done():
				return
			}
		}
	})
	for i := range drawn {
		var entries []gallery.Entry
		select {
		case entries = <-drawn[i]:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := g.Append(entries...); err != nil {
			cancel()
			return err
		}
		<-room
		r.o.progress("building the gallery", min((i+1)*piece, p.size), p.size)
	}
	return nil
}

// entries draws those of the numbers from+1 to to.
func (p *people) entries(from, to int) []gallery.Entry {
	out := make([]gallery.Entry, to-from)
	for i := range out {
		seq := int64(from + i + 1)
		out[i] = gallery.Entry{Seq: seq, Class: p.class, Template: p.source(seq), Signature: p.signature(seq)}
	}
	return out
}

// facts puts what is known of each entry into an index.
func (p *people) facts() *facet.Index {
	var x facet.Index
	all := make([]facet.Entry, 0, piece)
	for seq := 1; seq <= p.size; seq++ {
		all = append(all, crowd.Facts(p.seed, uint64(seq)))
		if len(all) == piece || seq == p.size {
			x.Put(all...)
			all = all[:0]
		}
	}
	return &x
}
