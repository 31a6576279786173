package gallery

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

const (
	segmentEnd = ".segment"
	// unfinished files were not yet given their name when a crash came.
	unfinished = ".new"
	// mostNumber is the highest number of a segment file, of eight digits.
	mostNumber = 99_999_999
)

func segmentName(n int) string { return fmt.Sprintf("%08d", n) + segmentEnd }

// lockFolder takes the folder for this process until the file is closed.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = fmt.Errorf("%s is in use by another process: stop that first", dir)
		}
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// number returns that of a segment file, 0 for any other name.
func number(name string) int {
	n := 0
	if _, err := fmt.Sscanf(name, "%d", &n); err != nil || n < 1 || n > mostNumber || segmentName(n) != name {
		return 0
	}
	return n
}

// found lists the numbers of the folder's segment files and removes what was not
// finished.
func (g *Gallery) found() ([]int, error) {
	files, err := os.ReadDir(g.dir)
	if err != nil {
		return nil, err
	}
	var out []int
	for _, f := range files {
		if n := number(f.Name()); n > 0 {
			out = append(out, n)
		}
		if name, ok := strings.CutSuffix(f.Name(), unfinished); ok && (number(name) > 0 || name == manifestName) {
			if err := os.Remove(filepath.Join(g.dir, f.Name())); err != nil {
				return nil, err
			}
		}
	}
	slices.Sort(out)
	return out, nil
}

// change opens a file for writing, calls f with it and closes it.
func change(path string, flags int, f func(*os.File) error) error {
	file, err := os.OpenFile(path, flags, 0o640)
	if err != nil {
		return err
	}
	err = f(file)
	if cerr := file.Close(); err == nil {
		err = cerr
	}
	return err
}

// replace writes a file that is there as a whole or not at all, in place of one of
// the same name.
func (g *Gallery) replace(name string, bytes []byte) error {
	path := filepath.Join(g.dir, name)
	err := change(path+unfinished, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, func(f *os.File) error {
		if _, err := f.Write(bytes); err != nil {
			return err
		}
		return f.Sync()
	})
	if err == nil {
		err = os.Rename(path+unfinished, path)
	}
	if err != nil {
		_ = os.Remove(path + unfinished) // Open does it otherwise
		return err
	}
	return g.sync()
}

// sync makes the folder's names durable.
func (g *Gallery) sync() error {
	d, err := os.Open(g.dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	return err
}

// failed says what could not be done, why, and what helps.
func (g *Gallery) failed(what string, err error) error {
	for _, c := range []struct {
		cause  error
		remedy string
	}{
		{syscall.ENOSPC, "the disk is full: make room"},
		{syscall.EDQUOT, "the account's quota is used up: make room or raise it"},
		{syscall.EFBIG, "a file may not grow so large here: raise the limit (ulimit -f), or use another file system"},
		{syscall.EROFS, "the disk is mounted read-only: mount it for writing"},
		{os.ErrPermission, "the program may not write there: give its account the folder"},
		{syscall.EIO, "the disk fails: replace it; the gallery is made anew from the templates"},
		{syscall.ENOMEM, "the system does not let the program map more memory: raise vm.max_map_count or ulimit -v"},
	} {
		if errors.Is(err, c.cause) {
			return fmt.Errorf("%s in %s: %w: %s", what, g.dir, err, c.remedy)
		}
	}
	return fmt.Errorf("%s: %w", what, err)
}
