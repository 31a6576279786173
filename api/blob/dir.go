package blob

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"

	"cotejo/api/casework"
)

var _ casework.Blobs = (*Dir)(nil)

const (
	dirMode  = 0o750
	blobMode = 0o440 // nothing writes to a blob again
)

// Dir keeps blobs as files: the blob whose hash begins with abcd is ab/cd/abcd...
// Several processes may use the same directory. It must be on a file system that
// has locks (flock) and renames atomically.
type Dir struct {
	root    *os.Root // no name leads out of it, symbolic links included
	temp    *tempDir
	entered sync.Map // directories that are known to be on disk in their parents
}

// OpenDir opens a directory of blobs, which is made if it is missing, and removes
// what writers that crashed have left.
func OpenDir(dir string) (*Dir, error) {
	if err := makeDir(dir); err != nil {
		return nil, storageError("making the directory", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, storageError("opening the directory", err)
	}
	temp, err := openTempDir(root)
	if err != nil {
		_ = root.Close()
		return nil, storageError("opening the directory for temporary files", err)
	}
	return &Dir{root: root, temp: temp}, nil
}

// makeDir makes a directory unless it is there, when its parent need not be
// readable.
func makeDir(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return err
	}
	return syncDir(os.Open(filepath.Dir(dir)))
}

// Close gives back what Dir holds. Nothing may be under way.
func (d *Dir) Close() error {
	return errors.Join(d.temp.close(), d.root.Close())
}

// place is where a blob's file is.
func place(name string) (dir, file string) {
	dir = path.Join(name[:2], name[2:4])
	return dir, path.Join(dir, name)
}

// Open implements casework.Blobs.
func (d *Dir) Open(ctx context.Context, name string) (io.ReadCloser, error) {
	if !isName(name) {
		return nil, notFound(name)
	}
	_, file := place(name)
	f, err := d.root.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, notFound(name)
	}
	if err != nil {
		return nil, storageError("opening "+name, err)
	}
	return verify(ctx, name, f), nil
}

// Size implements casework.Blobs.
func (d *Dir) Size(_ context.Context, name string) (int64, error) {
	if !isName(name) {
		return 0, notFound(name)
	}
	_, file := place(name)
	info, err := d.root.Lstat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, notFound(name)
	}
	if err != nil {
		return 0, storageError("measuring "+name, err)
	}
	return info.Size(), nil
}

// Each implements casework.Blobs.
func (d *Dir) Each(ctx context.Context, fn func(name string, size int64) error) error {
	return d.each(ctx, ".", "", fn)
}

// each walks a directory of the blobs whose hashes begin with prefix.
func (d *Dir) each(ctx context.Context, dir, prefix string, fn func(string, int64) error) error {
	if ctx.Err() != nil {
		return cancelled(ctx, "listing")
	}
	entries, err := fs.ReadDir(d.root.FS(), dir)
	if err != nil {
		return storageError("listing "+dir, err)
	}
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case len(prefix) < 4 && entry.IsDir() && len(name) == 2 && isHex(name):
			err = d.each(ctx, path.Join(dir, name), prefix+name, fn)
		case len(prefix) == 4 && entry.Type().IsRegular() && isName(name) && name[:4] == prefix:
			var info fs.FileInfo
			if info, err = entry.Info(); err != nil {
				return storageError("listing "+dir, err)
			}
			err = fn(name, info.Size())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Ping implements casework.Blobs: it writes a temporary file.
func (d *Dir) Ping(ctx context.Context) error {
	if ctx.Err() != nil {
		return cancelled(ctx, "ping")
	}
	temp, err := d.temp.create()
	if err != nil {
		return storageError("making a temporary file", err)
	}
	defer temp.discard()
	if _, err := temp.file.WriteString("ping"); err != nil {
		return storageError("writing", err)
	}
	if err := temp.file.Sync(); err != nil {
		return storageError("writing", err)
	}
	return nil
}
