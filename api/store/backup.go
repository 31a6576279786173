package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"cotejo/api/casework"
)

// Backup writes a copy of the database, as it is at one moment, to a file that must
// not exist yet; updates go on meanwhile. The copy is durable when Backup returns
// nil, and the file is not there when it returns an error. Of PostgreSQL it makes
// none: the error, unsupported, names the command that does.
func (s *Store) Backup(ctx context.Context, path string) error {
	return s.fault(ctx, s.engine.backup(ctx, path))
}

func (p postgres) backup(_ context.Context, path string) error {
	return casework.Fail(casework.CodeUnsupported, "store.backup_postgres",
		"command", fmt.Sprintf("pg_dump --format=custom --file=%q %q", path, p.database))
}

func (e sqlite) backup(ctx context.Context, path string) (err error) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return casework.Fail(casework.CodeConflict, "store.backup_exists", "path", path).Because(err)
	}
	partial := path + ".partial"
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreMissing(os.Remove(partial)))
		}
	}()
	if err := ignoreMissing(os.Remove(partial)); err != nil {
		return fmt.Errorf("removing what a backup before left: %w", err)
	}
	// SQLite would make a file that everyone on the machine may read; an empty one it fills.
	file, err := os.OpenFile(partial, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("starting the backup: %w", err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("starting the backup: %w", err)
	}
	db := sqliteDB(e.path, url.Values{}) // SQLite takes this for a change, which the connections of views refuse
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", partial)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	if err := syncFile(partial); err != nil {
		return err
	}
	if err := os.Rename(partial, path); err != nil {
		return fmt.Errorf("finishing the backup: %w", err)
	}
	return syncFile(filepath.Dir(path))
}

func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("finishing the backup: %w", err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("finishing the backup: %w", err)
	}
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
