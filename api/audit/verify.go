package audit

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"cotejo/api/casework"
)

// page is how many entries, changes or records are looked at in one transaction.
const page = 500

// Verify proves the log and the records against each other and against signed
// heads: those that the store holds, and those that an outside party kept. The
// verifiers are the public keys that the log was signed with. progress may be nil.
//
// The service may go on working: what happens after the start is not looked at.
// Memory is bounded, whatever the size of the log. The error is about
// verification that could not be done; what is wrong stands in the report.
func Verify(ctx context.Context, store casework.Store, verifiers note.Verifiers, kept [][]byte, progress func(done, total int64)) (*Report, error) {
	v := &verification{
		store: store, report: &Report{Kept: len(kept), Findings: []Finding{}, Found: map[string]int{}}, progress: progress,
		agreed: map[bool]int64{}, texts: newTree(), witness: newTree(), match: newMatch(),
	}
	for _, stage := range []func(context.Context) error{
		v.begin,
		func(context.Context) error { v.open(verifiers, kept); return nil },
		v.entriesAndChanges,
		v.records,
	} {
		if err := stage(ctx); err != nil {
			return nil, fmt.Errorf("audit: verify: %w", err)
		}
	}
	return v.report, nil
}

// verification is one run of Verify.
type verification struct {
	store    casework.Store
	report   *Report
	progress func(done, total int64)
	done     int64

	size       int64 // entries when it began
	lastChange int64
	notes      [][]byte // heads that the store holds
	heads      []heldHead
	agreed     map[bool]int64 // size of the largest head that agreed, of the kept ones and of all

	texts   *tree // over the entries as they are
	witness *tree // over their hashes as they were stored when they were written
	blind   bool  // an entry is gone with its hash
	match   *match
}

// begin takes the sizes of all that is looked at, on one state of the store.
func (v *verification) begin(ctx context.Context) error {
	return v.store.View(ctx, func(tx casework.Tx) error {
		size, err := tx.LedgerSize(ctx)
		if err != nil {
			return err
		}
		// A size that counts rows is too small when one was deleted.
		newest, err := tx.FindEntries(ctx, casework.EventFilter{}, 0, 1)
		if err != nil {
			return err
		}
		if len(newest) > 0 {
			size = max(size, newest[0]+1)
		}
		if v.lastChange, err = tx.LastChange(ctx); err != nil {
			return err
		}
		beyond, err := tx.Changes(ctx, v.lastChange, 1)
		if err != nil {
			return err
		}
		for _, c := range beyond {
			v.report.find(finding("audit.change_unlogged", c, "beyond the end of the history"))
		}
		if v.notes, err = tx.Heads(ctx); err != nil {
			return err
		}
		v.size, v.report.Entries, v.report.Heads = size, size, len(v.notes)
		left, err := storedHashes(ctx, tx, tlog.StoredHashCount(size), 1)
		if err != nil {
			return err
		}
		if left[0] != nil {
			v.report.find(Finding{Key: "audit.hash_left", Entry: &size})
		}
		return nil
	})
}

// entriesAndChanges reads the log and the history side by side, so that what
// belongs together meets soon.
func (v *verification) entriesAndChanges(ctx context.Context) error {
	v.checkHeads()
	for n := int64(0); n < v.size || v.report.Changes < v.lastChange; {
		if n < v.size {
			if err := v.entries(ctx, n); err != nil {
				return err
			}
			n = min(n+page, v.size)
			v.advance(page)
		}
		for v.report.Changes < v.lastChange && (n == v.size || v.match.behind()) {
			if err := v.changes(ctx); err != nil {
				return err
			}
		}
	}
	v.match.rest(v.report)
	for _, head := range v.heads { // of sizes that a torn log did not reach
		v.differs(head)
	}
	var err error
	v.report.Root, err = v.texts.root()
	return err
}

func (v *verification) advance(n int64) {
	v.done += n
	if v.progress != nil {
		v.progress(min(v.done, v.size), v.size)
	}
}
