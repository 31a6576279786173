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
	"os"
	"path/filepath"
	"strings"

	"cotejo/api/casework"
)

// Limits of what a backup may hold besides blobs.
const (
	maxManifest = 1 << 30
	maxBlob     = 1 << 34
)

// Restore fills an empty data folder from a backup and checks every file against
// the manifest. What is wrong with the backup is an error, and the folder is then
// emptied again. The folder's blobs may be elsewhere (s.Blobs).
func Restore(ctx context.Context, s Settings, from string, progress func(stage string, done, total int)) (files int, err error) {
	if err := s.Check(); err != nil {
		return 0, err
	}
	if s.Database != "" {
		return 0, errors.New("a backup holds a SQLite database: restore it without --database; a PostgreSQL server is restored with pg_restore")
	}
	if there, err := os.ReadDir(s.DataDir); err == nil && len(there) > 0 {
		return 0, fmt.Errorf("%s is not empty: restore into a new folder, so that nothing is lost", s.DataDir)
	}
	f, err := os.Open(from)
	if err != nil {
		return 0, fmt.Errorf("backup: %w", err)
	}
	defer f.Close()
	if err := os.MkdirAll(filepath.Join(s.DataDir, filepath.Dir(filepath.FromSlash(KeyFile))), 0o700); err != nil {
		return 0, fmt.Errorf("data folder: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(s.DataDir))
		}
	}()
	blobs, closeBlobs, err := s.OpenBlobs(ctx)
	if err != nil {
		return 0, fmt.Errorf("blobs: %w", err)
	}
	defer func() { err = errors.Join(err, closeBlobs()) }()
	r := &backupReader{settings: s, blobs: blobs, found: map[string]backupFile{}, progress: progress}
	if err := r.read(ctx, f); err != nil {
		return 0, err
	}
	return len(r.found), r.check()
}

type backupReader struct {
	settings Settings
	blobs    casework.Blobs
	found    map[string]backupFile
	manifest *manifest
	progress func(stage string, done, total int)
}

func (r *backupReader) read(ctx context.Context, from io.Reader) error {
	archive := tar.NewReader(from)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("the backup is damaged or cut off: %w", err)
		}
		if _, twice := r.found[h.Name]; twice || r.manifest != nil || h.Typeflag != tar.TypeReg {
			return fmt.Errorf("the backup holds %q where nothing like it belongs: it is no backup of cotejo", h.Name)
		}
		if err := r.entry(ctx, h, archive); err != nil {
			return fmt.Errorf("%s: %w", h.Name, err)
		}
		r.progress("restoring", len(r.found), len(r.found))
	}
}

// entry keeps one file of the backup; its name decides what it is, and is never
// used as a path unless it is one of two.
func (r *backupReader) entry(ctx context.Context, h *tar.Header, from io.Reader) error {
	hash, isBlob := strings.CutPrefix(h.Name, "blobs/")
	switch {
	case h.Name == manifestFile:
		text, err := io.ReadAll(io.LimitReader(from, maxManifest))
		if err != nil {
			return err
		}
		r.manifest = &manifest{}
		return json.Unmarshal(text, r.manifest)
	case h.Name == DatabaseFile || h.Name == KeyFile:
		sum := sha256.New()
		if err := writeFile(filepath.Join(r.settings.DataDir, filepath.FromSlash(h.Name)), io.TeeReader(from, sum)); err != nil {
			return err
		}
		r.found[h.Name] = backupFile{h.Name, h.Size, hex.EncodeToString(sum.Sum(nil))}
		return nil
	case isBlob:
		got, size, err := r.blobs.Put(ctx, from, maxBlob)
		if err != nil {
			return err
		}
		if got != hash {
			return fmt.Errorf("its bytes have the hash %s: the backup is damaged", got)
		}
		r.found[h.Name] = backupFile{h.Name, size, got}
		return nil
	}
	return errors.New("not a file of a backup")
}

func writeFile(path string, from io.Reader) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Sync(), f.Close())
}

// check holds what was found against the manifest.
func (r *backupReader) check() error {
	m := r.manifest
	switch {
	case m == nil:
		return errors.New("the backup has no manifest: it was cut off, or is no backup of cotejo")
	case m.Format != backupFormat || m.Version != backupVersion:
		return fmt.Errorf("a %q of version %d: this program reads %q of version %d", m.Format, m.Version, backupFormat, backupVersion)
	case len(m.Files) != len(r.found):
		return fmt.Errorf("the manifest names %d files, the backup holds %d", len(m.Files), len(r.found))
	}
	for _, want := range m.Files {
		if got := r.found[want.Name]; got != want {
			return fmt.Errorf("%s is not what the manifest says: the backup is damaged", want.Name)
		}
	}
	for _, name := range []string{DatabaseFile, KeyFile} {
		if _, ok := r.found[name]; !ok {
			return fmt.Errorf("the backup has no %s", name)
		}
	}
	return nil
}
