package audit

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"cotejo/api/casework"
)

// Head is a signed head: it stands for all entries before Size. Its text is a
// checkpoint as transparency logs use them (C2SP tlog-checkpoint): the log's
// name, the size, the root hash, the time, and the signature.
type Head struct {
	Origin string    `json:"origin"`
	Size   int64     `json:"size"`
	Hash   tlog.Hash `json:"hash"`
	Time   time.Time `json:"time"`
	Note   []byte    `json:"-"` // the signed text
}

const timeLine = "time "

// text is what is signed.
func (h *Head) text() string {
	return fmt.Sprintf("%s\n%d\n%s\n%s%s\n", h.Origin, h.Size, h.Hash, timeLine, h.Time.UTC().Format(time.RFC3339))
}

// OpenHead checks a head's signature and reads it. What a head says is of no
// worth unless one of the verifiers signed it.
func OpenHead(signed []byte, verifiers note.Verifiers) (*Head, error) {
	opened, err := note.Open(signed, verifiers)
	if err != nil {
		return nil, fmt.Errorf("head: %w", err)
	}
	h, err := parseHead(opened.Text)
	if err != nil {
		return nil, err
	}
	for _, s := range opened.Sigs {
		if s.Name == h.Origin {
			h.Note = signed
			return h, nil
		}
	}
	return nil, errors.New("head: signed by a key of another name")
}

func parseHead(text string) (*Head, error) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) < 3 || lines[0] == "" {
		return nil, errors.New("head: not a checkpoint")
	}
	h := &Head{Origin: lines[0]}
	var err error
	if h.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil || h.Size < 0 || strconv.FormatInt(h.Size, 10) != lines[1] {
		return nil, errors.New("head: its size is no number")
	}
	if h.Hash, err = tlog.ParseHash(lines[2]); err != nil {
		return nil, fmt.Errorf("head: %w", err)
	}
	for _, line := range lines[3:] { // extensions: those that are not known are none of our business
		if at, ok := strings.CutPrefix(line, timeLine); ok {
			if h.Time, err = time.Parse(time.RFC3339, at); err != nil {
				return nil, fmt.Errorf("head: %w", err)
			}
		}
	}
	return h, nil
}

// SignHead signs the log as it stands and keeps the head in the ledger; the
// newest head is returned, which is an older one when nothing was added since.
// A log that does not continue its last head is not signed: that error wraps
// casework.ErrCorrupt.
func (l *Log) SignHead(ctx context.Context, store casework.Store) (*Head, error) {
	if l.key == nil {
		return nil, errors.New("audit: head: this process has no signing key")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	var size int64
	last := l.last
	err := store.View(ctx, func(tx casework.Tx) (err error) {
		if size, err = tx.LedgerSize(ctx); err == nil && last == nil {
			last, err = l.lastHead(ctx, tx)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("audit: head: %w", err)
	}
	if last != nil && last.Size == size {
		l.last = last
		return last, nil
	}
	var head *Head
	err = store.Update(ctx, func(tx casework.Tx) (err error) {
		if head, err = l.sign(ctx, tx, last); err == nil {
			err = tx.PutHead(ctx, head.Size, head.Note)
		}
		return err
	})
	if casework.CodeOf(err) == casework.CodeConflict { // another process has signed this size just now
		if other, otherErr := l.Head(ctx, store); otherErr == nil && other != nil && other.Size >= size {
			head, err = other, nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("audit: head: %w", err)
	}
	l.last = head
	return head, nil
}

// sign makes the head of the log as it stands, which must continue the last.
func (l *Log) sign(ctx context.Context, ledger casework.Ledger, last *Head) (*Head, error) {
	size, err := ledger.LedgerSize(ctx)
	if err != nil {
		return nil, err
	}
	hashes := reader(ctx, ledger)
	root, err := tlog.TreeHash(size, hashes)
	if err != nil {
		return nil, err
	}
	if last != nil && last.Size > 0 {
		if size < last.Size {
			return nil, fmt.Errorf("the log has %d entries, its last head has %d: %w", size, last.Size, casework.ErrCorrupt)
		}
		proof, err := tlog.ProveTree(size, last.Size, hashes)
		if err != nil {
			return nil, err
		}
		if err := tlog.CheckTree(proof, size, root, last.Size, last.Hash); err != nil {
			return nil, fmt.Errorf("the log does not continue its head of %d entries: %w", last.Size, errors.Join(err, casework.ErrCorrupt))
		}
	}
	head := &Head{Origin: l.key.Name(), Size: size, Hash: root, Time: time.Now().UTC().Truncate(time.Second)}
	head.Note, err = note.Sign(&note.Note{Text: head.text()}, l.key.signer)
	return head, err
}

// lastHead returns the newest head that the ledger holds, nil when there is none.
func (l *Log) lastHead(ctx context.Context, ledger casework.Ledger) (*Head, error) {
	notes, err := ledger.Heads(ctx)
	if err != nil || len(notes) == 0 {
		return nil, err
	}
	newest := notes[len(notes)-1]
	if l.key == nil {
		return nil, errors.New("no key to check the head with")
	}
	head, err := OpenHead(newest, note.VerifierList(l.key.Verifier()))
	if err != nil {
		// Of a key before this one, or damaged: Verify says which. It must not keep
		// the log from being signed from here on.
		return nil, nil //nolint:nilerr // see above
	}
	return head, nil
}

// Head returns the newest signed head, nil when there is none yet.
func (l *Log) Head(ctx context.Context, store casework.Store) (*Head, error) {
	var head *Head
	err := store.View(ctx, func(tx casework.Tx) (err error) {
		head, err = l.lastHead(ctx, tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("audit: head: %w", err)
	}
	return head, nil
}
