package catalog

import (
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"go.etcd.io/bbolt"
)

// inspect reads all files that the index in a folder consists of, without
// changing any. bleve checks no sums, and its background work ends the process
// when it meets what cannot be: so nothing unsound must get so far.
func inspect(dir string) error {
	return guarded(func() error {
		if err := inspectRoot(filepath.Join(dir, "store", "root.bolt")); err != nil {
			return err
		}
		return inspectSegments(dir)
	})
}

// guarded makes errors of panics and of reads beyond the end of a mapped file.
func guarded(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the index cannot be read: %v", p)
		}
	}()
	return fn()
}

// inspectRoot reads the file that tells which segments there are to its end.
func inspectRoot(path string) (err error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return db.View(func(tx *bbolt.Tx) error {
		if tx.Size() > info.Size() {
			return fmt.Errorf("%s is cut", path)
		}
		return tx.ForEach(func(_ []byte, b *bbolt.Bucket) error { return walk(b) })
	})
}

func walk(b *bbolt.Bucket) error {
	return b.ForEach(func(k, v []byte) error {
		if v != nil {
			return nil
		}
		if inner := b.Bucket(k); inner != nil {
			return walk(inner)
		}
		return nil
	})
}

// summed is a file of the index that ends with the CRC-32 of what comes before.
type summed interface {
	Path() string
	Data() []byte
	CRC() uint32
}

// inspectSegments checks the sums of the segments.
func inspectSegments(dir string) (err error) {
	index, err := bleve.OpenUsing(dir, map[string]any{"read_only": true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	advanced, err := index.Advanced()
	if err != nil {
		return err
	}
	reader, err := advanced.Reader()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return fmt.Errorf("an index of another kind, %T", reader)
	}
	for _, s := range snapshot.Segments() {
		file, ok := s.Segment().(summed)
		if !ok {
			return fmt.Errorf("a segment of another kind, %T", s.Segment())
		}
		if data := file.Data(); len(data) < 4 || crc32.ChecksumIEEE(data[:len(data)-4]) != file.CRC() {
			return fmt.Errorf("%s is damaged", file.Path())
		}
	}
	return nil
}
