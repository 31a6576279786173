package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path"
)

// Put implements casework.Blobs.
func (d *Dir) Put(ctx context.Context, r io.Reader, limit int64) (string, int64, error) {
	temp, err := d.temp.create()
	if err != nil {
		return "", 0, storageError("making a temporary file", err)
	}
	defer temp.discard()
	name, size, err := copyHashed(ctx, temp.file, r, limit)
	if err != nil {
		return "", 0, err
	}
	if err := d.keep(ctx, temp, name, size); err != nil {
		return "", 0, err
	}
	return name, size, nil
}

// keep gives a complete temporary file its name, unless its bytes are there.
func (d *Dir) keep(ctx context.Context, temp *tempFile, name string, size int64) error {
	dir, file := place(name)
	if err := d.enter(dir); err != nil {
		return storageError("making "+dir, err)
	}
	if !d.intact(ctx, file, name, size) {
		if ctx.Err() != nil {
			return cancelled(ctx, "keeping "+name)
		}
		if err := temp.keep(file); err != nil {
			return storageError("keeping "+name, err)
		}
	}
	// Another writer may have renamed it and not come to this yet.
	if err := syncDir(d.root.Open(dir)); err != nil {
		return storageError("keeping "+name, err)
	}
	return nil
}

// intact tells whether a file has the bytes of a blob. One that has not, or cannot
// be read, is replaced: that mends what a disk has damaged.
func (d *Dir) intact(ctx context.Context, file, name string, size int64) bool {
	f, err := d.root.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() || info.Size() != size {
		return false
	}
	found, _, err := copyHashed(ctx, io.Discard, f, math.MaxInt64)
	return err == nil && found == name
}

// enter makes the two directories of a blob and brings them to disk.
func (d *Dir) enter(dir string) error {
	if err := d.root.MkdirAll(dir, dirMode); err != nil {
		return err
	}
	if _, done := d.entered.Load(dir); done {
		return nil
	}
	for _, parent := range []string{".", path.Dir(dir)} {
		if err := syncDir(d.root.Open(parent)); err != nil {
			return err
		}
	}
	d.entered.Store(dir, true)
	return nil
}

// syncDir brings the entries of an opened directory to disk and closes it.
func syncDir(dir *os.File, err error) error {
	if err != nil {
		return err
	}
	if err := errors.Join(dir.Sync(), dir.Close()); err != nil {
		return fmt.Errorf("directory: %w", err)
	}
	return nil
}
