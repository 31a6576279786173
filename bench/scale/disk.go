package scale

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"

	"cotejo/engine/kernel"
)

// nameBytes is what a gallery keeps of an entry beside its signature.
const nameBytes = 64

// enoughDisk says whether a gallery of so many has room in a folder that is there.
func enoughDisk(dir string, size int, l kernel.Layout) error {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return fmt.Errorf("ask for the free space of %s: %w", dir, err)
	}
	// Segments have their end free, and a tenth is good manners.
	need := int64(size) * int64(l.Bytes()+nameBytes) * 11 / 10
	if free := int64(s.Bavail) * s.Bsize; need > free {
		return fmt.Errorf("a gallery of %d needs %d MB in %s, which has %d MB free: name another folder with --out, or make it smaller", size, need/1e6, dir, free/1e6)
	}
	return nil
}

// occupied is the size of a folder's files in bytes: as they say, and what they
// take on the disk, holes left out.
func occupied(dir string) (apparent, disk int64, err error) {
	return apparent, disk, filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		apparent += info.Size()
		if st, ok := info.Sys().(*syscall.Stat_t); ok {
			disk += st.Blocks * 512
		}
		return nil
	})
}

// forget asks the system to drop what it keeps of a folder's files in memory. It
// need not; pages that are mapped or not yet written stay.
func forget(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		return unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED)
	})
}
