package gallery

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
)

// Verify reads the files again and reports what in them is no longer as it was
// written. It changes nothing: to mend the files, close the gallery and open it,
// or rebuild it. Changes wait until it ends.
func (g *Gallery) Verify() (*Report, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.lock == nil {
		return nil, ErrClosed
	}
	report := &Report{}
	for _, seg := range g.segments {
		i, same := 0, true
		c, err := g.read(seg.name, func(e Entry) {
			for i < len(seg.seqs) && seg.seqs[i] < e.Seq {
				i++
			}
			same = same && i < len(seg.seqs) && isSame(seg.entry(i), e)
		})
		if errors.Is(err, errHeader) || errors.Is(err, os.ErrNotExist) {
			report.Lost = append(report.Lost, Loss{Segment: seg.name, From: 1, To: math.MaxInt64, Count: len(seg.seqs)})
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("verify the gallery: %w", err)
		}
		if !same {
			return nil, fmt.Errorf("verify the gallery: %s was changed by someone else: rebuild the gallery", seg.name)
		}
		report.Entries += c.sound
		report.add(seg.name, &c)
		if missing := len(seg.seqs) - c.whole; missing > 0 {
			report.Lost = append(report.Lost, Loss{Segment: seg.name, From: seg.seqs[c.whole], To: seg.last(), Count: missing})
		}
	}
	return report, nil
}

func isSame(a, b Entry) bool {
	return a.Seq == b.Seq && a.Class == b.Class && a.Template == b.Template && slices.Equal(a.Signature, b.Signature)
}

// Reset drops all files, for a rebuild. Snapshots that were taken stay good.
func (g *Gallery) Reset() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.lock == nil {
		return ErrClosed
	}
	names, err := g.names()
	if err != nil {
		return fmt.Errorf("reset the gallery: %w", err)
	}
	defer g.publish()
	for _, name := range names {
		if err := os.Remove(filepath.Join(g.dir, name)); err != nil {
			return fmt.Errorf("reset the gallery: %w", err)
		}
		g.segments = slices.DeleteFunc(g.segments, func(s *segment) bool { return s.name == name })
	}
	if err := g.sync(); err != nil {
		return fmt.Errorf("reset the gallery: %w", err)
	}
	return nil
}
