package lab

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"cotejo/api/store"
)

// A backup is a tar file: the database, the key of the audit log, every blob
// under blobs/HASH, and at its end manifest.json, which has the hash of each of
// them. The text index, the gallery and the queue are not in it: they are
// rebuilt.
const (
	manifestFile  = "manifest.json"
	backupFormat  = "cotejo backup"
	backupVersion = 1
)

// manifest is the last file of a backup.
type manifest struct {
	Format  string       `json:"format"`
	Version int          `json:"version"`
	Made    time.Time    `json:"made"`
	Tool    string       `json:"tool"`
	Files   []backupFile `json:"files"`
}

type backupFile struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Backup writes a backup to a new file, beside a service that may be running:
// the database is copied as of one moment, and what it refers to never changes.
// The file appears when it is complete.
func Backup(ctx context.Context, s Settings, out string, log *slog.Logger, progress func(stage string, done, total int)) (files int, err error) {
	if err := s.Check(); err != nil {
		return 0, err
	}
	if _, err := os.Stat(filepath.Join(s.DataDir, filepath.FromSlash(KeyFile))); err != nil {
		return 0, fmt.Errorf("%s is no data folder of a service: %w", s.DataDir, err)
	}
	if _, err := os.Stat(out); err == nil {
		return 0, fmt.Errorf("%s is there already: name another file", out)
	}
	part := out + ".part"
	f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, fmt.Errorf("backup: %w", err)
	}
	defer func() {
		err = errors.Join(err, f.Close())
		if err == nil {
			err = os.Rename(part, out)
		}
		if err != nil {
			_ = os.Remove(part)
		}
	}()
	w := &backupWriter{tar: tar.NewWriter(f), manifest: manifest{Format: backupFormat, Version: backupVersion, Made: time.Now().UTC(), Tool: s.Version}}
	if err := w.write(ctx, s, out, log, progress); err != nil {
		return 0, err
	}
	return len(w.manifest.Files), f.Sync()
}

type backupWriter struct {
	tar      *tar.Writer
	manifest manifest
}

func (w *backupWriter) write(ctx context.Context, s Settings, out string, log *slog.Logger, progress func(string, int, int)) (err error) {
	if err := w.database(ctx, s, out+".db", log); err != nil {
		return err
	}
	if err := w.file(KeyFile, filepath.Join(s.DataDir, filepath.FromSlash(KeyFile))); err != nil {
		return err
	}
	blobs, closeBlobs, err := s.OpenBlobs(ctx)
	if err != nil {
		return fmt.Errorf("blobs: %w", err)
	}
	defer func() { err = errors.Join(err, closeBlobs()) }()
	done := 0
	err = blobs.Each(ctx, func(hash string, size int64) error {
		r, err := blobs.Open(ctx, hash)
		if err != nil {
			return err
		}
		defer r.Close()
		done++
		progress("blobs", done, done)
		return w.add("blobs/"+hash, size, r)
	})
	if err != nil {
		return fmt.Errorf("blobs: %w: run cotejo check, which names what is damaged", err)
	}
	text, err := json.MarshalIndent(w.manifest, "", " ")
	if err != nil {
		return err
	}
	if err := w.tar.WriteHeader(&tar.Header{Name: manifestFile, Mode: 0o600, Size: int64(len(text)), ModTime: w.manifest.Made}); err != nil {
		return err
	}
	if _, err := w.tar.Write(text); err != nil {
		return err
	}
	return w.tar.Close()
}

// database copies the database as of now to a file for the time being.
func (w *backupWriter) database(ctx context.Context, s Settings, temporary string, log *slog.Logger) (err error) {
	db, err := store.Open(ctx, s.DSN(), log)
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	defer os.Remove(temporary)
	if err := db.Backup(ctx, temporary); err != nil {
		return fmt.Errorf("database: %w", err)
	}
	return w.file(DatabaseFile, temporary)
}

func (w *backupWriter) file(name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return w.add(name, info.Size(), f)
}

func (w *backupWriter) add(name string, size int64, r io.Reader) error {
	if err := w.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, ModTime: w.manifest.Made}); err != nil {
		return fmt.Errorf("backup %s: %w", name, err)
	}
	sum := sha256.New()
	// All that there is: a blob says at its end whether it is whole.
	if n, err := io.Copy(io.MultiWriter(w.tar, sum), r); err != nil || n != size {
		return fmt.Errorf("backup %s: %d of %d bytes: %w", name, n, size, err)
	}
	w.manifest.Files = append(w.manifest.Files, backupFile{name, size, hex.EncodeToString(sum.Sum(nil))})
	return nil
}
