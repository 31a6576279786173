package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// service is a `cotejo serve` in a process of its own.
type service struct {
	t       testing.TB
	cmd     *exec.Cmd
	url     string
	printed string // before it said where it is
	log     *os.File
}

var atURL = regexp.MustCompile(`Cotejo is at (http://\S+)`)

// serve starts the service on a free port and waits until it says where it is.
func serve(t testing.TB, dataDir string, args ...string) *service {
	t.Helper()
	log, err := os.OpenFile(filepath.Join(filepath.Dir(dataDir), filepath.Base(dataDir)+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("cotejo", append([]string{"serve", "--data-dir", dataDir, "--listen", "127.0.0.1:0"}, args...)...) //nolint:noctx // it is ended by signals
	cmd.Stderr = log
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &service{t: t, cmd: cmd, log: log}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = log.Close() })
	for lines := bufio.NewScanner(out); lines.Scan(); {
		s.printed += lines.Text() + "\n"
		if m := atURL.FindStringSubmatch(lines.Text()); m != nil {
			s.url = m[1]
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return s
		}
	}
	text, _ := os.ReadFile(log.Name())
	t.Fatalf("the service did not start: %v\n%s", cmd.Wait(), text)
	return nil
}

// kill ends the process as a power cut would.
func (s *service) kill() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

// stop ends the process as it should end.
func (s *service) stop() {
	s.t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		text, _ := os.ReadFile(s.log.Name())
		s.t.Fatalf("stop: %v\n%s", err, text)
	}
}

// client talks to the API with a token or as whoever signed in.
type client struct {
	t     testing.TB
	url   string
	token string
	http  *http.Client
}

// answer is a response whose body was read.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// try sends a request; the error is that of the connection.
func (c *client) try(ctx context.Context, method, path string, body io.Reader, header map[string]string) (*answer, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.url+"/api/v1"+path, body)
	if err != nil {
		return nil, err
	}
	for k, v := range header {
		req.Header.Set(k, v)
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return &answer{resp.StatusCode, resp.Header, text}, err
}

// do sends v as JSON, wants a status, and reads the answer into out.
func (c *client) do(method, path string, v, out any, want int) *answer {
	c.t.Helper()
	var body io.Reader
	if v != nil {
		text, err := json.Marshal(v)
		if err != nil {
			c.t.Fatal(err)
		}
		body = bytes.NewReader(text)
	}
	a, err := c.try(c.t.Context(), method, path, body, map[string]string{"Content-Type": "application/json"})
	if err != nil {
		c.t.Fatal(err)
	}
	if a.status != want {
		c.t.Fatalf("%s %s: %d, want %d: %s", method, path, a.status, want, a.body)
	}
	if out != nil {
		if err := json.Unmarshal(a.body, out); err != nil {
			c.t.Fatalf("%s %s: %v in %s", method, path, err, a.body)
		}
	}
	return a
}

var oneTimePassword = regexp.MustCompile(`password\s+(\S+)`)

// setUp signs in to a new service as its first administrator, makes a laboratory
// with a technician, and returns the laboratory and a technician's client with a
// token.
func setUp(t testing.TB, s *service) (lab string, tech *client) {
	t.Helper()
	m := oneTimePassword.FindStringSubmatch(s.printed)
	if m == nil {
		t.Fatalf("no one-time password in %q", s.printed)
	}
	admin := signIn(t, s.url, "admin", m[1])
	var made struct {
		ID string `json:"id"`
	}
	admin.do("POST", "/laboratories", map[string]any{"code": "LAB", "name": "Laboratory"}, &made, http.StatusCreated)
	lab = made.ID
	admin.do("POST", "/accounts", map[string]any{
		"login": "tech", "name": "Technician", "memberships": []any{map[string]any{"lab": lab, "roles": []string{"technician", "examiner"}}},
	}, &made, http.StatusCreated)
	var reset struct {
		Password string `json:"password"`
	}
	admin.do("POST", "/accounts/"+made.ID+"/password-reset", nil, &reset, http.StatusOK)
	person := signIn(t, s.url, "tech", reset.Password)
	var token struct {
		Secret string `json:"secret"`
	}
	person.do("POST", "/tokens", map[string]any{"name": "test", "scopes": []string{"read", "enter", "review"}, "expires": "2027-06-01T00:00:00Z"}, &token, http.StatusCreated)
	return lab, &client{t: t, url: s.url, token: token.Secret, http: &http.Client{}}
}

// signIn signs in with a one-time password and changes it.
func signIn(t testing.TB, url, login, oneTime string) *client {
	t.Helper()
	c := &client{t: t, url: url, http: &http.Client{Jar: newJar(t)}}
	c.do("POST", "/session", map[string]string{"login": login, "password": oneTime}, nil, http.StatusOK)
	c.do("POST", "/session/password", map[string]string{"old": oneTime, "new": "a password of some length " + login}, nil, http.StatusNoContent)
	return c
}

// cotejo runs a command to its end.
func cotejo(t testing.TB, args ...string) (stdout string, err error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "cotejo", args...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("cotejo %s: %w: %s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out), err
}
