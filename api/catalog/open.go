package catalog

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bolt "go.etcd.io/bbolt/errors"

	"cotejo/api/casework"
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
	c := &Catalog{dir: dir, mapping: m}
	// What a reset that was cut short has left.
	if err := os.RemoveAll(c.old()); err != nil {
		return nil, unavailable(err)
	}
	err = c.load()
	switch {
	case err == nil:
		return c, nil
	case errors.Is(err, fs.ErrNotExist):
	case errors.Is(err, bolt.ErrTimeout):
		return nil, casework.Fail(casework.CodeStorage, "catalog.in_use", "path", dir).Because(err)
	default:
		if err := c.putAside(); err != nil {
			return nil, unavailable(err)
		}
	}
	if err := c.create(); err != nil {
		return nil, unavailable(err)
	}
	return c, nil
}

// options are how the index is run: modest in memory, and patient with another
// process that is just closing it.
func options() map[string]any {
	return map[string]any{"bolt_timeout": "3s"}
}

// load opens the index that is there: fs.ErrNotExist when there is none of this
// layout.
func (c *Catalog) load() error {
	if _, err := os.Stat(c.dir); err != nil {
		return err
	}
	index, err := bleve.OpenUsing(c.dir, options())
	if err != nil {
		return err
	}
	found, err := index.GetInternal([]byte(keyLayout))
	if err == nil && string(found) != layout {
		if err := errors.Join(index.Close(), os.RemoveAll(c.dir)); err != nil {
			return err
		}
		return fs.ErrNotExist
	}
	var applied []byte
	if err == nil {
		applied, err = index.GetInternal([]byte(keyApplied))
	}
	var upTo int64
	if err == nil && applied != nil {
		upTo, err = strconv.ParseInt(string(applied), 10, 64)
	}
	if err != nil {
		return errors.Join(err, index.Close())
	}
	c.index = index
	c.applied.Store(upTo)
	return nil
}

// create makes an empty index.
func (c *Catalog) create() error {
	index, err := bleve.NewUsing(c.dir, c.mapping, scorch.Name, scorch.Name, options())
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
func (c *Catalog) putAside() error {
	name := fmt.Sprintf("%s.damaged-%s", c.dir, time.Now().UTC().Format("20060102T150405.000000000"))
	if err := os.Rename(c.dir, name); err != nil {
		return err
	}
	c.damaged = name
	return nil
}

func (c *Catalog) old() string { return filepath.Clean(c.dir) + ".old" }

// Reset implements casework.Catalog.
func (c *Catalog) Reset(ctx context.Context) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if c.index == nil {
		return errClosed()
	}
	c.applied.Store(0)
	if err := c.index.Close(); err != nil {
		return unavailable(err)
	}
	c.index = nil
	// Away at once: a folder that is half removed would look damaged.
	err := os.Rename(c.dir, c.old())
	if err == nil {
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
