package catalog

import (
	"errors"
	"io"
	"os"
	"syscall"

	"cotejo/api/casework"
)

// lock keeps other processes from the folder. Its file also tells whether the
// last one that began to open the index came to an end of it: damage of some
// kinds ends the process that reads it, and must not do so again and again.
type lock struct{ file *os.File }

const opening = "opening\n"

// takeLock gives an in_use Error when another process has the lock.
func takeLock(path string) (*lock, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, unavailable(err)
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	switch {
	case err == nil:
		return &lock{file}, nil
	case errors.Is(err, syscall.EWOULDBLOCK):
		return nil, casework.Fail(casework.CodeStorage, "catalog.in_use", "path", path).Because(errors.Join(err, file.Close()))
	}
	return nil, unavailable(errors.Join(err, file.Close()))
}

// begin notes that the index is being opened, and tells whether an earlier
// opening was never finished.
func (l *lock) begin() (cutShort bool, err error) {
	text, err := io.ReadAll(io.NewSectionReader(l.file, 0, int64(len(opening))))
	if err != nil {
		return false, err
	}
	_, err = l.file.WriteAt([]byte(opening), 0)
	return string(text) == opening, err
}

// finish notes that the opening came to its end, whatever it was.
func (l *lock) finish() error { return l.file.Truncate(0) }

func (l *lock) release() error { return l.file.Close() }
