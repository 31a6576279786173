package casework

import (
	"context"
	"io"
	"path"
	"strings"
	"unicode"
)

// Upload says what comes with a file.
type Upload struct {
	Exhibit  string
	FileName string
	Measurement
	// SHA256 is the hash that the client computed, "" for none: other bytes are refused.
	SHA256 string
	// Batch puts the work behind interactive work, as imports do.
	Batch bool
	// NoSearch leaves out the search on entry.
	NoSearch bool
}

// AddAcquisition keeps a file as a new acquisition of an exhibit and queues its
// extraction. When it returns nil, the file and the record are durable. The same
// bytes for the same exhibit again give the acquisition that is there. What must
// be refused without reading the file is refused first: rights, a full queue.
func (s *Service) AddAcquisition(ctx context.Context, up Upload, r io.Reader) (*Acquisition, error) {
	if err := s.room(ctx, up); err != nil {
		return nil, err
	}
	hash, size, err := s.Blobs.Put(ctx, r, s.limits.UploadBytes)
	if err != nil {
		return nil, err
	}
	if size == 0 {
		return nil, Fail(CodeInvalid, "upload.empty")
	}
	if up.SHA256 != "" && !strings.EqualFold(up.SHA256, hash) {
		return nil, Fail(CodeInvalid, "upload.hash", "sent", up.SHA256, "received", hash)
	}
	a := &Acquisition{FileName: fileName(up.FileName), Measurement: up.Measurement}
	if key, fingerprint := idempotencyOf(ctx); key != "" { // the file is a part of the request
		ctx = WithIdempotency(ctx, key, fingerprint+"-"+hash)
	}
	err = s.once(ctx, a, func(u *act) error {
		var e Exhibit
		if err := getTo(ctx, u.Tx, u.actor, Enter, &e, up.Exhibit); err != nil {
			return err
		}
		var there []*Acquisition
		if err := u.Find(ctx, &there, Where("exhibit_id", e.ID, "sha256", hash)); err != nil {
			return err
		}
		if len(there) > 0 {
			*a = *there[0]
			return nil
		}
		a.Exhibit, a.SHA256, a.Size, a.State = e.ID, hash, size, StateQueued
		if a.Instrument != "" {
			var i Instrument
			if err := u.refer(ctx, "instrument", &i, a.Instrument, e.Lab); err != nil {
				return err
			}
		}
		if err := u.insert(ctx, a, e.Lab, "upload"); err != nil {
			return err
		}
		return s.enqueue(ctx, u, &Job{JobKind: JobExtract, Subject: a.ID, Batch: up.Batch, NoSearch: up.NoSearch}, e.Lab)
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}

// room refuses what must be refused before a file is read.
func (s *Service) room(ctx context.Context, up Upload) error {
	return s.view(ctx, func(tx Tx, a *Actor) error {
		if err := getTo(ctx, tx, a, Enter, &Exhibit{}, up.Exhibit); err != nil {
			return err
		}
		if err := Check(&Acquisition{FileName: fileName(up.FileName), Measurement: up.Measurement, State: StateQueued}); err != nil {
			return err
		}
		return s.notFull(ctx, tx)
	})
}

// notFull answers busy when as many jobs wait as may.
func (s *Service) notFull(ctx context.Context, tx Tx) error {
	n, err := tx.Count(ctx, KindJob, Where("state", JobQueued))
	if err == nil && n >= s.limits.Queued {
		err = Fail(CodeBusy, "queue.full", "waiting", n)
	}
	return err
}

// fileName keeps of an uploaded file's name what can be shown to people: no
// folders, no control characters, at most 255 characters.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, "�"), "\\", "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, name)
	if r := []rune(name); len(r) > 255 {
		name = string(r[:255])
	}
	if name == "." || name == "/" {
		return ""
	}
	return name
}

// Original opens an acquisition's file as it came. The caller closes it.
func (s *Service) Original(ctx context.Context, id string) (*Acquisition, io.ReadCloser, error) {
	a := &Acquisition{}
	if err := s.see(ctx, a, id, "download"); err != nil {
		return nil, nil, err
	}
	r, err := s.Blobs.Open(ctx, a.SHA256)
	return a, r, err
}

// see fills a record that the actor may see and logs that it was seen, before
// what was seen is handed out.
func (s *Service) see(ctx context.Context, r Record, id, action string) error {
	var seen Event
	err := s.view(ctx, func(tx Tx, a *Actor) error {
		if err := get(ctx, tx, a, r, id); err != nil {
			return err
		}
		seen = event(a, s.now(), action, r)
		return veil(ctx, tx, a, r)
	})
	if err != nil || ActorOf(ctx).Service {
		return err
	}
	return s.Views.View(ctx, seen)
}
