package gallery

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

const (
	segmentEnd = ".segment"
	// unfinished files were not yet given their name when a crash came.
	unfinished = ".new"
)

func segmentName(n int) string { return fmt.Sprintf("%08d", n) + segmentEnd }

// lockFolder takes the folder for this process until the file is closed.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = fmt.Errorf("%s is in use by another process: stop that first", dir)
		}
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// names lists the segment files by their numbers.
func (g *Gallery) names() ([]string, error) {
	files, err := os.ReadDir(g.dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range files {
		if n := number(f.Name()); n > 0 {
			out = append(out, f.Name())
		}
	}
	slices.SortFunc(out, func(a, b string) int { return number(a) - number(b) })
	return out, nil
}

// number returns that of a segment file, 0 for any other name.
func number(name string) int {
	n := 0
	if _, err := fmt.Sscanf(name, "%d", &n); err != nil || n < 1 || segmentName(n) != name {
		return 0
	}
	return n
}

// load reads all segments and mends their files.
func (g *Gallery) load() (*Report, error) {
	if err := g.dropUnfinished(); err != nil {
		return nil, err
	}
	names, err := g.names()
	if err != nil {
		return nil, err
	}
	report := &Report{}
	seen := map[int64]bool{}
	for _, name := range names {
		g.next = number(name) + 1
		seg, err := g.loadSegment(name, report, seen)
		if err != nil {
			return nil, err
		}
		if seg != nil {
			g.segments = append(g.segments, seg)
		}
	}
	return report, nil
}

// loadSegment reads a segment and mends its file. It returns nil for one that
// cannot be told from other files, which is removed.
func (g *Gallery) loadSegment(name string, report *Report, seen map[int64]bool) (*segment, error) {
	seg := &segment{name: name}
	twice := false
	c, err := g.read(name, func(e Entry) {
		if seen[e.Seq] {
			twice = true
			return
		}
		seen[e.Seq] = true
		seg.class = e.Class
		seg.add(&e)
	})
	if errors.Is(err, errHeader) {
		report.Lost = append(report.Lost, Loss{Segment: name, From: 1, To: math.MaxInt64})
		return nil, os.Remove(filepath.Join(g.dir, name))
	}
	if err != nil {
		return nil, err
	}
	seg.format = c.format
	report.Entries += len(seg.seqs)
	report.add(name, &c)
	switch {
	case len(c.lost) > 0 || twice:
		return seg, g.rewrite(seg)
	case len(c.torn) > 0:
		return seg, cut(filepath.Join(g.dir, seg.name), seg.size(len(seg.seqs)))
	}
	return seg, nil
}

func (r *Report) add(name string, c *content) {
	r.Lost = append(r.Lost, in(name, c.lost)...)
	r.Torn = append(r.Torn, in(name, c.torn)...)
}

func (g *Gallery) read(name string, keep func(Entry)) (content, error) {
	f, err := os.Open(filepath.Join(g.dir, name))
	if err != nil {
		return content{}, err
	}
	defer f.Close()
	c, err := readSegment(f, keep)
	if err != nil {
		return c, fmt.Errorf("%s: %w", name, err)
	}
	return c, nil
}

// rewrite gives a segment's file the content of its shelf.
func (g *Gallery) rewrite(seg *segment) error {
	_, bytes := newFormat(seg.class)
	for i := range seg.seqs {
		e := seg.entry(i)
		bytes = seg.appendRecord(bytes, &e)
	}
	return g.create(seg.name, bytes)
}

// cut shortens a file.
func cut(path string, size int64) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	err = f.Truncate(size)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// create writes a file that is there as a whole or not at all, and replaces one
// of the same name.
func (g *Gallery) create(name string, bytes []byte) error {
	path := filepath.Join(g.dir, name)
	f, err := os.OpenFile(path+unfinished, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o640)
	if err != nil {
		return err
	}
	_, err = f.Write(bytes)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(path+unfinished, path)
	}
	if err != nil {
		_ = os.Remove(path + unfinished) // Open does it otherwise
		return err
	}
	return g.sync()
}

// sync makes the folder's names durable.
func (g *Gallery) sync() error {
	d, err := os.Open(g.dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	return err
}

func (g *Gallery) dropUnfinished() error {
	files, err := os.ReadDir(g.dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		if name, ok := strings.CutSuffix(f.Name(), unfinished); ok && number(name) > 0 {
			if err := os.Remove(filepath.Join(g.dir, f.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
