package casework

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/RoaringBitmap/roaring/v2/roaring64"
)

// defaultTop is how many candidates a search keeps unless it says otherwise.
const defaultTop = 50

// StartSearch queues a search that a person asks for.
func (s *Service) StartSearch(ctx context.Context, sr *Search) error {
	return s.once(ctx, sr, func(u *act) error {
		var m Mark
		if err := u.refer(ctx, "mark", &m, sr.Mark, ""); err != nil {
			return err
		}
		if err := may(u.actor, SearchIt, m.Lab); err != nil {
			return err
		}
		if m.Superseded {
			return Fail(CodeConflict, "search.superseded", "mark", m.ID)
		}
		if err := s.notFull(ctx, u.Tx); err != nil {
			return err
		}
		return s.queueSearch(ctx, u, sr, &m, false)
	})
}

func (s *Service) queueSearch(ctx context.Context, u *act, sr *Search, m *Mark, batch bool) error {
	sr.Mark, sr.Exhibit, sr.State = m.ID, m.Exhibit, SearchQueued
	if sr.Top == 0 {
		sr.Top = defaultTop
	}
	for i, c := range sr.Filter.Calibres {
		sr.Filter.Calibres[i] = Calibre(c)
	}
	if err := u.insert(ctx, sr, m.Lab, "search"); err != nil {
		return err
	}
	return s.enqueue(ctx, u, &Job{JobKind: JobSearch, Subject: sr.ID, Batch: batch}, m.Lab)
}

// searchOnEntry queues the search that the laboratory's rule asks for.
func (s *Service) searchOnEntry(ctx context.Context, u *act, m *Mark, j *Job) error {
	var lab Laboratory
	if err := u.Get(ctx, &lab, m.Lab); err != nil {
		return err
	}
	if lab.AutoSearch.Off || j.NoSearch {
		return nil
	}
	var e Exhibit
	if err := u.Get(ctx, &e, m.Exhibit); err != nil {
		return err
	}
	if e.Withdrawn != "" {
		return nil
	}
	return s.queueSearch(ctx, u, &Search{Automatic: true, Filter: lab.AutoSearch.filter(&e, &lab)}, m, j.Batch)
}

// filter is the rule applied to an exhibit.
func (r SearchRule) filter(e *Exhibit, lab *Laboratory) Filter {
	var f Filter
	if !r.AnyCalibre {
		f.Calibres = []string{e.Calibre}
	}
	switch r.Scope {
	case "own":
		f.Labs = []string{lab.ID}
	case "state":
		f.Country, f.State = e.Country, e.State
	}
	if e.Origin == TestFire && !r.BothOrigins {
		f.Origin = Questioned
	}
	return f
}

// search runs a queued search and keeps its list.
func (s *Service) search(ctx context.Context, j *Job) error {
	var sr Search
	var m Mark
	if err := s.catchUp(ctx); err != nil {
		return err
	}
	begun := s.Now()
	marks, err := s.selected(ctx, j.Subject, &sr, &m)
	if err != nil {
		return err
	}
	missing := s.leaveOut(marks)
	found, err := s.Matcher.Search(ctx, &m, marks, Wanted{Top: sr.Top, Batch: j.Batch, Within: time.Duration(sr.DeadlineMs) * time.Millisecond})
	if err != nil {
		return err
	}
	snapshot, err := s.keepSnapshot(ctx, marks)
	if err != nil {
		return err
	}
	return settled(s.update(ctx, func(u *act) error {
		if err := finish(ctx, u, j.ID); err != nil {
			return err
		}
		if err := u.Get(ctx, &sr, j.Subject); err != nil {
			return err
		}
		sr.State, sr.Snapshot, sr.Searched, sr.Missing = SearchDone, snapshot, int(marks.GetCardinality()), missing
		sr.Compared, sr.Shortlisted, sr.Found = found.Compared, found.Shortlisted, len(found.List)
		sr.Engine, _, sr.Params = s.Matcher.Engine()
		sr.Finished, sr.Millis = u.now, s.Now().Sub(begun).Milliseconds()
		return keepList(ctx, u, &sr, found.List)
	}))
}

// selected reads a search and its mark, and returns the marks that it ranks, all
// in one state of the store.
func (s *Service) selected(ctx context.Context, search string, sr *Search, m *Mark) (marks *roaring64.Bitmap, err error) {
	s.selecting.Lock()
	defer s.selecting.Unlock()
	err = s.view(ctx, func(tx Tx, a *Actor) error {
		if err := tx.Get(ctx, sr, search); err != nil {
			return err
		}
		if err := tx.Get(ctx, m, sr.Mark); err != nil {
			return err
		}
		v, err := look(ctx, tx, a)
		if err != nil {
			return err
		}
		marks, err = s.Selector.Select(ctx, tx, selection(sr, m, v))
		return err
	})
	return marks, err
}

// selection is what a search ranks.
func selection(sr *Search, m *Mark, v *sight) Selection {
	return Selection{
		MarkKind: m.MarkKind, Modality: m.Modality, Engine: m.Engine, Params: m.Params,
		Filter: sr.Filter, Labs: v.searchable(m.Lab), Not: m.Exhibit,
	}
}

// keepList keeps a search's candidates and the search itself, whose entry in the
// audit log has the hash of the list.
func keepList(ctx context.Context, u *act, sr *Search, found []Ranked) error {
	marks, err := marksFound(ctx, u.Tx, found)
	if err != nil {
		return err
	}
	list := make([]*Candidate, len(found))
	for i, f := range found {
		m := marks[f.Seq]
		if m == nil {
			return fmt.Errorf("no mark has the sequence number %d", f.Seq)
		}
		list[i] = &Candidate{
			Search: sr.ID, Mark: m.ID, Exhibit: m.Exhibit, ExhibitLab: m.Lab, Rank: i + 1, Score: f.Score, Coarse: f.Coarse,
			Cells: f.Cells, CellsCongruent: f.CellsCongruent, OverlapMM2: f.OverlapMM2,
			RotationDeg: f.RotationDeg, ShiftXUm: f.ShiftXUm, ShiftYUm: f.ShiftYUm, State: CandidateNew,
		}
		if err := u.insert(ctx, list[i], sr.Lab, "candidate"); err != nil {
			return err
		}
	}
	text, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("candidates as JSON: %w", err)
	}
	if err := u.change(ctx, sr, "search_done"); err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	last := &u.events[len(u.events)-1]
	last.Detail = map[string]string{"candidates_sha256": hex.EncodeToString(sum[:])}
	return nil
}

// marksFound reads the marks that were found, at once: they are as many as a search may
// keep. The store sees to it that each sequence number is one mark's.
func marksFound(ctx context.Context, tx Tx, found []Ranked) (map[int64]*Mark, error) {
	seqs := make([]int64, len(found))
	for i, f := range found {
		seqs[i] = f.Seq
	}
	var marks []*Mark
	if err := tx.Find(ctx, &marks, Query{Where: []Cond{{Column: "seq", Op: In, Value: seqs}}}); err != nil {
		return nil, err
	}
	out := make(map[int64]*Mark, len(marks))
	for _, m := range marks {
		out[m.Seq] = m
	}
	return out, nil
}

// catchUp brings the gallery to the store's last mark. Marks whose templates are
// lost are logged by name; a search goes on without them and says how many.
func (s *Service) catchUp(ctx context.Context) error {
	s.catching.Lock()
	defer s.catching.Unlock()
	if !s.begun {
		if err := s.begin(ctx); err != nil {
			return err
		}
		s.begun = true
	}
	err := s.Matcher.CatchUp(ctx, s.MarksAfter)
	if err != nil && len(s.Matcher.Missing()) > 0 && ctx.Err() == nil {
		s.Log.Error("searches leave marks out: run cotejo check --repair", slog.Any("error", err))
		return nil
	}
	return err
}

// begin tells the gallery which marks there are: to read a million of them, only to
// find that it holds them, takes some ten seconds.
func (s *Service) begin(ctx context.Context) error {
	if err := s.followMarks(ctx); err != nil {
		return err
	}
	s.selecting.Lock()
	all := s.Selector.All()
	s.selecting.Unlock()
	return s.Matcher.Begin(ctx, all)
}

// MarksAfter reads the store's marks for the gallery.
func (s *Service) MarksAfter(ctx context.Context, after int64, limit int) (marks []Mark, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		return tx.Find(ctx, &marks, Query{Where: []Cond{{Column: "seq", Op: Greater, Value: after}}, Order: []string{"seq"}, Limit: limit})
	})
	return marks, err
}

// leaveOut takes out of a selection the marks that the gallery lacks and returns how
// many these are.
func (s *Service) leaveOut(marks *roaring64.Bitmap) (missing int) {
	for _, n := range s.Matcher.Missing() {
		if marks.CheckedRemove(uint64(n)) {
			missing++
		}
	}
	return missing
}

// keepSnapshot keeps the set of marks that were searched, brought to its shortest
// form. Equal sets are kept once.
func (s *Service) keepSnapshot(ctx context.Context, marks *roaring64.Bitmap) (string, error) {
	marks.RunOptimize()
	var b bytes.Buffer
	if _, err := marks.WriteTo(&b); err != nil {
		return "", fmt.Errorf("gallery snapshot: %w", err)
	}
	hash, _, err := s.Blobs.Put(ctx, &b, snapshotBytes)
	return hash, err
}

// snapshotBytes is far above a bitmap of tens of millions of marks.
const snapshotBytes = 64 << 20

func (s *Service) snapshot(ctx context.Context, hash string) (*roaring64.Bitmap, error) {
	r, err := s.Blobs.Open(ctx, hash)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	marks := roaring64.New()
	if _, err := marks.ReadFrom(r); err != nil {
		return nil, fmt.Errorf("gallery snapshot %s: %w", hash, err)
	}
	return marks, nil
}
