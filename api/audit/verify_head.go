package audit

import (
	"cmp"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"
)

// heldHead is a head that the log must agree with.
type heldHead struct {
	*Head
	where string
	kept  bool // by an outside party
}

// open reads the heads, sorted by size, and reports those that nobody signed and
// those that reach beyond the log.
func (v *verification) open(verifiers note.Verifiers, kept [][]byte) {
	for i, signed := range slices.Concat(v.notes, kept) {
		where := fmt.Sprintf("head %d of the store", i+1)
		if i >= len(v.notes) {
			where = fmt.Sprintf("kept head %d", i-len(v.notes)+1)
		}
		head, err := OpenHead(signed, verifiers)
		switch {
		case err != nil:
			v.report.find(Finding{Key: "audit.head_signature", Detail: fmt.Sprintf("%s: %v", where, err)})
		case head.Size > v.size:
			v.report.find(Finding{Key: "audit.head_beyond", Size: &head.Size, Entry: &v.size, Detail: where})
		default:
			v.heads = append(v.heads, heldHead{head, where, i >= len(v.notes)})
		}
	}
	slices.SortStableFunc(v.heads, func(a, b heldHead) int { return cmp.Compare(a.Size, b.Size) })
}

// checkHeads holds the trees against the heads of their present size. A head
// that agrees with the hashes as they were stored proves those; that the texts of
// some entries are others now has been reported already.
func (v *verification) checkHeads() {
	for len(v.heads) > 0 && v.heads[0].Size == v.texts.size {
		head := v.heads[0]
		v.heads = v.heads[1:]
		is, err1 := v.texts.root()
		was, err2 := v.witness.root()
		if err1 == nil && is == head.Hash || err2 == nil && was == head.Hash {
			// That the store's own heads agree says nothing against kept ones: whoever
			// has the key can sign another past.
			v.agreed[false] = head.Size
			if head.kept {
				v.agreed[true] = head.Size
			}
			continue
		}
		v.differs(head)
	}
}

func (v *verification) differs(head heldHead) {
	v.report.find(Finding{Key: "audit.head_differs", Size: &head.Size, Entry: new(v.agreed[head.kept]), Detail: head.where})
}
