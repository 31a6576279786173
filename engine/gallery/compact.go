package gallery

import (
	"context"

	"cotejo/engine/feature"
)

// fragments is how many small segments of a class are worth a compaction.
const fragments = 8

// Fragmented tells whether Compact is worth it.
func (g *Gallery) Fragmented() bool {
	small := map[feature.Class]int{}
	for _, p := range g.Snapshot().Parts() {
		if g.isSmall(len(p.seqs)) {
			small[p.Class()]++
		}
		if small[p.Class()] >= fragments {
			return true
		}
	}
	return false
}

// isSmall tells whether a segment of n entries is to be written together with
// others.
func (g *Gallery) isSmall(n int) bool { return 2*n < g.capacity }

// Compact writes the small segments of each class together into full ones that
// ascend, and tells whether there was anything to do. Nothing is lost by it: what
// is damaged ends it as a *DamageError, and the segments stay as they were, as
// they do when the context ends. Entries are appended and searched meanwhile.
func (g *Gallery) Compact(ctx context.Context) (changed bool, err error) {
	g.work.Lock()
	defer g.work.Unlock()
	g.mu.Lock()
	if g.lock == nil {
		g.mu.Unlock()
		return false, ErrClosed
	}
	var classes []feature.Class
	small := map[feature.Class][]*segment{}
	for _, s := range g.segments {
		if !g.isSmall(len(s.seqs)) {
			continue
		}
		if small[s.class] == nil {
			classes = append(classes, s.class)
		}
		small[s.class] = append(small[s.class], s)
	}
	g.mu.Unlock()
	for _, c := range classes {
		if len(small[c]) < 2 {
			continue
		}
		if _, err := g.rewrite(ctx, small[c], false); err != nil {
			return changed, g.failed("compact the gallery", err)
		}
		changed = true
	}
	return changed, nil
}
