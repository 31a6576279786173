package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cotejo/api/casework"
	"cotejo/api/store"
)

func TestSQLiteFileNames(t *testing.T) {
	for _, name := range []string{"plain", "with space.db", "a?b=c&mode=ro", "100%41#x", "ñandú 日本", "'quoted\"", ":memory:", "file:x"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			lab(t, open(t, path), "lab")
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if info.Size() == 0 || info.Mode().Perm() != 0o600 {
				t.Errorf("%d bytes, %v", info.Size(), info.Mode())
			}
			view(t, open(t, path), func(tx casework.Tx) { get(t, tx, &casework.Laboratory{}, "lab") })
		})
	}
	t.Run("relative", func(t *testing.T) {
		t.Chdir(t.TempDir())
		lab(t, open(t, "here.db"), "lab")
		if _, err := os.Stat("here.db"); err != nil {
			t.Error(err)
		}
	})
}

func TestSQLiteCannotOpen(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text")
	if err := os.WriteFile(text, []byte(strings.Repeat("this is no database\n", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ path, key string }{
		"no directory":  {filepath.Join(dir, "none", "x.db"), "store.unavailable"},
		"a directory":   {dir, "store.unavailable"},
		"another thing": {text, "store.corrupt"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := store.Open(t.Context(), c.path, slog.New(slog.DiscardHandler))
			want(t, err, casework.CodeStorage, c.key)
			if corrupt := c.key == "store.corrupt"; errors.Is(err, casework.ErrCorrupt) != corrupt {
				t.Error(err)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := store.Open(ctx, filepath.Join(dir, "x.db"), slog.New(slog.DiscardHandler)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// setting reads or sets a pragma of the connection that updates use.
func setting(t *testing.T, s *store.Store, pragma string) (value string) {
	t.Helper()
	rows, err := store.WriteDB(s).QueryContext(t.Context(), "PRAGMA "+pragma)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := rows.Scan(&value); err != nil {
			t.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestSQLiteIsDurable(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "records.db"))
	for pragma, value := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000"} {
		if got := setting(t, s, pragma); got != value {
			t.Errorf("%s is %s", pragma, got)
		}
	}
}

// TestSQLiteDiskFull lets the file grow no more, which fails as a full disk does.
func TestSQLiteDiskFull(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "records.db"))
	lab(t, s, "lab")
	setting(t, s, "max_page_count = "+setting(t, s, "page_count"))
	large := newCase("large", "lab")
	large.Comment = strings.Repeat("x", 1<<20)
	swallow := func(tx casework.Tx) error {
		if err := tx.Insert(t.Context(), newCase("small", "lab")); err != nil {
			return err
		}
		want(t, tx.Insert(t.Context(), large), casework.CodeStorage, "store.full")
		// SQLite has ended the transaction by itself; nothing may go on outside of it.
		want(t, tx.SetNote(t.Context(), "note", "text", casework.Date("").From()), casework.CodeStorage, "store.full")
		return nil
	}
	for range 3 {
		want(t, insert(t.Context(), s, large), casework.CodeStorage, "store.full")
		want(t, s.Update(t.Context(), swallow), casework.CodeStorage, "store.full")
		nothing(t, s)
	}
	if err := s.Ping(t.Context()); err != nil {
		t.Error(err)
	}
	setting(t, s, "max_page_count = 1000000")
	if err := insert(t.Context(), s, large); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestSQLiteDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.db")
	s := open(t, path)
	lab(t, s, "lab")
	update(t, s, func(tx casework.Tx) {
		for n := range 500 {
			if err := tx.Insert(t.Context(), newCase(fmt.Sprint(n), "lab")); err != nil {
				t.Fatal(err)
			}
		}
	})
	if err := s.Close(); err != nil { // all is in the file then
		t.Fatal(err)
	}
	raw(t, path, "PRAGMA foreign_keys = OFF", "INSERT INTO sessions (id, account, created, seen, expires, address, agent) VALUES ('x', 'none', '', '', '', '', '')")
	again := open(t, path)
	want(t, again.Check(t.Context()), casework.CodeStorage, "store.corrupt")
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(file) / 2; i < len(file); i++ {
		file[i] = 0xA5
	}
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	broken, err := store.Open(t.Context(), path, slog.New(slog.DiscardHandler))
	if err == nil {
		err = broken.Check(t.Context())
		if closing := broken.Close(); closing != nil {
			t.Log(closing)
		}
	}
	want(t, err, casework.CodeStorage, "store.corrupt")
}

func TestSQLiteBackup(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "records.db"))
	var f filler
	update(t, s, func(tx casework.Tx) { f.family(t, tx) })
	dir := t.TempDir()
	path := filepath.Join(dir, "copy 'of' it.db")
	if err := os.WriteFile(path+".partial", []byte("left by a crash"), 0o600); err != nil {
		t.Fatal(err)
	}
	update(t, s, func(tx casework.Tx) { // while an update is under way: it is not part of it
		if err := tx.Insert(t.Context(), newCase("later", f.ids[casework.KindLaboratory])); err != nil {
			t.Fatal(err)
		}
		if err := s.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
	})
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	db := open(t, path)
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	view(t, db, func(tx casework.Tx) {
		get(t, tx, &casework.Case{}, f.ids[casework.KindCase])
		want(t, tx.Get(t.Context(), &casework.Case{}, "later"), casework.CodeNotFound, "record.not_found")
		if last, err := tx.LastChange(t.Context()); last != int64(len(casework.Kinds())-1) || err != nil {
			t.Errorf("last change %d, %v", last, err)
		}
	})
	want(t, s.Backup(t.Context(), path), casework.CodeConflict, "store.backup_exists")
	if err := s.Backup(t.Context(), filepath.Join(dir, "none", "x")); err == nil {
		t.Error("a backup without a folder")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Backup(ctx, filepath.Join(dir, "cancelled")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "cancelled*")); len(left) > 0 || err != nil {
		t.Errorf("left: %v, %v", left, err)
	}
	if _, err := os.Stat(path + ".partial"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a partial backup is left")
	}
}

// TestSQLiteBusy: another process that keeps the lock makes an update fail, not wait
// for ever.
func TestSQLiteBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.db")
	s := open(t, path)
	lab(t, s, "lab")
	setting(t, s, "busy_timeout = 1")
	other, err := sql.Open("sqlite3", path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	tx, err := other.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	want(t, insert(t.Context(), s, newCase("case", "lab")), casework.CodeBusy, "store.busy")
	view(t, s, func(tx casework.Tx) { get(t, tx, &casework.Laboratory{}, "lab") })
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := insert(t.Context(), s, newCase("case", "lab")); err != nil {
		t.Error(err)
	}
}
