package audit_test

import (
	"testing"

	"cotejo/api/audit"
	"cotejo/api/casework"
)

// BenchmarkRecord is one entry of an act, its commit not counted.
func BenchmarkRecord(b *testing.B) {
	w := newWorld(b)
	w.live(100)
	err := w.store.Update(b.Context(), func(tx casework.Tx) error {
		for b.Loop() {
			if err := w.log.Record(b.Context(), tx, w.event("view", nil)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkView is one durable view, with as many callers at once.
func BenchmarkView(b *testing.B) {
	w := newWorld(b)
	r := audit.NewRecorder(w.store, w.log)
	b.SetParallelism(16)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := r.View(b.Context(), view(w, 1)); err != nil {
				b.Error(err)
			}
		}
	})
}

// BenchmarkVerify is a verification of 5,000 entries and 3,000 changes.
func BenchmarkVerify(b *testing.B) {
	w := newWorld(b)
	w.live(1000)
	w.head()
	for b.Loop() {
		if r := w.verify(); !r.OK() {
			b.Fatal(said(r))
		}
	}
}
