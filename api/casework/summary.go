package casework

import (
	"context"
	"time"
)

// Summaries are what one statement tells of many records, so that a page that
// shows many takes no more statements than one that shows few.
type Summaries interface {
	// FreshLists returns the finished searches of some laboratories on whose list the
	// reader sees candidates that nobody has judged, newest first and at most limit,
	// and how many there are. Pairs that wait for their second review are such for
	// all but whoever put them up.
	FreshLists(ctx context.Context, labs []string, reader string, limit int) ([]*FreshList, int, error)
	// StillRefused returns the refused acquisitions of some laboratories whose exhibit
	// takes part in searches and has no later one that is of use, newest first and at
	// most limit, and how many there are.
	StillRefused(ctx context.Context, labs []string, limit int) ([]*RefusedFile, int, error)
	// CountBy counts the records that a query selects, but for its order and limit, by
	// the values of columns of text, in the order of the values.
	CountBy(ctx context.Context, k Kind, q Query, columns ...string) ([]Tally, error)
	// Judged counts the acquisitions of which an engine with a set of parameters made
	// marks or found that there is nothing to compare, with those that no engine can
	// read; and those that wait for the first to look at them.
	Judged(ctx context.Context, engine, params string) (judged, unseen int, err error)
	// Progress tells how far exhibits have come that were entered since a moment,
	// newest first and at most limit.
	Progress(ctx context.Context, labs []string, reader string, since time.Time, limit int) ([]Progress, error)
}

// Tally is how many records have the same values in some columns.
type Tally struct {
	Values []string
	Count  int
}

// FreshList is a search's list that waits for someone to read on.
type FreshList struct {
	Search     string    `bun:"search" json:"search"`
	Exhibit    string    `bun:"exhibit" json:"exhibit"`
	Number     string    `bun:"number" json:"number" doc:"Of the exhibit."`
	CaseNumber string    `bun:"case_number" json:"case_number" doc:"Empty for a test fire."`
	MarkKind   string    `bun:"mark_kind" json:"mark_kind" enum:"breech_face,firing_pin,aperture_shear,ejector"`
	Found      int       `bun:"found" json:"found" doc:"Candidates on the list."`
	Fresh      int       `bun:"fresh" json:"fresh" doc:"Candidates that nobody has judged."`
	BestScore  float64   `bun:"best_score" json:"best_score"`
	Finished   time.Time `bun:"finished" json:"finished"`
	Automatic  bool      `bun:"automatic" json:"automatic" doc:"By the laboratory's rule, on entry."`
}

// RefusedFile is an acquisition in which nothing could be compared, and in whose
// place there is no better one yet.
type RefusedFile struct {
	Acquisition  string    `bun:"acquisition" json:"acquisition"`
	FileName     string    `bun:"file_name" json:"file_name"`
	Exhibit      string    `bun:"exhibit" json:"exhibit"`
	Number       string    `bun:"number" json:"number" doc:"Of the exhibit."`
	Reason       string    `bun:"reason" json:"reason" doc:"In the language of whoever asks where the engine has a code for it."`
	Remedy       string    `bun:"-" json:"remedy" doc:"What to do; empty where the engine has no code for the reason."`
	RefusalCode  string    `bun:"refusal_code" json:"refusal_code"`
	RefusalValue float64   `bun:"refusal_value" json:"refusal_value" doc:"What was measured."`
	RefusalLimit float64   `bun:"refusal_limit" json:"refusal_limit" doc:"What was asked for."`
	Since        time.Time `bun:"since" json:"since"`
}

// Progress is how far an exhibit has come; moments that have not come are zero.
// A lead is there when the reader may know of it.
type Progress struct {
	Exhibit     string    `bun:"exhibit"`
	Number      string    `bun:"number"`
	CaseNumber  string    `bun:"case_number"`
	Lab         string    `bun:"lab"`
	Transferred Date      `bun:"transferred"` // first step of custody
	Collected   Date      `bun:"collected"`
	Entered     time.Time `bun:"entered"`
	Imaged      time.Time `bun:"imaged,nullzero"`
	Searched    time.Time `bun:"searched,nullzero"`
	Lead        time.Time `bun:"lead,nullzero"`
	Hit         time.Time `bun:"hit,nullzero"`
}
