// Package pgtest starts throw-away PostgreSQL clusters for tests, from the
// PostgreSQL that is installed.
package pgtest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Start starts a cluster that ends with the test and returns the URL of its
// database, which is empty. The cluster does not wait for the disk: what it keeps
// does not outlive a crash of the machine, as it does one of a client. A test on a
// machine without PostgreSQL is skipped.
func Start(t testing.TB) (dsn string) {
	t.Helper()
	bin := programs(t)
	dir, err := os.MkdirTemp("", "pgtest") // t.TempDir is too long for a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	as := owner(t, dir)
	data := filepath.Join(dir, "data")
	initdb := exec.CommandContext(t.Context(), filepath.Join(bin, "initdb"),
		"--pgdata", data, "--username", "cotejo", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")
	initdb.SysProcAttr, initdb.Dir = as, dir
	if out, err := initdb.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	run(t, dir, as, filepath.Join(bin, "postgres"), "-D", data, "-F", "-k", dir, "-c", "listen_addresses=",
		"-c", "log_min_messages=log", "-c", "lc_messages=C", "-c", "max_connections=60")
	return Database(t, fmt.Sprintf("postgres://cotejo@/postgres?host=%s", dir))
}

// Database makes another empty database in the cluster of dsn and returns its URL.
// Its locale is Spanish, so that what depends on a database's locale shows.
func Database(t testing.TB, dsn string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	var n int
	if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM pg_database").Scan(&n); err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("test%d", n)
	_, err = conn.Exec(t.Context(), "CREATE DATABASE "+name+" TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'es-MX'")
	if err != nil {
		t.Fatal(err)
	}
	config := conn.Config()
	return fmt.Sprintf("postgres://%s@/%s?host=%s", config.User, name, config.Host)
}

// programs returns the folder of the newest PostgreSQL.
func programs(t testing.TB) string {
	t.Helper()
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		t.Fatal(err)
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		found = append(found, path)
	}
	if len(found) == 0 {
		t.Skip("PostgreSQL is not installed (apt-get install postgresql)")
	}
	version := func(path string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
		return n
	}
	newest := slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(newest)
}

// owner gives dir to a user other than root, as whom PostgreSQL refuses to run.
func owner(t testing.TB, dir string) *syscall.SysProcAttr {
	t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	who, err := user.Lookup("postgres")
	if err != nil {
		who, err = user.Lookup("nobody")
	}
	if err != nil {
		t.Skipf("there is no user to run PostgreSQL as: %v", err)
	}
	uid, uidErr := strconv.Atoi(who.Uid)
	gid, gidErr := strconv.Atoi(who.Gid)
	if uidErr != nil || gidErr != nil {
		t.Fatalf("user %s has identifiers %s and %s", who.Username, who.Uid, who.Gid)
	}
	if err := os.Chown(dir, uid, gid); err != nil {
		t.Fatal(err)
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

// watched runs a server until its own input ends, which it does with this process
// however that ends.
const watched = `"$@" & read -r _; kill -QUIT $!; wait $!`

// run starts a server and waits until it takes connections.
func run(t testing.TB, dir string, as *syscall.SysProcAttr, server ...string) {
	t.Helper()
	// Not t.Context, which ends before the clean-up.
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), "sh", append([]string{"-c", watched, "sh"}, server...)...)
	cmd.SysProcAttr, cmd.Dir = as, dir
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	read := make(chan struct{})
	t.Cleanup(func() {
		_ = stdin.Close()
		<-read
		_ = cmd.Wait() // it ends by a signal
	})
	lines := bufio.NewScanner(log)
	var said strings.Builder
	for lines.Scan() {
		if strings.HasSuffix(lines.Text(), "database system is ready to accept connections") {
			go func() {
				defer close(read)
				_, _ = io.Copy(io.Discard, log)
			}()
			return
		}
		fmt.Fprintln(&said, lines.Text())
	}
	close(read)
	t.Fatalf("PostgreSQL did not start:\n%s", said.String())
}
