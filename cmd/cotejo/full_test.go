package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestDiskFull fills the service's disk while it works: it must say so, lose
// nothing that it acknowledged, and go on when there is space again.
func TestDiskFull(t *testing.T) {
	disk := filepath.Join(t.TempDir(), "disk")
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=96m"); err != nil {
		t.Skipf("a small disk cannot be mounted here (root is needed): %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	dataDir := filepath.Join(disk, "data")
	s := serve(t, dataDir)
	lab, tech := setUp(t, s)
	files := scansOf(t, 8)
	name := filepath.Join(t.TempDir(), "scan.x3p")
	send := func(i int) {
		t.Helper()
		if err := os.WriteFile(name, files[i], 0o600); err != nil {
			t.Fatal(err)
		}
		enter(t, tech, lab, i, name)
	}
	send(0)
	waitIdle(t, tech)
	var e struct {
		Items []struct {
			ID string `json:"id"`
		} `json:"items"`
	}
	tech.do("GET", "/exhibits?limit=1", nil, &e, http.StatusOK)

	ballast := filepath.Join(disk, "ballast")
	fill(t, ballast)
	for i := 1; i <= 3; i++ { // it stays full, and is asked more than once
		got, err := tech.try(t.Context(), "POST", "/exhibits/"+e.Items[0].ID+"/acquisitions", bytes.NewReader(files[i]), map[string]string{"Content-Type": "application/octet-stream"})
		if err != nil {
			t.Fatal(err)
		}
		if got.status != http.StatusInsufficientStorage || !strings.Contains(string(got.body), "space") {
			t.Errorf("upload to a full disk: %d %s", got.status, got.body)
		}
	}
	if got, err := tech.try(t.Context(), "POST", "/cases", strings.NewReader(fmt.Sprintf(`{"lab":%q,"number":"full"}`, lab)), map[string]string{"Content-Type": "application/json"}); err != nil || got.status != http.StatusInsufficientStorage && got.status != http.StatusCreated {
		t.Errorf("a case on a full disk: %v %+v", err, got)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	for i := 4; i < 8; i++ {
		send(i)
	}
	waitIdle(t, tech)
	s.stop()
	if out, err := cotejo(t, "check", "--data-dir", dataDir); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// fill writes until the disk is full.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := make([]byte, 64<<10); len(block) > 0; {
		_, err := f.Write(block)
		switch {
		case errors.Is(err, syscall.ENOSPC):
			block = block[:len(block)/2]
		case err != nil:
			t.Fatal(err)
		}
	}
}
