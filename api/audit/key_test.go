package audit_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"cotejo/api/audit"
	"cotejo/api/casework"
)

func TestLoadKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "audit.key")
	var all sync.WaitGroup
	keys := make([]*audit.Key, 8)
	for i := range keys {
		all.Go(func() {
			var err error
			if keys[i], err = audit.LoadKey(path); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, k := range keys {
		if k == nil || k.VerifierText() != keys[0].VerifierText() {
			t.Fatal("made at once, they differ")
		}
	}
	again, err := audit.LoadKey(path)
	if err != nil || again.VerifierText() != keys[0].VerifierText() || again.Name() != keys[0].Name() {
		t.Errorf("%v", err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("%v was left, %v", files, err)
	}
	v, err := note.NewVerifier(again.VerifierText())
	if err != nil || v.KeyHash() != again.Verifier().KeyHash() || !strings.HasPrefix(v.Name(), "cotejo-audit-") {
		t.Errorf("%v, %v", v, err)
	}
	other, err := audit.LoadKey(filepath.Join(t.TempDir(), "audit.key"))
	if err != nil || other.VerifierText() == again.VerifierText() {
		t.Error("two keys are the same")
	}
}

func TestLoadKeyFails(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "good")
	if _, err := audit.LoadKey(good); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"empty": "", "cut": string(text[:len(text)/2]), "other": "PRIVATE+KEY+a+00000000+AAAA", "long": strings.Repeat("x", 1<<20), "twice": string(text) + string(text),
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := audit.LoadKey(path); casework.CodeOf(err) != casework.CodeStorage {
			t.Errorf("%s: %v", name, err)
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != content {
			t.Errorf("%s: the file was changed, %v", name, err)
		}
	}
	if err := os.Chmod(good, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.LoadKey(good); err == nil || !strings.Contains(err.Error(), "audit.key_open") {
		t.Error("a key that all may read:", err)
	}
	if _, err := audit.LoadKey(filepath.Join(dir, "none", "key")); casework.CodeOf(err) != casework.CodeStorage {
		t.Error("no folder:", err)
	}
	if _, err := audit.LoadKey(dir); casework.CodeOf(err) != casework.CodeStorage {
		t.Error("a folder:", err)
	}
}
