// Package natstest gives tests a NATS server of their own: the real program, built
// from the module that Cotejo uses, as a process that listens on this machine.
package natstest

import (
	"bufio"
	"context"
	"io"
	"net"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const program = "github.com/nats-io/nats-server/v2"

// Start builds the server and starts one with JetStream that ends with the test.
// The test is skipped when the server cannot be built.
func Start(t testing.TB) (url string) {
	t.Helper()
	return Run(t, Build(t)).URL
}

// Build builds the server, for tests that start several, and returns its path.
func Build(t testing.TB) (binary string) {
	t.Helper()
	binary = filepath.Join(t.TempDir(), "nats-server")
	// Without the tags of this module's build: the build cache is then the same
	// for all.
	out, err := exec.CommandContext(t.Context(), "go", "build", "-tags=", "-o", binary, program).CombinedOutput()
	if err != nil {
		t.Skipf("the NATS server cannot be built here: %v\n%s", err, out)
	}
	return binary
}

// Server is a server that runs.
type Server struct {
	URL string

	t       testing.TB
	binary  string
	args    []string
	process *exec.Cmd
}

// Run starts a server that was built, with JetStream on a directory of its own
// and with further arguments, and returns when it takes connections. It is killed
// at the end of the test.
func Run(t testing.TB, binary string, args ...string) *Server {
	t.Helper()
	s := &Server{t: t, binary: binary, args: append([]string{"-js", "-sd", t.TempDir()}, args...)}
	t.Cleanup(s.Kill)
	s.start("-1") // any port that is free
	return s
}

// Kill ends the server at once, as a crash does.
func (s *Server) Kill() {
	if s.process != nil {
		_ = s.process.Process.Kill()
		_ = s.process.Wait()
		s.process = nil
	}
}

// Restart starts a server that was killed again, on the same port and store.
func (s *Server) Restart() {
	s.t.Helper()
	_, port, err := net.SplitHostPort(strings.TrimPrefix(s.URL, "nats://"))
	if err != nil {
		s.t.Fatal(err)
	}
	s.start(port)
}

var listening = regexp.MustCompile(`Listening for client connections on (\S+)`)

func (s *Server) start(port string) {
	s.t.Helper()
	args := append([]string{"-a", "127.0.0.1", "-p", port}, s.args...)
	// Its end is that of Kill: the test's own context ends before its cleanup.
	s.process = exec.CommandContext(context.WithoutCancel(s.t.Context()), s.binary, args...)
	log, err := s.process.StderrPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.process.Start(); err != nil {
		s.process = nil
		s.t.Fatal(err)
	}
	var said strings.Builder
	lines := bufio.NewScanner(io.TeeReader(log, &said))
	for lines.Scan() {
		if at := listening.FindStringSubmatch(lines.Text()); at != nil {
			s.URL = "nats://" + at[1]
		}
		if strings.Contains(lines.Text(), "Server is ready") {
			go func() { _, _ = io.Copy(io.Discard, log) }()
			return
		}
	}
	s.t.Fatalf("the NATS server did not start:\n%s", said.String())
}
