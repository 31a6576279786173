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
	return e.listed(ctx, casework.KindAcquisition, func(r casework.Record) error {
		a := r.(*casework.Acquisition)
		out := LeftOut{Acquisition: a.ID, SHA256: a.SHA256}
		return e.blob(ctx, originalsDir+a.ID+"/"+safeName(a.FileName), out, func() (io.ReadCloser, error) {
			_, r, err := e.service.Original(ctx, a.ID)
			return r, err
		})
	})
}

// snapshots writes the picture of every snapshot that is among the records.
func (e *Export) snapshots(ctx context.Context) error {
	return e.listed(ctx, casework.KindSnapshot, func(r casework.Record) error {
		sn := r.(*casework.Snapshot)
		out := LeftOut{Snapshot: sn.ID, SHA256: sn.SHA256}
		return e.blob(ctx, snapshotsDir+sn.ID+".png", out, func() (io.ReadCloser, error) {
			_, r, err := e.service.SnapshotPicture(ctx, sn.ID)
			return r, err
		})
	})
}

// reports writes the document of every report that is among the records.
func (e *Export) reports(ctx context.Context) error {
	return e.listed(ctx, casework.KindReport, func(r casework.Record) error {
		of := r.(*casework.Report)
		out := LeftOut{Report: of.ID, SHA256: of.SHA256}
		return e.blob(ctx, reportsDir+safeName(of.Number+".pdf"), out, func() (io.ReadCloser, error) {
			_, r, err := e.service.ReportDocument(ctx, of.ID)
			return r, err
		})
	})
}

// listed calls fn for every record of a kind that is among the records written.
func (e *Export) listed(ctx context.Context, of casework.Kind, fn func(casework.Record) error) error {
	for _, k := range kinds() {
		if k.Kind != of {
			continue
		}
		return k.each(ctx, e.service, e.selected[k.Kind], func(r casework.Record) error {
			if casework.HeadOf(r).ID > e.newest[of] { // came after the records were listed
				return nil
			}
			return fn(r)
		})
	}
	return nil
}

// blob writes one file. It is read through before, since what is no longer what it
// was must not get into the archive, and must not keep the rest out.
func (e *Export) blob(ctx context.Context, name string, of LeftOut, see func() (io.ReadCloser, error)) error {
	r, err := see()
	if err == nil {
		_, err = io.Copy(io.Discard, r)
		err = errors.Join(err, r.Close())
	}
	switch {
	case err == nil:
	case errors.Is(err, casework.ErrCorrupt):
		return e.leaveOut(of, "damaged")
	case casework.CodeOf(err) == casework.CodeNotFound:
		return e.leaveOut(of, "missing")
	default:
		return err
	}
	r, err = e.service.Blobs.Open(ctx, of.SHA256)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	return e.file(name, zip.Store, func(w io.Writer) error { // they are compressed already
		_, err := io.Copy(w, r)
		return err
	})
}

func (e *Export) leaveOut(of LeftOut, reason string) error {
	of.Reason = reason
	e.contents.LeftOut = append(e.contents.LeftOut, of)
	return nil
}
