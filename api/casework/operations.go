package casework

import (
	"context"
	"log/slog"
)

// Operations is how the service stands, for those who run it. It tells numbers
// and no evidence.
type Operations struct {
	Version      string               `json:"version" doc:"Of the program."`
	Engine       string               `json:"engine" doc:"Version of the engine."`
	Params       string               `json:"params" doc:"Fingerprint of the parameters that templates depend on."`
	AllParams    string               `json:"all_params" doc:"Fingerprint of all parameters, as searches keep it."`
	Acquisitions int                  `json:"acquisitions"`
	Current      int                  `json:"current" doc:"Acquisitions with marks or a verdict of this engine with these parameters; with those that no engine can read."`
	Waiting      int                  `json:"waiting" doc:"Acquisitions that no engine has looked at yet."`
	Outdated     int                  `json:"outdated" doc:"The others: what re-extraction is for."`
	Refused      int                  `json:"refused" doc:"Acquisitions in which nothing can be compared."`
	Failed       int                  `json:"failed" doc:"Acquisitions whose extraction could not be done."`
	Marks        int                  `json:"marks"`
	ByEngine     []EngineMarks        `json:"by_engine" nullable:"false" doc:"Marks by what made them."`
	Jobs         map[JobKind]JobTally `json:"jobs" doc:"Background work by its kind."`
	Queue        *QueueDepth          `json:"queue,omitempty" doc:"Missing while the queue does not answer."`
	Changes      int64                `json:"changes" doc:"Versions of records that the store has kept."`
	AuditSize    int64                `json:"audit_size" doc:"Entries of the audit log."`
}

// EngineMarks is how many marks an engine with a set of parameters has made.
type EngineMarks struct {
	Engine string `json:"engine"`
	Params string `json:"params"`
	Marks  int    `json:"marks"`
}

// JobTally counts background work by its state.
type JobTally struct {
	Queued  int `json:"queued"`
	Done    int `json:"done"`
	Dead    int `json:"dead"`
	Dropped int `json:"dropped"`
}

// QueueDepth is how many jobs wait or are being worked on.
type QueueDepth struct {
	Interactive int `json:"interactive"`
	Batch       int `json:"batch"`
}

// Operations tells how the service stands, to whoever may run it.
func (s *Service) Operations(ctx context.Context) (*Operations, error) {
	o := &Operations{ByEngine: []EngineMarks{}, Jobs: map[JobKind]JobTally{JobExtract: {}, JobSearch: {}, JobReindex: {}}}
	o.Engine, o.Params, o.AllParams = s.Matcher.Engine()
	err := s.view(ctx, func(tx Tx, a *Actor) error {
		if err := may(a, Operate, WholeService); err != nil {
			return err
		}
		return o.count(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	var q QueueDepth
	if q.Interactive, q.Batch, err = s.Queue.Depth(ctx); err != nil {
		s.Log.WarnContext(ctx, "the queue does not tell its depth", slog.Any("error", err))
		return o, nil // the rest is of use without it
	}
	o.Queue = &q
	return o, nil
}

// count counts what is in the store.
func (o *Operations) count(ctx context.Context, tx Tx) (err error) {
	if o.Current, o.Waiting, err = tx.Judged(ctx, o.Engine, o.Params); err != nil {
		return err
	}
	states, err := tx.CountBy(ctx, KindAcquisition, Query{}, "state")
	if err != nil {
		return err
	}
	for _, t := range states {
		o.Acquisitions += t.Count
		switch t.Values[0] {
		case StateRefused:
			o.Refused = t.Count
		case StateFailed:
			o.Failed = t.Count
		}
	}
	o.Outdated = o.Acquisitions - o.Current - o.Waiting
	marks, err := tx.CountBy(ctx, KindMark, Query{}, "engine", "params")
	if err != nil {
		return err
	}
	for _, t := range marks {
		o.Marks += t.Count
		o.ByEngine = append(o.ByEngine, EngineMarks{t.Values[0], t.Values[1], t.Count})
	}
	if err := o.countJobs(ctx, tx); err != nil {
		return err
	}
	if o.Changes, err = tx.LastChange(ctx); err != nil {
		return err
	}
	o.AuditSize, err = tx.LedgerSize(ctx)
	return err
}

func (o *Operations) countJobs(ctx context.Context, tx Tx) error {
	jobs, err := tx.CountBy(ctx, KindJob, Query{}, "job_kind", "state")
	if err != nil {
		return err
	}
	for _, t := range jobs {
		of := o.Jobs[JobKind(t.Values[0])]
		switch t.Values[1] {
		case JobQueued:
			of.Queued = t.Count
		case JobDone:
			of.Done = t.Count
		case JobDead:
			of.Dead = t.Count
		case JobDrop:
			of.Dropped = t.Count
		}
		o.Jobs[JobKind(t.Values[0])] = of
	}
	return nil
}
