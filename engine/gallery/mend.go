package gallery

import (
	"cmp"
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
)

// finding is what is wrong with a segment.
type finding struct {
	segment *segment
	part    Part    // what was looked at
	damaged []int64 // these entries
	replace bool    // its file is gone, another's, or begins otherwise
}

func (f *finding) losses() []Loss {
	if f.replace {
		return []Loss{{Segment: f.part.file.name, From: 1, To: math.MaxInt64, Count: len(f.part.seqs)}}
	}
	return runs(f.part.file.name, f.part.seqs, f.damaged)
}

// Verify looks at all files and reports what in them is no longer as it was
// written. It changes nothing: Mend does. Entries may be appended meanwhile.
func (g *Gallery) Verify() (*Report, error) {
	g.work.Lock()
	defer g.work.Unlock()
	report, found, err := g.inspect()
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		report.Lost = append(report.Lost, f.losses()...)
	}
	for _, l := range report.Lost {
		report.Entries -= l.Count
	}
	return report, nil
}

// Mend looks at all files and writes those in which something is damaged anew,
// without it. The next snapshot lacks what the report names as lost, and the owner
// appends it again. Entries may be appended meanwhile. With an error, the report
// tells what was done until then.
func (g *Gallery) Mend() (*Report, error) {
	g.work.Lock()
	defer g.work.Unlock()
	report, found, err := g.inspect()
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		damaged, err := g.rewrite(context.Background(), []*segment{f.segment}, true)
		if err != nil {
			return report, g.failed("mend the gallery", err)
		}
		report.Lost = append(report.Lost, runs(f.part.file.name, f.part.seqs, damaged)...)
		report.Entries -= len(damaged)
	}
	if report.Manifest && len(found) == 0 {
		g.mu.Lock()
		defer g.mu.Unlock()
		if err := g.commit(); err != nil {
			return report, g.failed("mend the gallery", err)
		}
	}
	return report, nil
}

// inspect returns the segments that are not as they were written, and a report
// with the number of all entries and what the manifest is like. It needs work.
func (g *Gallery) inspect() (*Report, []finding, error) {
	g.mu.Lock()
	if g.lock == nil {
		g.mu.Unlock()
		return nil, nil, ErrClosed
	}
	listed, err := g.loadManifest()
	segments, parts := slices.Clone(g.segments), make([]Part, len(g.segments))
	for i, s := range segments {
		parts[i] = s.part()
	}
	report := &Report{Manifest: err != nil || !slices.Equal(listed, g.listed())}
	g.mu.Unlock()
	var out []finding
	for i, p := range parts {
		f := finding{segment: segments[i], part: p}
		for k, seq := range p.seqs {
			if !p.file.isSound(k, seq) {
				f.damaged = append(f.damaged, seq)
			}
		}
		info, err := os.Stat(filepath.Join(g.dir, p.file.name))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, nil, err
		}
		f.replace = err != nil || !os.SameFile(info, p.file.info) || !p.file.hasHeader()
		report.Entries += len(p.seqs)
		if f.replace || f.damaged != nil {
			out = append(out, f)
		}
	}
	return report, out, nil
}

// rewrite puts new segments in the place of some of one class. Damaged entries are
// left out and returned, or, unless they may be left out, end it as a
// *DamageError. It needs work; entries are appended and searched meanwhile.
func (g *Gallery) rewrite(ctx context.Context, old []*segment, without bool) (damaged []int64, err error) {
	g.mu.Lock()
	var refs []ref
	before := make([]bool, len(old))
	for k, s := range old {
		before[k], s.sealed = s.sealed, true
		for i, seq := range s.seqs {
			refs = append(refs, ref{s.file, place{i, seq}})
		}
	}
	g.mu.Unlock()
	slices.SortFunc(refs, func(a, b ref) int { return cmp.Compare(a.seq, b.seq) })
	made, damaged, err := g.compose(ctx, refs)
	if err == nil && damaged != nil && !without {
		g.discard(made)
		err = &DamageError{damaged}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if err == nil {
		err = g.exchange(old, made)
	}
	if err != nil {
		for k, s := range old {
			s.sealed = before[k]
		}
		return nil, err
	}
	return damaged, nil
}

// exchange makes new segments count in place of old ones.
func (g *Gallery) exchange(old, made []*segment) error {
	before := g.segments
	g.segments = slices.DeleteFunc(slices.Clone(before), func(s *segment) bool { return slices.Contains(old, s) })
	g.segments = append(g.segments, made...)
	was := len(g.stale)
	for _, s := range old {
		g.stale = append(g.stale, s.name)
	}
	if err := g.commit(); err != nil {
		g.segments, g.stale = before, g.stale[:was]
		for _, s := range made {
			g.stale = append(g.stale, s.name)
		}
		return err
	}
	g.publish()
	return nil
}

// Reset drops all files, for a rebuild. Snapshots that were taken stay good.
func (g *Gallery) Reset() error {
	g.work.Lock()
	defer g.work.Unlock()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.lock == nil {
		return ErrClosed
	}
	if err := g.exchange(g.segments, nil); err != nil {
		return g.failed("reset the gallery", err)
	}
	return nil
}
