package blob_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"

	"cotejo/api/blob"
	"cotejo/api/casework"
)

func openDir(t *testing.T, path string) *blob.Dir {
	t.Helper()
	d, err := blob.OpenDir(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func TestDir(t *testing.T) {
	testBlobs(t, func(t *testing.T) casework.Blobs { return openDir(t, filepath.Join(t.TempDir(), "data", "blobs")) })
}

func fileOf(dir, name string) string { return filepath.Join(dir, name[:2], name[2:4], name) }

// files are the files below a directory, with their modes, but for the locks.
func files(t *testing.T, dir string) map[string]fs.FileMode {
	t.Helper()
	all := map[string]fs.FileMode{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() == "lock" {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			all[name] = info.Mode()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestDirKeepsReadOnlyFiles(t *testing.T) {
	dir := t.TempDir()
	d := openDir(t, dir)
	name := put(t, d, []byte("cartridge case"))
	_, _, err := d.Put(t.Context(), zeros{}, 1000)
	wantCode(t, err, casework.CodeTooLarge, "blob.too_large")
	want := map[string]fs.FileMode{filepath.Join(name[:2], name[2:4], name): 0o440}
	if all := files(t, dir); !maps.Equal(all, want) {
		t.Errorf("the files are %v, want %v", all, want)
	}
}

func TestDirDamaged(t *testing.T) {
	whole := content(300_000, 1)
	name := nameOf(whole)
	for how, damage := range map[string]func(*os.File) error{
		"a bit":  func(f *os.File) error { _, err := f.WriteAt([]byte{whole[200_000] ^ 1}, 200_000); return err },
		"short":  func(f *os.File) error { return f.Truncate(299_999) },
		"longer": func(f *os.File) error { _, err := f.WriteAt([]byte{0}, 300_000); return err },
		"empty":  func(f *os.File) error { return f.Truncate(0) },
	} {
		t.Run(how, func(t *testing.T) {
			dir := t.TempDir()
			d := openDir(t, dir)
			put(t, d, whole)
			before, err := os.Stat(fileOf(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			put(t, d, whole)
			if after, err := os.Stat(fileOf(dir, name)); err != nil || !os.SameFile(before, after) {
				t.Errorf("a whole file was replaced, %v", err)
			}
			damageBlob(t, fileOf(dir, name), damage)
			r, err := d.Open(t.Context(), name)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			_, err = io.Copy(io.Discard, r)
			wantCode(t, err, casework.CodeStorage, "blob.corrupt")
			if !errors.Is(err, casework.ErrCorrupt) {
				t.Errorf("error is %v", err)
			}
			if n, again := r.Read(make([]byte, 1)); n != 0 || !errors.Is(again, casework.ErrCorrupt) {
				t.Errorf("read on: %d, %v", n, again)
			}
			put(t, d, whole)
			if out, err := read(t.Context(), d, name); err != nil || !bytes.Equal(out, whole) {
				t.Errorf("put again, it is not mended: %v", err)
			}
		})
	}
}

func damageBlob(t *testing.T, name string, damage func(*os.File) error) {
	t.Helper()
	if err := os.Chmod(name, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(damage(f), f.Close(), os.Chmod(name, 0o440)); err != nil {
		t.Fatal(err)
	}
}

func TestDirOthersFiles(t *testing.T) {
	dir := t.TempDir()
	d := openDir(t, dir)
	name := put(t, d, []byte("one"))
	other := nameOf([]byte("two"))
	for _, file := range []string{
		"README", "lost+found/x", "ZZ/zz/x", other[:2] + "/" + other, name[:2] + "/" + other[2:4] + "/" + other,
		name[:2] + "/" + name[2:4] + "/" + other, name[:2] + "/" + name[2:4] + "/" + name + ".bak", fileOf("", other) + "/inside",
	} {
		path := filepath.Join(dir, file)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, nil, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if all := list(t, d); len(all) != 1 || all[name] != 3 {
		t.Errorf("Each gave %v, want %s only", all, name)
	}
}

// TestDirLinks: a link that leads out of the directory is not followed.
func TestDirLinks(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	d := openDir(t, dir)
	text := []byte("secret")
	name := nameOf(text)
	target := fileOf(outside, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(target), 0o755), os.WriteFile(target, text, 0o600),
		os.Symlink(filepath.Join(outside, name[:2]), filepath.Join(dir, name[:2]))); err != nil {
		t.Fatal(err)
	}
	_, err := d.Open(t.Context(), name)
	wantCode(t, err, casework.CodeStorage, "blob.unavailable")
	_, _, err = d.Put(t.Context(), bytes.NewReader(text), 100)
	wantCode(t, err, casework.CodeStorage, "blob.unavailable")
	if left := files(t, outside); len(left) != 1 {
		t.Errorf("outside are %v", left)
	}
}

func TestDirCannotBeOpened(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "below")} {
		_, err := blob.OpenDir(dir)
		wantCode(t, err, casework.CodeStorage, "blob.unavailable")
	}
}

// TestDirShared: several open and use one directory at the same time, as processes
// do, and each removes only what nobody uses.
func TestDirShared(t *testing.T) {
	dir := t.TempDir()
	leftover := filepath.Join(dir, "tmp", "CRASHED")
	if err := errors.Join(os.MkdirAll(leftover, 0o750), os.WriteFile(filepath.Join(leftover, "lock"), nil, 0o600),
		os.WriteFile(filepath.Join(leftover, "half"), []byte("half"), 0o440), os.Mkdir(filepath.Join(dir, "tmp", "EMPTY"), 0o750)); err != nil {
		t.Fatal(err)
	}
	var processes sync.WaitGroup
	for i := range 8 {
		processes.Go(func() {
			for k := range 5 {
				d, err := blob.OpenDir(dir)
				if err != nil {
					t.Error(err)
					return
				}
				for _, text := range []string{"same", fmt.Sprint(i, k)} {
					if _, _, err := d.Put(t.Context(), bytes.NewReader([]byte(text)), 100); err != nil {
						t.Error(err)
					}
				}
				if err := d.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	processes.Wait()
	if all := list(t, openDir(t, dir)); len(all) != 41 {
		t.Errorf("%d blobs, want 41", len(all))
	}
	for name := range files(t, dir) {
		if name[:3] == "tmp" {
			t.Errorf("left: %s", name)
		}
	}
	if left, err := os.ReadDir(filepath.Join(dir, "tmp")); err != nil || len(left) != 1 { // the one that is open
		t.Errorf("%d directories for temporary files, %v", len(left), err)
	}
}

func TestDirFull(t *testing.T) {
	for how, options := range map[string]string{"bytes": "size=1m", "files": "size=100m,nr_inodes=20"} {
		t.Run(how, func(t *testing.T) {
			dir := t.TempDir()
			if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
				t.Skipf("a small file system cannot be mounted here: %v", err)
			}
			t.Cleanup(func() {
				if err := syscall.Unmount(dir, 0); err != nil {
					t.Error(err)
				}
			})
			d := openDir(t, filepath.Join(dir, "blobs"))
			kept := map[string]int64{}
			var err error
			for i := 0; err == nil; i++ {
				text := content(100_000, uint64(i))
				var name string
				if name, _, err = d.Put(t.Context(), bytes.NewReader(text), mib); err == nil {
					kept[name] = int64(len(text))
				}
			}
			wantCode(t, err, casework.CodeStorage, "blob.full")
			if len(kept) == 0 || !maps.Equal(list(t, d), kept) {
				t.Errorf("kept %d blobs; there are %d", len(kept), len(list(t, d)))
			}
			for name := range files(t, filepath.Join(dir, "blobs", "tmp")) {
				t.Errorf("left: %s", name)
			}
			first := slices.Sorted(maps.Keys(kept))[0]
			if _, err := read(t.Context(), d, first); err != nil {
				t.Errorf("reading on a full disk: %v", err)
			}
			if how == "files" {
				wantCode(t, d.Ping(t.Context()), casework.CodeStorage, "blob.full")
			}
			if err := os.RemoveAll(filepath.Join(dir, "blobs", first[:2])); err != nil {
				t.Fatal(err)
			}
			put(t, d, content(50_000, 99))
		})
	}
}
