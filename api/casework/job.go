package casework

import "time"

// JobKind names a kind of background work.
type JobKind string

// The kinds of background work.
const (
	JobExtract JobKind = "extract" // subject: acquisition
	JobSearch  JobKind = "search"  // subject: search
	JobReindex JobKind = "reindex" // subject: none; rebuilds text index and gallery
)

// The states of a job.
const (
	JobQueued = "queued"
	JobDone   = "done"
	JobDead   = "dead" // tried as often as allowed: in the dead-letter list until a person retries or drops it
	JobDrop   = "dropped"
)

// Job is a piece of background work. Its state stands in SQL; the queue only
// says when to look. Doing one twice has the effect of doing it once.
type Job struct {
	Head
	JobKind  JobKind   `bun:"job_kind" json:"job_kind" enum:"extract,search,reindex"`
	Subject  string    `bun:"subject" json:"subject"`
	Batch    bool      `bun:"batch" json:"batch" doc:"After all interactive work."`
	NoSearch bool      `bun:"no_search" json:"no_search,omitempty" doc:"Of an extraction: do not search on entry."`
	State    string    `bun:"state" json:"state" enum:"queued,done,dead,dropped"`
	Attempts int       `bun:"attempts" json:"attempts"`
	Problem  string    `bun:"problem" json:"problem,omitempty" doc:"Why the last attempt failed."`
	Finished time.Time `bun:"finished,nullzero" json:"finished,omitzero"`
}

// Kind names the record's kind.
func (*Job) Kind() Kind { return KindJob }
