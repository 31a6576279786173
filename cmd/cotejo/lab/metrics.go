package lab

import (
	"context"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"cotejo/api/casework"
)

// observeJobs registers the metrics of background work and returns what the
// service calls for each attempt.
func (l *Lab) observeJobs() func(casework.JobKind, time.Duration, string) {
	took := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "cotejo_job_duration_seconds", Help: "Time of an attempt at a job, by kind and how it ended.",
		Buckets: []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60},
	}, []string{"kind", "outcome"})
	l.Registry.MustRegister(took)
	return func(kind casework.JobKind, d time.Duration, outcome string) {
		took.WithLabelValues(string(kind), outcome).Observe(d.Seconds())
	}
}

// state reads the metrics that stand in the parts, when they are asked for.
type state struct{ lab *Lab }

var (
	queueDepth = prometheus.NewDesc("cotejo_queue_jobs", "Jobs that wait in the queue or are worked on.", []string{"lane"}, nil)
	jobStates  = prometheus.NewDesc("cotejo_jobs", "Jobs by state; dead ones wait for a person.", []string{"state"}, nil)
	recordsOf  = prometheus.NewDesc("cotejo_records", "Records by kind.", []string{"kind"}, nil)
	acquired   = prometheus.NewDesc("cotejo_acquisitions", "Acquisitions by state.", []string{"state"}, nil)
	indexLag   = prometheus.NewDesc("cotejo_index_lag_changes", "Changes that an index has yet to follow.", []string{"index"}, nil)
	auditSize  = prometheus.NewDesc("cotejo_audit_entries", "Entries of the audit log.", nil, nil)
	diskFree   = prometheus.NewDesc("cotejo_data_free_bytes", "Space left for the data folder.", nil, nil)
	partUp     = prometheus.NewDesc("cotejo_part_up", "Whether a part of the service can serve.", []string{"part"}, nil)
)

// Describe implements prometheus.Collector.
func (s *state) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{queueDepth, jobStates, recordsOf, acquired, indexLag, auditSize, diskFree, partUp} {
		out <- d
	}
}

// collectTime bounds how long reading the metrics may take.
const collectTime = 5 * time.Second

// Collect implements prometheus.Collector. What cannot be read is left out; the
// part that failed is told by cotejo_part_up.
func (s *state) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), collectTime)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	for part, err := range s.lab.Ready(ctx) {
		up := 1.0
		if err != nil {
			up = 0
		}
		gauge(partUp, up, part)
	}
	if interactive, batch, err := s.lab.Queue.Depth(ctx); err == nil {
		gauge(queueDepth, float64(interactive), "interactive")
		gauge(queueDepth, float64(batch), "batch")
	}
	if free, err := s.lab.free(); err == nil {
		gauge(diskFree, float64(free))
	}
	err := s.lab.Store.View(ctx, func(tx casework.Tx) error { return s.records(ctx, tx, gauge) })
	if err != nil {
		s.lab.Log.Warn("metrics of the database", "error", err)
	}
}

func (s *state) records(ctx context.Context, tx casework.Tx, gauge func(*prometheus.Desc, float64, ...string)) error {
	count := func(d *prometheus.Desc, k casework.Kind, label string, equal ...any) error {
		n, err := tx.Count(ctx, k, casework.Where(equal...))
		if err == nil {
			gauge(d, float64(n), label)
		}
		return err
	}
	for _, k := range []casework.Kind{casework.KindExhibit, casework.KindMark, casework.KindSearch, casework.KindLead, casework.KindHit} {
		if err := count(recordsOf, k, string(k)); err != nil {
			return err
		}
	}
	for _, v := range []string{casework.JobQueued, casework.JobDead} {
		if err := count(jobStates, casework.KindJob, v, "state", v); err != nil {
			return err
		}
	}
	for _, v := range []string{casework.StateQueued, casework.StateRefused, casework.StateFailed} {
		if err := count(acquired, casework.KindAcquisition, v, "state", v); err != nil {
			return err
		}
	}
	last, err := tx.LastChange(ctx)
	if err != nil {
		return err
	}
	gauge(indexLag, float64(max(0, last-s.lab.Catalog.Applied())), "text")
	entries, err := tx.LedgerSize(ctx)
	if err == nil {
		gauge(auditSize, float64(entries))
	}
	return err
}

// leastFree is the space below which the service is not ready: an upload could
// not be kept.
const leastFree = 64 << 20

// free is the space left for the data folder, in bytes.
func (l *Lab) free() (uint64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(l.Settings.DataDir, &s); err != nil {
		return 0, err
	}
	return s.Bavail * uint64(s.Bsize), nil
}
