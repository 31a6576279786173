package audit

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"cotejo/api/casework"
)

// Proof shows that an entry stands at its place in the log of a signed head. With
// the public key it can be checked anywhere, without the service: CheckProof.
type Proof struct {
	N int64 `json:"n"`
	// Text is the entry's, byte by byte: a text and not an object, since whatever
	// passes an object on may write it in another way.
	Text string `json:"text"`
	// Hashes lead from the entry to the root (RFC 6962, section 2.1.1).
	Hashes tlog.RecordProof `json:"proof"`
	// Head is the signed head, as text.
	Head string `json:"head"`
}

// Proof returns the proof of entry n. When the newest head does not reach so far,
// the log is signed first.
func (l *Log) Proof(ctx context.Context, store casework.Store, n int64) (*Proof, error) {
	head, err := l.SignHead(ctx, store)
	if err != nil {
		return nil, err
	}
	if n < 0 || n >= head.Size {
		return nil, casework.Fail(casework.CodeNotFound, "audit.no_entry", "entry", n, "size", head.Size)
	}
	var proof *Proof
	err = store.View(ctx, func(tx casework.Tx) error {
		texts, err := tx.Entries(ctx, n, 1)
		if err != nil {
			return err
		}
		if len(texts) != 1 {
			return corrupt(n)
		}
		proof, err = prove(ctx, tx, head, n, texts[0])
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("audit: proof: %w", err)
	}
	proof.Head = string(head.Note)
	return proof, nil
}

// prove makes the proof of an entry; one that does not hold is an error, so that
// nobody is handed it.
func prove(ctx context.Context, ledger casework.Ledger, head *Head, n int64, text []byte) (*Proof, error) {
	hashes, err := tlog.ProveRecord(head.Size, n, reader(ctx, ledger))
	if err != nil {
		return nil, err
	}
	if err := tlog.CheckRecord(hashes, head.Size, head.Hash, n, tlog.RecordHash(text)); err != nil {
		return nil, errors.Join(corrupt(n), err)
	}
	return &Proof{N: n, Text: string(text), Hashes: hashes}, nil
}

// CheckProof checks a proof and returns the event that it proves, with the head.
func CheckProof(p *Proof, verifiers note.Verifiers) (casework.Event, *Head, error) {
	head, err := OpenHead([]byte(p.Head), verifiers)
	if err != nil {
		return casework.Event{}, nil, err
	}
	if err := tlog.CheckRecord(p.Hashes, head.Size, head.Hash, p.N, tlog.RecordHash([]byte(p.Text))); err != nil {
		return casework.Event{}, nil, fmt.Errorf("entry %d is not in the log of this head: %w", p.N, err)
	}
	event, err := decode([]byte(p.Text))
	return event, head, err
}
