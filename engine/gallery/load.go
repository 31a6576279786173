package gallery

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
)

// loaded is a segment file as it was found.
type loaded struct {
	file *file
	content
	anew bool // is to be written anew without what was lost or stands elsewhere
}

// load reads the names of all segments that count and mends their files.
func (g *Gallery) load() (*Report, error) {
	found, err := g.found()
	if err != nil {
		return nil, err
	}
	if n := len(found); n > 0 {
		g.next.Store(int64(found[n-1]))
	}
	report := &Report{}
	listed, err := g.loadManifest()
	switch {
	case err == nil:
		g.missing(listed, found, report)
	case errors.Is(err, os.ErrNotExist):
		listed = found
	case errors.Is(err, errManifest):
		report.Manifest = true
		listed = found
	default:
		return nil, err
	}
	isNew := err != nil || len(report.Lost) > 0
	for _, n := range found {
		if _, counts := slices.BinarySearch(listed, n); !counts {
			g.stale = append(g.stale, segmentName(n))
		}
	}
	files, err := g.loadFiles(listed, found, report)
	if err != nil {
		return nil, err
	}
	once(files)
	before := len(g.stale)
	for i := range files {
		if err := g.take(&files[i], report); err != nil {
			return nil, err
		}
	}
	if isNew || before != len(g.stale) || len(g.segments) != len(listed) {
		if err := g.commit(); err != nil {
			return nil, err
		}
	}
	g.sweep()
	return report, nil
}

// missing reports the segments that are listed and not found.
func (g *Gallery) missing(listed, found []int, report *Report) {
	for _, n := range listed {
		if _, ok := slices.BinarySearch(found, n); !ok {
			report.Lost = append(report.Lost, Loss{Segment: segmentName(n), From: 1, To: math.MaxInt64})
		}
	}
}

func (g *Gallery) loadFiles(listed, found []int, report *Report) ([]loaded, error) {
	var out []loaded
	for _, n := range listed {
		if _, ok := slices.BinarySearch(found, n); !ok {
			continue
		}
		name := segmentName(n)
		l, err := g.loadFile(name)
		if errors.Is(err, errHeader) {
			report.Lost = append(report.Lost, Loss{Segment: name, From: 1, To: math.MaxInt64})
			g.stale = append(g.stale, name)
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if len(l.sound)+len(l.torn) == 0 { // only what has entries counts
			l.lost = []Loss{{From: 1, To: math.MaxInt64}}
		}
		report.Lost = append(report.Lost, in(name, l.lost)...)
		report.Torn = append(report.Torn, in(name, l.torn)...)
		out = append(out, l)
	}
	return out, nil
}

// loadFile reads a file's names, cuts off what is torn and maps it.
func (g *Gallery) loadFile(name string) (loaded, error) {
	path := filepath.Join(g.dir, name)
	if info, err := os.Lstat(path); err != nil {
		return loaded{}, err
	} else if !info.Mode().IsRegular() {
		return loaded{}, fmt.Errorf("it is no regular file: remove it")
	}
	var l loaded
	return l, change(path, os.O_RDWR, func(file *os.File) error {
		info, err := file.Stat()
		if err != nil {
			return err
		}
		header := make([]byte, pageBytes)
		n, err := file.ReadAt(header, 0)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		f, err := readFormat(header[:n])
		if err != nil {
			return err
		}
		if l.content, err = f.readNames(file, info.Size()); err != nil {
			return err
		}
		l.anew = len(l.lost) > 0
		kept := 0
		if n := len(l.sound); n > 0 {
			kept = l.sound[n-1].slot + 1
		}
		begun := f.begun(info.Size())
		if more := begun - max(kept, l.end); more > 0 && len(l.torn) == 0 {
			last := int64(0)
			if n := len(l.sound); n > 0 {
				last = l.sound[n-1].seq
			}
			l.torn = []Loss{{From: last + 1, To: math.MaxInt64, Count: more}}
		}
		if len(l.torn) > 0 && kept > 0 {
			if err := drop(file, &f, kept, l.end); err != nil {
				return err
			}
		}
		l.file, err = mapFile(file, name, f)
		return err
	})
}

// once leaves an entry that stands in several segments in the first of them.
func once(files []loaded) {
	var all []int64
	for _, l := range files {
		for _, p := range l.sound {
			all = append(all, p.seq)
		}
	}
	slices.Sort(all)
	twice := map[int64]bool{} // and whether the first was met
	for i := 1; i < len(all); i++ {
		if all[i] == all[i-1] {
			twice[all[i]] = false
		}
	}
	if len(twice) == 0 {
		return
	}
	for k := range files {
		l := &files[k]
		l.sound = slices.DeleteFunc(l.sound, func(p place) bool {
			met, is := twice[p.seq]
			if is {
				twice[p.seq] = true
			}
			l.anew = l.anew || met
			return met
		})
	}
}

// take makes a file a segment, or writes its sound entries into a new one.
func (g *Gallery) take(l *loaded, report *Report) error {
	if len(l.sound) == 0 {
		g.stale = append(g.stale, l.file.name)
		return nil
	}
	if !l.anew {
		s := &segment{file: l.file, seqs: make([]int64, len(l.sound))}
		for i, p := range l.sound {
			s.seqs[i] = p.seq
		}
		g.segments = append(g.segments, s)
		report.Entries += len(s.seqs)
		return nil
	}
	refs, seqs := make([]ref, len(l.sound)), make([]int64, len(l.sound))
	for i, p := range l.sound {
		refs[i], seqs[i] = ref{l.file, p}, p.seq
	}
	segments, damaged, err := g.compose(context.Background(), refs)
	if err != nil {
		return err
	}
	report.Lost = append(report.Lost, runs(l.file.name, seqs, damaged)...)
	report.Entries += len(seqs) - len(damaged)
	g.segments = append(g.segments, segments...)
	g.stale = append(g.stale, l.file.name)
	return nil
}
