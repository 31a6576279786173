package catalog

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"
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
	lock    *lock
	mapping mapping.IndexMapping
	damaged string
	applied atomic.Int64

	writing sync.Mutex   // one change at a time
	mu      sync.RWMutex // held while the index is put in place or closed
	index   bleve.Index  // nil when closed, and after a reset that failed
	closed  bool
	stuck   bool // a change is under way that will not end; under writing
}

var _ casework.Catalog = (*Catalog)(nil)

// Keys of what the index holds beside its documents.
const (
	keyApplied = "applied"
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
	batch.SetInternal([]byte(keyApplied), formatApplied(upTo))
	if c.stuck {
		return unavailable(errStuck)
	}
	if err := within(func() error { return c.index.Batch(batch) }); err != nil {
		c.stuck = errors.Is(err, errStuck)
		return unavailable(err)
	}
	c.applied.Store(upTo)
	return nil
}

// formatApplied writes a sequence number with its sum: bleve keeps it without,
// and more than has been applied must never be claimed.
func formatApplied(upTo int64) []byte {
	number := strconv.FormatInt(upTo, 10)
	return fmt.Appendf(nil, "%s %08x", number, crc32.ChecksumIEEE([]byte(number)))
}

func parseApplied(text []byte) (int64, error) {
	if text == nil {
		return 0, nil
	}
	number, _, _ := strings.Cut(string(text), " ")
	upTo, err := strconv.ParseInt(number, 10, 64)
	if err == nil && string(formatApplied(upTo)) != string(text) {
		err = errors.New("its sum is wrong")
	}
	if err != nil {
		return 0, fmt.Errorf("sequence number of the index: %w", err)
	}
	return upTo, nil
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
	if c.closed {
		return nil
	}
	c.closed = true
	var err error
	if c.index != nil {
		if !c.stuck {
			err = c.index.Close()
		}
		c.index = nil
	}
	if err = errors.Join(err, c.lock.release()); err != nil {
		return fmt.Errorf("catalog: %w", err)
	}
	return nil
}

func unavailable(err error) error {
	return casework.Fail(casework.CodeStorage, "catalog.unavailable").Because(err)
}

func errClosed() error { return unavailable(errors.New("the catalogue is closed")) }
