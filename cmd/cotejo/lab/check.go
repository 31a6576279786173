package lab

import (
	"context"
	"errors"
	"fmt"
	"io"

	"cotejo/api/audit"
	"cotejo/api/casework"

	"golang.org/x/mod/sumdb/note"
)

// Fault is something that Check found wrong.
type Fault struct {
	Part    string `json:"part"`              // database, audit, blobs, gallery, text_index, jobs
	Subject string `json:"subject,omitempty"` // what it concerns
	Problem string `json:"problem"`
	Remedy  string `json:"remedy"`
}

// Report is the outcome of a Check.
type Report struct {
	Records      int           `json:"records"`
	Originals    int           `json:"originals"`
	Templates    int           `json:"templates"`
	Marks        int           `json:"marks"`
	Regions      int           `json:"regions"`
	Snapshots    int           `json:"snapshots"`
	Reports      int           `json:"reports"`
	AuditEntries int64         `json:"audit_entries"`
	Faults       []Fault       `json:"faults"`
	Audit        *audit.Report `json:"audit"`
}

// checker is a Check under way.
type checker struct {
	*Lab
	report   *Report
	progress func(stage string, done, total int)
	read     map[string]error // blobs read so far
}

// Check holds everything that is kept against each other: the database against
// itself, the audit log against the records, every original and template against
// its hash, gallery and text index against the database, and whether all that
// waits has a job. Text index and gallery first follow the database, as they do
// at every start; nothing else is changed.
func (l *Lab) Check(ctx context.Context, progress func(stage string, done, total int)) (*Report, error) {
	c := &checker{Lab: l, report: &Report{Faults: []Fault{}}, progress: progress, read: map[string]error{}}
	if err := l.Store.Check(ctx); err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		c.fault("database", l.Settings.DSN(), err, "restore the last backup")
	}
	if err := l.Cases.IndexAll(ctx); err != nil {
		c.fault("text_index", "", err, "run cotejo check --repair")
	}
	if err := l.Matcher.CatchUp(ctx, l.Cases.MarksAfter); err != nil {
		c.fault("gallery", "", err, "run cotejo check --repair")
	}
	for _, step := range []func(context.Context) error{c.audit, c.acquisitions, c.marks, c.regions, c.searches, c.snapshots, c.reports, c.gallery, c.index} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return c.report, nil
}

func (c *checker) fault(part, subject string, err error, remedy string) {
	c.report.Faults = append(c.report.Faults, Fault{part, subject, err.Error(), remedy})
}

func (c *checker) audit(ctx context.Context) error {
	r, err := audit.Verify(ctx, c.Store, note.VerifierList(c.Key.Verifier()), nil, func(done, total int64) {
		c.progress("audit log", int(done), int(total))
	})
	if err != nil {
		return fmt.Errorf("audit log: %w", err)
	}
	c.report.Audit, c.report.AuditEntries, c.report.Records = r, r.Entries, int(r.Records)
	if !r.OK() {
		c.fault("audit", "", fmt.Errorf("%d findings", len(r.Findings)), "run cotejo audit verify, which says what and where")
	}
	return nil
}

// blob reads a blob to its end, once.
func (c *checker) blob(ctx context.Context, hash string) error {
	if err, done := c.read[hash]; done {
		return err
	}
	r, err := c.Blobs.Open(ctx, hash)
	if err == nil {
		_, err = io.Copy(io.Discard, r)
		err = errors.Join(err, r.Close())
	}
	if ctx.Err() == nil {
		c.read[hash] = err
	}
	return err
}

// each calls fn for every record of a kind, page by page.
func each[T any](ctx context.Context, s casework.Store, fn func(*T, casework.Tx) error) error {
	const page = 500
	after := ""
	for {
		var all []*T
		err := s.View(ctx, func(tx casework.Tx) error {
			q := casework.Query{Where: []casework.Cond{{Column: "id", Op: casework.Greater, Value: after}}, Order: []string{"id"}, Limit: page}
			if err := tx.Find(ctx, &all, q); err != nil {
				return err
			}
			for _, r := range all {
				if err := fn(r, tx); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || len(all) < page {
			return err
		}
		after = casework.HeadOf(any(all[page-1]).(casework.Record)).ID
	}
}

func (c *checker) acquisitions(ctx context.Context) error {
	return each(ctx, c.Store, func(a *casework.Acquisition, tx casework.Tx) error {
		c.report.Originals++
		c.progress("originals", c.report.Originals, c.report.Originals)
		if err := c.blob(ctx, a.SHA256); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			c.fault("blobs", "original of acquisition "+a.ID+" ("+a.FileName+")", err, "upload the file again to an exhibit, or restore it from a backup under its hash "+a.SHA256)
		}
		if a.State != casework.StateQueued {
			return nil
		}
		n, err := tx.Count(ctx, casework.KindJob, casework.Where("subject", a.ID, "state", casework.JobQueued))
		if err == nil && n == 0 {
			c.fault("jobs", "acquisition "+a.ID, errors.New("it waits for extraction and has no job"), "re-extract it")
		}
		return err
	})
}

func (c *checker) marks(ctx context.Context) error {
	err := each(ctx, c.Store, func(m *casework.Mark, _ casework.Tx) error {
		c.report.Marks++
		for name, hash := range map[string]string{"template": m.Template, "picture": m.Picture} {
			if hash == "" {
				continue
			}
			if name == "template" {
				c.report.Templates++
			}
			if err := c.blob(ctx, hash); err != nil {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				c.fault("blobs", fmt.Sprintf("%s of mark %d (%s)", name, m.Seq, m.ID), err, "run cotejo check --repair: it is made again from the original")
			}
		}
		return nil
	})
	return err
}

// regions holds what people drew against the frames and against each other.
func (c *checker) regions(ctx context.Context) error {
	return each(ctx, c.Store, func(r *casework.Region, tx casework.Tx) error {
		c.report.Regions++
		n, err := tx.Count(ctx, casework.KindRegion, casework.Where("acquisition_id", r.Acquisition))
		if err != nil {
			return err
		}
		if r.Revision < 1 || r.Revision > n {
			c.fault("regions", "region "+r.ID, fmt.Errorf("revision %d of %d: one is missing", r.Revision, n), "restore the last backup")
		}
		if r.Supersedes != "" {
			var before casework.Region
			if err := tx.Get(ctx, &before, r.Supersedes); err != nil {
				return err
			}
			if before.Acquisition != r.Acquisition || before.MarkKind != r.MarkKind || before.Revision >= r.Revision {
				c.fault("regions", "region "+r.ID, errors.New("it supersedes a region of something else"), "restore the last backup")
			}
		}
		return nil
	})
}

func (c *checker) searches(ctx context.Context) error {
	return each(ctx, c.Store, func(s *casework.Search, _ casework.Tx) error {
		if s.Snapshot == "" {
			return nil
		}
		err := c.blob(ctx, s.Snapshot)
		if err != nil && ctx.Err() == nil {
			c.fault("blobs", "snapshot of search "+s.ID, err, "the list stands; the search cannot be repeated")
		}
		return ctx.Err()
	})
}

func (c *checker) snapshots(ctx context.Context) error {
	return each(ctx, c.Store, func(s *casework.Snapshot, _ casework.Tx) error {
		c.report.Snapshots++
		err := c.blob(ctx, s.SHA256)
		if err != nil && ctx.Err() == nil {
			c.fault("blobs", "picture of snapshot "+s.ID, err, "restore it from a backup under its hash "+s.SHA256)
		}
		return ctx.Err()
	})
}

func (c *checker) reports(ctx context.Context) error {
	return each(ctx, c.Store, func(r *casework.Report, _ casework.Tx) error {
		c.report.Reports++
		err := c.blob(ctx, r.SHA256)
		if err != nil && ctx.Err() == nil {
			c.fault("blobs", "document of report "+r.Number, err, "restore it from a backup under its hash "+r.SHA256)
		}
		return ctx.Err()
	})
}

func (c *checker) gallery(ctx context.Context) error {
	problems, err := c.Matcher.Verify(ctx, c.Cases.MarksAfter)
	if err != nil {
		return fmt.Errorf("gallery: %w", err)
	}
	for _, p := range problems {
		subject := "files"
		if p.Mark != "" {
			subject = fmt.Sprintf("mark %d (%s)", p.Seq, p.Mark)
		}
		c.fault("gallery", subject, p, "start the service, which follows the database, or run cotejo check --repair")
	}
	return nil
}

// index holds the text index against the database, both ways.
func (c *checker) index(ctx context.Context) error {
	there := map[string]int{}
	if err := c.Catalog.Each(ctx, func(id string, version int) error { there[id] = version; return nil }); err != nil {
		return fmt.Errorf("text index: %w", err)
	}
	const remedy = "start the service, which follows the database, or run cotejo check --repair"
	have := func(k casework.Kind, h *casework.Head) {
		version, ok := there[h.ID]
		delete(there, h.ID)
		if !ok {
			c.fault("text_index", string(k)+" "+h.ID, errors.New("missing"), remedy)
		} else if version != h.Version {
			c.fault("text_index", string(k)+" "+h.ID, fmt.Errorf("version %d, the record has %d", version, h.Version), remedy)
		}
	}
	err := errors.Join(
		each(ctx, c.Store, func(r *casework.Case, _ casework.Tx) error { have(r.Kind(), casework.HeadOf(r)); return nil }),
		each(ctx, c.Store, func(r *casework.Exhibit, _ casework.Tx) error { have(r.Kind(), casework.HeadOf(r)); return nil }),
		each(ctx, c.Store, func(r *casework.Firearm, _ casework.Tx) error { have(r.Kind(), casework.HeadOf(r)); return nil }),
		each(ctx, c.Store, func(r *casework.Hit, _ casework.Tx) error { have(r.Kind(), casework.HeadOf(r)); return nil }),
		each(ctx, c.Store, func(r *casework.TraceRequest, _ casework.Tx) error { have(r.Kind(), casework.HeadOf(r)); return nil }),
	)
	for id := range there {
		c.fault("text_index", id, errors.New("stands in the index and not in the database"), remedy)
	}
	return err
}
