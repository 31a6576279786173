package catalog

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// Open opens the catalogue in a folder, which it makes where there is none. An
// index that cannot be read is moved aside and an empty one takes its place:
// Damaged tells. One of another layout is dropped. A folder that another process
// has open is a storage Error.
func Open(dir string) (*Catalog, error) {
	m, err := newMapping()
	if err != nil {
		return nil, err
	}
	c := &Catalog{dir: filepath.Clean(dir), mapping: m}
	if c.lock, err = takeLock(c.dir + ".lock"); err != nil {
		return nil, err
	}
	if err := errors.Join(c.open(), c.lock.finish()); err != nil {
		return nil, unavailable(errors.Join(err, c.Close()))
	}
	return c, nil
}

func (c *Catalog) open() error {
	cutShort, err := c.lock.begin()
	if err != nil {
		return err
	}
	if err := os.RemoveAll(c.old()); err != nil { // what a reset that was cut short has left
		return err
	}
	there := false
	if !cutShort {
		there, err = c.load()
	}
	switch {
	case cutShort || err != nil:
		if err := c.putAside(); err != nil {
			return err
		}
	case there:
		return nil
	}
	return c.create()
}

// load opens the index that is there. None there, or one of another layout, is
// no error.
func (c *Catalog) load() (there bool, err error) {
	if _, err := os.Stat(c.dir); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err := inspect(c.dir); err != nil {
		return true, err
	}
	var index bleve.Index
	err = guarded(func() (err error) {
		index, err = bleve.Open(c.dir)
		return err
	})
	if err != nil {
		return true, err
	}
	found, err := index.GetInternal([]byte(keyLayout))
	if err == nil && string(found) != layout {
		return false, errors.Join(index.Close(), os.RemoveAll(c.dir))
	}
	var applied []byte
	if err == nil {
		applied, err = index.GetInternal([]byte(keyApplied))
	}
	var upTo int64
	if err == nil {
		upTo, err = parseApplied(applied)
	}
	if err != nil {
		return true, errors.Join(err, index.Close())
	}
	// An index that can be read and not written is damaged, too.
	if err := within(func() error { return index.SetInternal([]byte(keyLayout), []byte(layout)) }); err != nil {
		return true, err
	}
	c.index = index
	c.applied.Store(upTo)
	return true, nil
}

// create makes an empty index.
func (c *Catalog) create() error {
	index, err := bleve.NewUsing(c.dir, c.mapping, scorch.Name, scorch.Name, nil)
	if err != nil {
		return err
	}
	if err := index.SetInternal([]byte(keyLayout), []byte(layout)); err != nil {
		return errors.Join(err, index.Close())
	}
	c.index = index
	c.applied.Store(0)
	return nil
}

// putAside renames an index that cannot be read, for whoever wants to know why.
// One is kept.
func (c *Catalog) putAside() error {
	name := c.dir + ".damaged"
	if err := os.RemoveAll(name); err != nil {
		return err
	}
	if err := os.Rename(c.dir, name); err != nil {
		if errors.Is(err, fs.ErrNotExist) { // it was not there yet when an opening was cut short
			return nil
		}
		return err
	}
	c.damaged = name
	return nil
}

func (c *Catalog) old() string { return c.dir + ".old" }

// Reset implements casework.Catalog.
func (c *Catalog) Reset(ctx context.Context) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if c.closed {
		return errClosed()
	}
	c.applied.Store(0)
	if c.stuck {
		return unavailable(errStuck)
	}
	if c.index != nil { // nil after a reset that failed: this is the next try
		if err := c.index.Close(); err != nil {
			return unavailable(err)
		}
		c.index = nil
	}
	// Away at once: a folder that is half removed would look damaged.
	err := os.RemoveAll(c.old())
	if err == nil {
		err = os.Rename(c.dir, c.old())
	}
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		err = c.create()
	}
	if err == nil {
		err = os.RemoveAll(c.old())
	}
	if err != nil {
		return unavailable(err)
	}
	return nil
}
