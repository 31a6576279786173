package blob

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path"
	"syscall"
)

const (
	temps    = "tmp" // no blob's directory: it is not hexadecimal
	lockName = "lock"
)

// tempDir is one process's directory of temporary files, tmp/RANDOM. The process
// holds a lock in it for as long as it uses it; the lock ends with the process,
// however that ends, and then the next process to come removes the directory.
type tempDir struct {
	root *os.Root
	path string
	lock *os.File
}

func openTempDir(root *os.Root) (*tempDir, error) {
	if err := root.MkdirAll(temps, dirMode); err != nil {
		return nil, err
	}
	if err := removeLeftovers(root); err != nil {
		return nil, err
	}
	for {
		dir, err := makeTempDir(root)
		// Between its making and its locking, another process that opens the store
		// may have taken the directory for a leftover.
		if !errors.Is(err, fs.ErrNotExist) {
			return dir, err
		}
	}
}

func makeTempDir(root *os.Root) (*tempDir, error) {
	dir := &tempDir{root: root, path: path.Join(temps, rand.Text())}
	if err := root.Mkdir(dir.path, dirMode); err != nil {
		return nil, err
	}
	name := path.Join(dir.path, lockName)
	lock, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	if err = flock(lock, syscall.LOCK_EX); err == nil {
		_, err = root.Stat(name)
	}
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	dir.lock = lock
	return dir, nil
}

// removeLeftovers removes the directories that no living process has locked.
func removeLeftovers(root *os.Root) error {
	entries, err := fs.ReadDir(root.FS(), temps)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if err := removeLeftover(root, path.Join(temps, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}

func removeLeftover(root *os.Root, dir string) error {
	lock, err := root.OpenFile(path.Join(dir, lockName), os.O_RDWR, 0)
	if err != nil {
		// No lock yet, or no directory any more, or nothing of ours. Only what is
		// empty goes.
		_ = root.Remove(dir)
		return nil
	}
	defer lock.Close()
	err = flock(lock, syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil
	}
	if err != nil {
		return err
	}
	return root.RemoveAll(dir)
}

func (d *tempDir) close() error {
	return errors.Join(d.root.RemoveAll(d.path), d.lock.Close())
}

// tempFile is a file that is being written. Only its writer uses it.
type tempFile struct {
	root *os.Root
	file *os.File
	path string
}

func (d *tempDir) create() (*tempFile, error) {
	name := path.Join(d.path, rand.Text())
	file, err := d.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return &tempFile{root: d.root, file: file, path: name}, nil
}

// keep makes the file read-only, brings it to disk and moves it to a path, where
// it replaces what is there.
func (f *tempFile) keep(path string) error {
	if err := f.file.Chmod(blobMode); err != nil {
		return err
	}
	if err := f.file.Sync(); err != nil {
		return err
	}
	if err := f.root.Rename(f.path, path); err != nil {
		return err
	}
	f.path = ""
	return nil
}

// discard ends the use of the file and removes it unless it was kept. A failure is
// of no use to the caller: what remains is removed as a leftover.
func (f *tempFile) discard() {
	_ = f.file.Close()
	if f.path != "" {
		_ = f.root.Remove(f.path)
	}
}

func flock(file *os.File, how int) error {
	for {
		err := syscall.Flock(int(file.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}
