package audit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"cotejo/api/casework"
)

// entries checks a page of the log from entry n on.
func (v *verification) entries(ctx context.Context, n int64) error {
	return v.store.View(ctx, func(tx casework.Tx) error {
		end := min(n+page, v.size)
		texts, err := entryTexts(ctx, tx, n, end)
		if err != nil {
			return err
		}
		first := tlog.StoredHashCount(n)
		stored, err := storedHashes(ctx, tx, first, tlog.StoredHashCount(end)-first)
		if err != nil {
			return err
		}
		if torn(texts, stored) {
			v.report.find(Finding{Key: "audit.log_torn", Entry: &n})
			v.size = n
			return nil
		}
		for i, text := range texts {
			at := n + int64(i)
			if err := v.leaf(at, text, stored[tlog.StoredHashIndex(0, at)-first:]); err != nil {
				return err
			}
			if text != nil {
				if err := v.event(ctx, tx, at, text); err != nil {
					return err
				}
			}
			v.checkHeads()
		}
		return nil
	})
}

// torn tells whether a page has nothing at all. The end of the log is what the
// store says, and it may say anything: there is no use in going on.
func torn(texts [][]byte, stored []*tlog.Hash) bool {
	return !slices.ContainsFunc(texts, func(text []byte) bool { return text != nil }) &&
		!slices.ContainsFunc(stored, func(h *tlog.Hash) bool { return h != nil })
}

// leaf holds an entry's text against its stored hash, and the stored hashes of
// the subtrees that it completes against those below them.
func (v *verification) leaf(n int64, text []byte, stored []*tlog.Hash) error {
	was := stored[0]
	is := was
	if text != nil {
		h := tlog.RecordHash(text)
		is = &h
	}
	switch {
	case text == nil:
		v.report.find(Finding{Key: "audit.entry_missing", Entry: &n})
	case was == nil:
		v.report.find(Finding{Key: "audit.hash_damaged", Entry: &n, Detail: "level 0"})
	case *is != *was:
		v.report.find(Finding{Key: "audit.entry_changed", Entry: &n})
	}
	if was == nil {
		was = is
	}
	if was == nil { // neither text nor hash: from here on no subtree can be judged
		was, is = &tlog.Hash{}, &tlog.Hash{}
		v.blind = true
	}
	hashes, err := v.texts.add(*is)
	if err != nil {
		return err
	}
	witnessed, err := v.witness.add(*was)
	if err != nil {
		return err
	}
	for level := 1; level < len(hashes) && !v.blind; level++ {
		if h := stored[level]; h == nil || *h != hashes[level] && *h != witnessed[level] {
			v.report.find(Finding{Key: "audit.hash_damaged", Entry: &n, Detail: fmt.Sprintf("level %d", level)})
		}
	}
	return nil
}

// event checks what an entry says: its form, the ledger's index of it, and the
// version of a record that it speaks of.
func (v *verification) event(ctx context.Context, tx casework.Tx, n int64, text []byte) error {
	e, err := decode(text)
	if err != nil {
		v.report.find(Finding{Key: "audit.entry_form", Entry: &n, Detail: err.Error()})
		return nil //nolint:nilerr // what is wrong with an entry is a finding, not a failure
	}
	if _, again, err := encode(e); err != nil || !bytes.Equal(again, text) {
		v.report.find(Finding{Key: "audit.entry_form", Entry: &n, Detail: "it is not written as this program writes"})
	}
	found, err := tx.FindEntries(ctx, narrowest(e), n+1, 1)
	if err != nil && casework.CodeOf(err) != casework.CodeInvalid { // a column cannot hold what the text says
		return err
	}
	if !slices.Equal(found, []int64{n}) {
		v.report.find(Finding{Key: "audit.entry_index", Entry: &n})
	}
	if e.Body != "" {
		v.match.logged(v.report, n, e)
	}
	return nil
}

// narrowest is the filter that takes an event by all that can be asked for.
func narrowest(e casework.Event) casework.EventFilter {
	return casework.EventFilter{
		Account: e.Account, Lab: e.Lab, Action: e.Action, Subject: e.Subject, Kind: e.Kind,
		From: e.At, To: e.At.Add(time.Microsecond),
	}
}

// entryTexts reads the entries from n to before end; nil for one that is missing.
func entryTexts(ctx context.Context, ledger casework.Ledger, n, end int64) ([][]byte, error) {
	texts, err := ledger.Entries(ctx, n, int(end-n))
	if err != nil {
		return nil, err
	}
	numbers, err := ledger.FindEntries(ctx, casework.EventFilter{}, end, int(end-n))
	if err != nil {
		return nil, err
	}
	numbers = slices.DeleteFunc(numbers, func(number int64) bool { return number < n })
	slices.Sort(numbers)
	if int64(len(texts)) == end-n && int64(len(numbers)) == end-n {
		return texts, nil
	}
	out := make([][]byte, end-n)
	for _, number := range numbers {
		one, err := ledger.Entries(ctx, number, 1)
		if err != nil {
			return nil, err
		}
		if len(one) == 1 {
			out[number-n] = one[0]
		}
	}
	return out, nil
}

// storedHashes reads count hashes from index first on; nil for one that is missing.
func storedHashes(ctx context.Context, ledger casework.Ledger, first, count int64) ([]*tlog.Hash, error) {
	indexes := make([]int64, count)
	for i := range indexes {
		indexes[i] = first + int64(i)
	}
	hashes, err := reader(ctx, ledger).ReadHashes(indexes)
	out := make([]*tlog.Hash, count)
	switch {
	case err == nil:
		for i := range hashes {
			out[i] = &hashes[i]
		}
		return out, nil
	case !errors.Is(err, casework.ErrCorrupt):
		return nil, err
	case count > 1:
		for i := range out { // some are missing: which?
			one, err := storedHashes(ctx, ledger, indexes[i], 1)
			if err != nil {
				return nil, err
			}
			out[i] = one[0]
		}
	}
	return out, nil
}
