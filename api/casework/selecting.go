package casework

import (
	"context"
	"log/slog"
	"time"

	"github.com/RoaringBitmap/roaring/v2/roaring64"
)

// Selection is what a search may rank: marks of one kind and modality, made by
// one engine with one parameter set and not superseded, of exhibits that the
// filter takes. A partial date is taken when it may lie in the filter's range; days
// of entry are those of UTC.
type Selection struct {
	MarkKind, Modality, Engine, Params string
	Filter                             Filter
	// Labs are the laboratories whose exhibits may be searched.
	Labs []string
	// Not is the exhibit that the probe is of: it is not a candidate.
	Not string
	// UpTo bounds the sequence numbers, 0 for no bound.
	UpTo int64
}

// Selector tells at once which marks a search takes: it holds in memory what
// filters look at, and follows the store. One call at a time, each with a later
// state of the store than the last.
type Selector interface {
	// Follow brings it to the state that tx sees. The first time it reads all marks;
	// what was read before an error is not read again.
	Follow(ctx context.Context, tx Tx) error
	// Select follows and returns the sequence numbers of the marks that a selection
	// takes in the state that tx sees. The set is the caller's.
	Select(ctx context.Context, tx Tx, s Selection) (*roaring64.Bitmap, error)
	// All returns the sequence numbers of all marks of the state followed last. The
	// set is the caller's.
	All() *roaring64.Bitmap
	// Reset forgets all: the next call reads all marks again.
	Reset()
}

// MarkFacts are what filters look at of a mark and its exhibit.
type MarkFacts struct {
	Seq                                int64 // of the mark
	MarkKind, Modality, Engine, Params string
	Superseded                         bool
	Lab                                string // of the exhibit, as all that follows
	Active                             bool   // not withdrawn
	Calibre                            string
	Origin                             Origin
	BreechFaceClass, FiringPinClass    string
	Country, State                     string
	Occurred                           Date
	Entered                            time.Time
}

// FactsOf says of which marks facts are wanted: of those that all fields take that
// are set.
type FactsOf struct {
	After           int64    // sequence numbers above it
	Limit           int      // so many, 0 for all
	Marks, Exhibits []string // identifiers of marks, of their exhibits
	Case, Firearm   string   // of their exhibits
}

// FollowMarks brings the gallery to the store's last mark and keeps the selector at
// its last change, until ctx ends, so that a search finds both ready.
func (s *Service) FollowMarks(ctx context.Context) error {
	if err := s.catchUp(ctx); err != nil && ctx.Err() == nil {
		s.Log.Error("the gallery does not follow", slog.Any("error", err))
	}
	for {
		woken := s.feed.waiter()
		if err := s.followMarks(ctx); err != nil && ctx.Err() == nil {
			s.Log.Error("the marks that searches take do not follow", slog.Any("error", err))
		}
		if err := wait(ctx, woken); err != nil {
			return err
		}
	}
}

func (s *Service) followMarks(ctx context.Context) error {
	s.selecting.Lock()
	defer s.selecting.Unlock()
	return s.Store.View(ctx, func(tx Tx) error { return s.Selector.Follow(ctx, tx) })
}

// selectAnew makes the selector anew from all marks.
func (s *Service) selectAnew(ctx context.Context) error {
	s.selecting.Lock()
	s.Selector.Reset()
	s.selecting.Unlock()
	return s.followMarks(ctx)
}
