package catalog

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"

	"cotejo/api/casework"
)

// Catalog is the text index in a folder. It is safe for concurrent use, by one
// process at a time.
type Catalog struct {
	dir     string
	mapping mapping.IndexMapping
	damaged string
	applied atomic.Int64

	writing sync.Mutex   // one change at a time
	mu      sync.RWMutex // held while the index is put in place or closed
	index   bleve.Index  // nil when closed
}

var _ casework.Catalog = (*Catalog)(nil)

// Keys of what the index holds beside its documents.
const (
	keyApplied = "applied" // sequence number, decimal
	keyLayout  = "layout"
)

// Apply implements casework.Catalog. When it returns nil, entries and sequence
// number are on disk together.
func (c *Catalog) Apply(ctx context.Context, upTo int64, entries []casework.Entry) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if c.index == nil { // changes only under writing
		return errClosed()
	}
	batch := c.index.NewBatch()
	for _, e := range entries {
		if err := batch.Index(e.ID, document(e)); err != nil {
			return fmt.Errorf("catalog: entry %q: %w", e.ID, err)
		}
	}
	batch.SetInternal([]byte(keyApplied), strconv.AppendInt(nil, upTo, 10))
	if err := c.index.Batch(batch); err != nil {
		return unavailable(err)
	}
	c.applied.Store(upTo)
	return nil
}

// Applied implements casework.Catalog.
func (c *Catalog) Applied() int64 { return c.applied.Load() }

// Damaged returns the folder to which an index that could not be read was moved
// when the catalogue was opened, "" when there was none. The catalogue is empty then.
func (c *Catalog) Damaged() string { return c.damaged }

// Close closes the index; calls that are under way end first, later ones fail.
func (c *Catalog) Close() error {
	c.writing.Lock()
	defer c.writing.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.index == nil {
		return nil
	}
	index := c.index
	c.index = nil
	if err := index.Close(); err != nil {
		return fmt.Errorf("catalog: %w", err)
	}
	return nil
}

func unavailable(err error) error {
	return casework.Fail(casework.CodeStorage, "catalog.unavailable").Because(err)
}

func errClosed() error { return unavailable(errors.New("the catalogue is closed")) }
