package gallery

import (
	"context"
	"os"
	"path/filepath"
)

// batchEntries is how many entries are written at once.
const batchEntries = 4096

// batch is entries on their way into a file.
type batch struct {
	seqs  []int64
	names []byte
	// signatures in stored order, one behind the other.
	signatures []int8
}

// add appends an entry whose signature put writes, in stored order.
func (b *batch) add(f *format, seq int64, template *[32]byte, put func(stored []int8)) {
	n := f.class.Layout.Bytes()
	at := len(b.signatures)
	b.signatures = append(b.signatures, make([]int8, n)...)
	put(b.signatures[at:])
	b.names = f.appendName(b.names, seq, template, b.signatures[at:])
	b.seqs = append(b.seqs, seq)
}

// write puts a batch behind the first n entries of a file: when a name is there,
// its signature is.
func (b *batch) write(file *os.File, f *format, n int) error {
	if _, err := file.WriteAt(unsigned(b.signatures), f.signatureAt(n)); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	if _, err := file.WriteAt(b.names, f.nameAt(n)); err != nil {
		return err
	}
	return file.Sync()
}

// drop takes out of a file, but for its first n entries, what a batch or a crash
// left there up to the place end.
func drop(file *os.File, f *format, n, end int) error {
	if end > n {
		if _, err := file.WriteAt(make([]byte, (end-n)*nameBytes), f.nameAt(n)); err != nil {
			return err
		}
		if err := file.Sync(); err != nil {
			return err
		}
	}
	if err := file.Truncate(f.signatureAt(n)); err != nil {
		return err
	}
	return file.Sync()
}

// create makes a segment file with the given batch, maps it and makes it durable.
// It does not count before commit. When it cannot be written nothing of it stays.
func (g *Gallery) create(f *format, header []byte, b *batch) (*segment, error) {
	name := segmentName(int(g.next.Add(1)))
	path := filepath.Join(g.dir, name)
	var m *file
	err := change(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, func(file *os.File) (err error) {
		if _, err = file.WriteAt(header, 0); err != nil {
			return err
		}
		if err = b.write(file, f, 0); err != nil {
			return err
		}
		m, err = mapFile(file, name, *f)
		return err
	})
	if err == nil {
		err = g.sync()
	}
	if err != nil {
		_ = os.Remove(path) // Open does it otherwise
		return nil, err
	}
	return &segment{file: m, seqs: b.seqs}, nil
}

// extend appends a batch to a segment. When it cannot be written the file is as it
// was, or, if not even that can be done, is not appended to any more.
func (g *Gallery) extend(s *segment, b *batch) error {
	err := change(filepath.Join(g.dir, s.name), os.O_WRONLY, func(file *os.File) error {
		err := b.write(file, &s.format, len(s.seqs))
		if err != nil && drop(file, &s.format, len(s.seqs), len(s.seqs)+len(b.seqs)) != nil {
			s.sealed = true
		}
		return err
	})
	if err != nil {
		return err
	}
	s.seqs = append(s.seqs, b.seqs...)
	return nil
}

// ref is an entry that is to be written anew.
type ref struct {
	file *file
	place
}

// compose writes entries of one class, which must ascend, into new segments, and
// returns the numbers of those that are damaged and were left out. On an error
// nothing of it stays.
func (g *Gallery) compose(ctx context.Context, refs []ref) (out []*segment, damaged []int64, err error) {
	defer func() {
		if err != nil {
			g.discard(out)
			out = nil
		}
	}()
	if len(refs) == 0 {
		return nil, nil, nil
	}
	f, header := newFormat(refs[0].file.class, g.capacity)
	var stored []int8
	for len(refs) > 0 {
		if err := ctx.Err(); err != nil {
			return out, nil, err
		}
		var into *segment
		if n := len(out); n > 0 && len(out[n-1].seqs) < g.capacity {
			into = out[n-1]
		}
		var b batch
		room := min(batchEntries, g.capacity)
		if into != nil {
			room = min(batchEntries, g.capacity-len(into.seqs))
		}
		for len(refs) > 0 && len(b.seqs) < room {
			r := refs[0]
			refs = refs[1:]
			stored = append(stored[:0], make([]int8, f.class.Layout.Bytes())...)
			n, sound := r.file.copyOf(r.slot, r.seq, stored)
			if !sound {
				damaged = append(damaged, r.seq)
				continue
			}
			b.add(&f, r.seq, &n.template, func(to []int8) { copy(to, stored) })
		}
		switch {
		case len(b.seqs) == 0:
		case into != nil:
			err = g.extend(into, &b)
		default:
			if into, err = g.create(&f, header, &b); err == nil {
				out = append(out, into)
			}
		}
		if err != nil {
			return out, nil, err
		}
	}
	return out, damaged, nil
}

// discard removes the files of segments that were composed for nothing.
func (g *Gallery) discard(segments []*segment) {
	for _, s := range segments {
		_ = os.Remove(filepath.Join(g.dir, s.name)) // Open does it otherwise
	}
}
