package blob_test

import (
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
	testBlobs(t, func(t *testing.T) casework.Blobs { return openDir(t, t.TempDir()) })
}
