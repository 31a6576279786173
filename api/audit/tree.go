package audit

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// tree is a Merkle tree that grows leaf by leaf and keeps no more than the last
// full subtree of each level: what the next leaf and the root need.
type tree struct {
	size int64
	last map[int]tlog.Hash // by level
}

func newTree() *tree { return &tree{last: map[int]tlog.Hash{}} }

// add appends a leaf by its hash and returns the hashes that are stored with it.
func (t *tree) add(leaf tlog.Hash) ([]tlog.Hash, error) {
	hashes, err := tlog.StoredHashesForRecordHash(t.size, leaf, t)
	if err != nil {
		return nil, err
	}
	for level, h := range hashes {
		t.last[level] = h
	}
	t.size++
	return hashes, nil
}

// root returns the hash of the tree as it stands.
func (t *tree) root() (tlog.Hash, error) { return tlog.TreeHash(t.size, t) }

// ReadHashes implements tlog.HashReader for the hashes that add and root ask for.
func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		level, n := tlog.SplitStoredHashIndex(index)
		h, ok := t.last[level]
		if !ok || n != t.size>>level-1 {
			return nil, fmt.Errorf("hash %d is not kept", index)
		}
		hashes[i] = h
	}
	return hashes, nil
}
