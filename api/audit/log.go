package audit

import (
	"context"
	"fmt"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"cotejo/api/casework"
)

// Log writes and reads the audit log. It is safe for concurrent use; the
// ledgers that it is given are used as their Tx demands.
type Log struct {
	key *Key

	mu   sync.Mutex
	last *Head // newest head known to be on disk, nil before it was looked up
}

// New returns the log whose heads are signed by a key; with nil it only records
// and finds.
func New(key *Key) *Log { return &Log{key: key} }

// Key returns the key that signs the log's heads.
func (l *Log) Key() *Key { return l.key }

// Record appends events in their order: entry and hashes are part of the
// ledger's transaction. It reads one hash an entry on average, and never more
// than the logarithm of the log's size.
func (l *Log) Record(ctx context.Context, ledger casework.Ledger, events ...casework.Event) error {
	leaves, err := encodeAll(events)
	if err != nil {
		return err
	}
	return l.append(ctx, ledger, leaves)
}

// leaf is an event ready to be appended.
type leaf struct {
	event casework.Event
	text  []byte
}

func encodeAll(events []casework.Event) ([]leaf, error) {
	leaves := make([]leaf, len(events))
	for i, e := range events {
		var err error
		if leaves[i].event, leaves[i].text, err = encode(e); err != nil {
			return nil, err
		}
	}
	return leaves, nil
}

func (l *Log) append(ctx context.Context, ledger casework.Ledger, leaves []leaf) error {
	if len(leaves) == 0 {
		return nil
	}
	n, err := ledger.LedgerSize(ctx)
	if err != nil {
		return fmt.Errorf("audit: size of the log: %w", err)
	}
	grown := growth{first: tlog.StoredHashCount(n), stored: reader(ctx, ledger)}
	for i, leaf := range leaves {
		if err := ledger.AppendEntry(ctx, n+int64(i), leaf.event, leaf.text); err != nil {
			return fmt.Errorf("audit: entry %d: %w", n+int64(i), err)
		}
		hashes, err := tlog.StoredHashes(n+int64(i), leaf.text, grown)
		if err != nil {
			return fmt.Errorf("audit: hashes of entry %d: %w", n+int64(i), err)
		}
		for _, h := range hashes {
			grown.hashes = append(grown.hashes, h)
		}
	}
	if err := ledger.WriteHashes(ctx, grown.first, grown.hashes); err != nil {
		return fmt.Errorf("audit: hashes: %w", err)
	}
	return nil
}

// growth reads hashes from the ledger, and from what is about to be written to
// it: they lie one after another, so that they are written at once.
type growth struct {
	first  int64
	hashes [][32]byte
	stored tlog.HashReader
}

// ReadHashes implements tlog.HashReader. The indexes are ascending.
func (g growth) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	old := 0
	for old < len(indexes) && indexes[old] < g.first {
		old++
	}
	hashes, err := g.stored.ReadHashes(indexes[:old])
	if err != nil {
		return nil, err
	}
	for _, i := range indexes[old:] {
		if i < g.first || i-g.first >= int64(len(g.hashes)) {
			return nil, fmt.Errorf("hash %d is not there yet", i)
		}
		hashes = append(hashes, g.hashes[i-g.first])
	}
	return hashes, nil
}

// reader reads a ledger's hashes.
func reader(ctx context.Context, ledger casework.Ledger) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		if len(indexes) == 0 {
			return nil, nil
		}
		stored, err := ledger.ReadHashes(ctx, indexes)
		if err != nil {
			return nil, err
		}
		if len(stored) != len(indexes) {
			return nil, fmt.Errorf("%d of %d hashes: %w", len(stored), len(indexes), casework.ErrCorrupt)
		}
		hashes := make([]tlog.Hash, len(stored))
		for i, h := range stored {
			hashes[i] = h
		}
		return hashes, nil
	})
}
