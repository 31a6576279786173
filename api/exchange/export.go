package exchange

import (
	"archive/zip"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"

	"cotejo/api/casework"
)

// Export is an archive to be written. It is made by Begin and written once.
type Export struct {
	// Tool names the program that makes the archive, with its version.
	Tool string
	// Spool is the folder for what cannot be streamed, the system's unless stated.
	// It needs room for the largest table.
	Spool string

	service  *casework.Service
	selected selection
	contents Contents
	zip      *zip.Writer
	newest   map[casework.Kind]string // record of each kind in the archive
}

// Begin prepares the export of a case (KindCase) or of a laboratory's collection
// (KindLaboratory), and refuses who may not have it. The export is logged.
func Begin(ctx context.Context, s *casework.Service, k casework.Kind, id string) (*Export, error) {
	e := &Export{service: s, newest: map[casework.Kind]string{}}
	e.contents = Contents{
		Format: Format, Version: FormatVersion, Made: s.Now().UTC(),
		Records: map[casework.Kind]int{}, Files: []File{}, LeftOut: []LeftOut{},
	}
	if a := casework.ActorOf(ctx); a != nil { // whoever is nobody is refused below
		e.contents.MadeBy = a.ID()
	}
	switch k {
	case casework.KindCase:
		c := &casework.Case{}
		if err := s.BeginExport(ctx, c, id); err != nil {
			return nil, err
		}
		e.contents.Scope = Scope{Kind: k, ID: c.ID, Name: c.Number, Lab: c.Lab}
		var err error
		e.selected, err = ofCase(ctx, s, c)
		return e, err
	case casework.KindLaboratory:
		l := &casework.Laboratory{}
		if err := s.BeginExport(ctx, l, id); err != nil {
			return nil, err
		}
		e.contents.Scope = Scope{Kind: k, ID: l.ID, Name: l.Name, Lab: l.ID}
		e.selected = ofLaboratory(l.ID)
		return e, nil
	}
	return nil, casework.NotFound(k, id)
}

// Name is a file name for the archive.
func (e *Export) Name() string {
	return safeName(fmt.Sprintf("cotejo-%s-%s-%s.zip", e.contents.Scope.Kind, e.contents.Scope.Name, e.contents.Made.Format("20060102")))
}

// Write writes the archive. After an error it is not complete, and must not look
// as if it were.
func (e *Export) Write(ctx context.Context, w io.Writer) error {
	e.zip = zip.NewWriter(w)
	for _, k := range kinds() {
		if err := e.records(ctx, k); err != nil {
			return fmt.Errorf("exchange: %s: %w", k.Kind, err)
		}
	}
	if err := e.originals(ctx); err != nil {
		return fmt.Errorf("exchange: originals: %w", err)
	}
	if err := e.snapshots(ctx); err != nil {
		return fmt.Errorf("exchange: snapshots: %w", err)
	}
	if err := e.reports(ctx); err != nil {
		return fmt.Errorf("exchange: reports: %w", err)
	}
	e.contents.Tool = e.Tool
	text, err := json.MarshalIndent(e.contents, "", "  ")
	if err != nil {
		return fmt.Errorf("exchange: manifest: %w", err)
	}
	out, err := e.zip.Create(contentsName)
	if err == nil {
		_, err = out.Write(append(text, '\n'))
	}
	if err == nil {
		err = e.zip.Close()
	}
	if err != nil {
		return fmt.Errorf("exchange: %w", err)
	}
	return nil
}

// records writes all records of a kind, as JSON and as a table.
func (e *Export) records(ctx context.Context, k kind) (err error) {
	spooled, err := os.CreateTemp(e.Spool, "cotejo-table-*")
	if err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, spooled.Close(), os.Remove(spooled.Name()))
	}()
	buffered := bufio.NewWriter(spooled)
	rows, err := newTable(buffered, k.Kind)
	if err != nil {
		return err
	}
	err = e.file(recordsName(k.Kind), zip.Deflate, func(w io.Writer) error {
		lines := json.NewEncoder(w)
		lines.SetEscapeHTML(false)
		return k.each(ctx, e.service, e.selected[k.Kind], func(r casework.Record) error {
			e.contents.Records[k.Kind]++
			e.newest[k.Kind] = max(e.newest[k.Kind], casework.HeadOf(r).ID)
			if err := lines.Encode(r); err != nil {
				return err
			}
			return rows.add(r)
		})
	})
	if err != nil {
		return err
	}
	if err := errors.Join(rows.close(), buffered.Flush()); err != nil {
		return err
	}
	if _, err := spooled.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return e.file(tableName(k.Kind), zip.Deflate, func(w io.Writer) error {
		_, err := io.Copy(w, spooled)
		return err
	})
}

// file writes one file of the archive and notes it in the contents.
func (e *Export) file(name string, method uint16, write func(io.Writer) error) error {
	out, err := e.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: e.contents.Made})
	if err != nil {
		return err
	}
	sum := &counted{to: out, hash: sha256.New()}
	if err := write(sum); err != nil {
		return err
	}
	e.contents.Files = append(e.contents.Files, File{Path: name, Size: sum.size, SHA256: hex.EncodeToString(sum.hash.Sum(nil))})
	return nil
}

// counted hashes and counts what is written.
type counted struct {
	to   io.Writer
	hash hash.Hash
	size int64
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.hash.Write(p[:n])
	c.size += int64(n)
	return n, err
}
