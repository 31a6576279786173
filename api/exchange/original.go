package exchange

import (
	"archive/zip"
	"context"
	"errors"
	"io"

	"cotejo/api/casework"
)

// originals writes the file of every acquisition that is among the records.
func (e *Export) originals(ctx context.Context) error {
	for _, k := range kinds() {
		if k.Kind != casework.KindAcquisition {
			continue
		}
		return k.each(ctx, e.service, e.selected[k.Kind], func(r casework.Record) error {
			a := r.(*casework.Acquisition)
			if a.ID > e.newest { // came after the records were listed
				return nil
			}
			return e.original(ctx, a)
		})
	}
	return nil
}

// original writes one file. It is read through before, since what is no longer
// what it was must not get into the archive, and must not keep the rest out.
func (e *Export) original(ctx context.Context, a *casework.Acquisition) error {
	_, r, err := e.service.Original(ctx, a.ID)
	if err == nil {
		_, err = io.Copy(io.Discard, r)
		err = errors.Join(err, r.Close())
	}
	switch {
	case err == nil:
	case errors.Is(err, casework.ErrCorrupt):
		e.leaveOut(a, "damaged")
		return nil
	case casework.CodeOf(err) == casework.CodeNotFound:
		e.leaveOut(a, "missing")
		return nil
	default:
		return err
	}
	r, err = e.service.Blobs.Open(ctx, a.SHA256)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	name := originalsDir + a.ID + "/" + safeName(a.FileName)
	return e.file(name, zip.Store, func(w io.Writer) error { // they are compressed already
		_, err := io.Copy(w, r)
		return err
	})
}

func (e *Export) leaveOut(a *casework.Acquisition, reason string) {
	e.contents.LeftOut = append(e.contents.LeftOut, LeftOut{Acquisition: a.ID, SHA256: a.SHA256, Reason: reason})
}
