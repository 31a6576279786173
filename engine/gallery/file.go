package gallery

import (
	"fmt"
	"math/bits"
	"os"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"syscall"
)

// file is a segment file in memory: mapped once at its full capacity, so that
// what is appended appears in it. The map is released when nobody refers to the
// file any more. Methods that read the map keep it alive.
type file struct {
	format

	name string
	info os.FileInfo // for telling it from another of the same name
	data []byte      // the map; beyond what is written it must not be read
	// checked has a bit for each entry whose signature was found sound.
	checked []atomic.Uint64
}

// mapFile maps a file, which may be closed then.
func mapFile(f *os.File, name string, form format) (*file, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	data, err := syscall.Mmap(int(f.Fd()), 0, int(form.size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be mapped into memory: %w", name, err)
	}
	m := &file{format: form, name: name, info: info, data: data, checked: make([]atomic.Uint64, (form.capacity+63)/64)}
	runtime.AddCleanup(m, func(data []byte) { _ = syscall.Munmap(data) }, data)
	return m, nil
}

// signature is that of the entry i in the map.
func (f *file) signature(i int) []int8 { return f.signatures(i, i+1) }

func (f *file) signatures(from, to int) []int8 {
	return signed(f.data[f.signatureAt(from):f.signatureAt(to):f.signatureAt(to)])
}

func (f *file) nameOf(i int) []byte { return f.data[f.nameAt(i):f.nameAt(i+1)] }

// readable calls f, which reads the map, and returns what f does, or false when
// the memory cannot be read: someone cut the file short, or the disk fails.
func readable(f func() bool) (ok bool) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		if _, isFault := r.(interface{ Addr() uintptr }); !isFault {
			panic(r)
		}
		ok = false
	}()
	return f()
}

// isSound tells whether the entry i, whose number must be seq, is as it was
// written.
func (f *file) isSound(i int, seq int64) bool {
	defer runtime.KeepAlive(f)
	return readable(func() bool {
		n, sound := f.openName(f.nameOf(i))
		return sound && n.seq == seq && f.signatureSum(f.signature(i)) == n.signature
	})
}

// copyOf copies the entry i, whose number must be seq, its signature into stored,
// and tells whether the copy is sound.
func (f *file) copyOf(i int, seq int64, stored []int8) (n name, sound bool) {
	defer runtime.KeepAlive(f)
	sound = readable(func() (ok bool) {
		n, ok = f.openName(f.nameOf(i))
		copy(stored, f.signature(i))
		return ok && n.seq == seq
	})
	return n, sound && f.signatureSum(stored) == n.signature
}

// templateOf returns the template's hash of the entry i, whose number must be seq.
func (f *file) templateOf(i int, seq int64) (template [32]byte, sound bool) {
	defer runtime.KeepAlive(f)
	sound = readable(func() bool {
		n, ok := f.openName(f.nameOf(i))
		template = n.template
		return ok && n.seq == seq
	})
	return template, sound
}

// hasHeader tells whether the file still begins as it was written.
func (f *file) hasHeader() bool {
	defer runtime.KeepAlive(f)
	_, header := newFormat(f.class, f.capacity)
	return readable(func() bool { return string(f.data[:pageBytes]) == string(header) })
}

// check looks at those of the entries from to to-1 that were not looked at before
// and returns the numbers of the damaged ones.
func (f *file) check(seqs []int64, from, to int) (damaged []int64) {
	for i := from; i < to; {
		word, end := &f.checked[i/64], min(to, i/64*64+64)
		need := ^uint64(0) << (i % 64) & (^uint64(0) >> (63 - (end-1)%64))
		for missing := need &^ word.Load(); missing != 0; missing &= missing - 1 {
			k := i/64*64 + bits.TrailingZeros64(missing)
			if f.isSound(k, seqs[k]) {
				word.Or(1 << (k % 64))
			} else {
				damaged = append(damaged, seqs[k])
			}
		}
		i = end
	}
	return damaged
}
