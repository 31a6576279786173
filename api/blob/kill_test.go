package blob_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"cotejo/api/blob"
)

// childDir is set in the environment of the test's own program when that is to put
// a blob into a directory and never come to its end.
const childDir = "COTEJO_TEST_BLOBS"

func TestMain(m *testing.M) {
	if dir, ok := os.LookupEnv(childDir); ok {
		fmt.Fprintln(os.Stderr, putForever(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func putForever(dir string) error {
	d, err := blob.OpenDir(dir)
	if err != nil {
		return err
	}
	_, _, err = d.Put(context.Background(), io.MultiReader(bytes.NewReader(content(mib, 1)), stuck{}), 1<<40)
	return err
}

// stuck says that it was reached and does not return.
type stuck struct{}

func (stuck) Read([]byte) (int, error) {
	fmt.Println("in the middle")
	select {}
}

// TestDirKilled: a process is killed while it puts.
func TestDirKilled(t *testing.T) {
	dir := t.TempDir()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childDir+"="+dir)
	child.Stderr = t.Output()
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]byte, 13)
	if _, err := io.ReadFull(out, said); err != nil || string(said) != "in the middle" {
		t.Errorf("the writer said %q, %v", said, err)
	}

	// As long as it lives, nobody takes what it writes for a leftover.
	d := openDir(t, dir)
	half := files(t, filepath.Join(dir, "tmp"))
	if len(half) != 1 {
		t.Errorf("while it writes there are the temporary files %v", half)
	}
	if err := child.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = child.Wait() // it was killed
	if all := list(t, d); len(all) != 0 {
		t.Errorf("half a blob is visible: %v", all)
	}

	openDir(t, dir)
	if left := files(t, filepath.Join(dir, "tmp")); len(left) != 0 {
		t.Errorf("after the next start there are still %v", left)
	}
}
