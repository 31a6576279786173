package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Client talks to the HTTP interface of a running service. It is not safe for
// concurrent use.
type Client struct {
	// URL is where the service is, without a path: https://cotejo.example.org.
	URL string
	// Token is that of a program (POST /api/v1/tokens) with the scopes read and enter.
	Token string
	// HTTP sends the requests; http.DefaultClient unless given. It should have no
	// Timeout, which would bound uploads too.
	HTTP *http.Client
	// Language is in which the service says why it refuses something: "en" or "es".
	Language string
	// Wait waits between attempts, and returns the context's error when it ends
	// before; time.Sleep's like unless given.
	Wait func(context.Context, time.Duration) error
	// Waiting, when given, is told of a wait before it begins: how long, and why.
	Waiting func(d time.Duration, why string)
}

// Refusal is an answer that says no: of this request, for good.
type Refusal struct {
	Status int    // of HTTP
	Type   string // urn:cotejo:problem: and the key of what is wrong
	Detail string // in the client's language
	Fields []string
}

func (r *Refusal) Error() string {
	if len(r.Fields) == 0 {
		return r.Detail
	}
	return r.Detail + " " + strings.Join(r.Fields, "; ")
}

// Attempts that fail for reasons of the network or of the service itself.
const (
	mostAttempts = 10
	mostFaults   = 3 // answers that say that the service is at fault
	leastWait    = time.Second
	mostWait     = 5 * time.Minute
	mostAnswer   = 16 << 20 // bytes that are read of an answer
)

// send sends a request, again where that can help, and reads the answer's JSON
// into out unless that is nil. body makes the body anew for each attempt; nil for
// none. What the service refuses is a *Refusal; any other error says that it
// cannot be reached, or that nothing will go through.
func (c *Client) send(ctx context.Context, method, path string, headers http.Header, body func() (io.ReadCloser, int64, error), out any) error {
	failures := 0
	for {
		answer, err := c.attempt(ctx, method, path, headers, body, out)
		var wait time.Duration
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.As(err, new(*localError)):
			return err
		case answer == nil: // the network
			failures++
			wait = backOff(failures)
		case answer.status == http.StatusServiceUnavailable || answer.status == http.StatusTooManyRequests:
			wait = max(leastWait, min(answer.after, mostWait))
		case answer.status == http.StatusBadGateway || answer.status == http.StatusGatewayTimeout || answer.status == http.StatusRequestTimeout:
			failures++
			wait = backOff(failures)
		case answer.status == http.StatusInternalServerError && failures < mostFaults:
			failures++
			wait = backOff(failures)
		default:
			return err
		}
		if failures > mostAttempts {
			return fmt.Errorf("the service does not answer: %w", err)
		}
		if err := c.wait(ctx, wait, err.Error()); err != nil {
			return err
		}
	}
}

// answer is what the service said no with.
type answer struct {
	status int
	after  time.Duration
}

// localError is one of this machine: a file that cannot be read.
type localError struct{ err error }

func (e *localError) Error() string { return e.err.Error() }
func (e *localError) Unwrap() error { return e.err }

func (c *Client) attempt(ctx context.Context, method, path string, headers http.Header, body func() (io.ReadCloser, int64, error), out any) (*answer, error) {
	r, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(c.URL, "/")+"/api/v1"+path, http.NoBody)
	if err != nil {
		return nil, &localError{err}
	}
	if body != nil {
		if r.Body, r.ContentLength, err = body(); err != nil {
			return nil, &localError{err}
		}
	}
	for name, values := range headers {
		r.Header[name] = values
	}
	r.Header.Set("Authorization", "Bearer "+c.Token)
	r.Header.Set("Accept-Language", c.Language)
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	got, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer func() { _ = got.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(got.Body, mostAnswer))
	if err != nil {
		return nil, err
	}
	if got.StatusCode < 200 || got.StatusCode > 299 {
		return &answer{got.StatusCode, retryAfter(got.Header.Get("Retry-After"))}, refusal(got, text)
	}
	if out == nil {
		return nil, nil
	}
	if err := json.Unmarshal(text, out); err != nil {
		return nil, fmt.Errorf("the answer to %s %s is not the service's: %w", method, path, err)
	}
	return nil, nil
}

// refusal reads a problem; whatever else answered is shown by its status.
func refusal(got *http.Response, text []byte) *Refusal {
	var p struct {
		Type, Detail string
		Errors       []struct{ Location, Message string }
	}
	r := &Refusal{Status: got.StatusCode, Detail: got.Status}
	if json.Unmarshal(text, &p) == nil && p.Detail != "" {
		r.Type, r.Detail = p.Type, p.Detail
	}
	for _, e := range p.Errors {
		r.Fields = append(r.Fields, e.Location+": "+e.Message)
	}
	return r
}

// retryAfter reads the header, in seconds or as a date.
func retryAfter(header string) time.Duration {
	if n, err := strconv.Atoi(header); err == nil && n >= 0 {
		return time.Duration(min(n, int(mostWait/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return time.Until(at)
	}
	return 5 * time.Second
}

// backOff is how long to wait after so many failures: 1 s, 2 s, 4 s, up to a
// minute, more or less, so that many clients do not come back at once.
func backOff(failures int) time.Duration {
	d := min(leastWait<<min(failures-1, 6), time.Minute)
	return d/2 + rand.N(d)
}

func (c *Client) wait(ctx context.Context, d time.Duration, why string) error {
	if c.Waiting != nil {
		c.Waiting(d, why)
	}
	if c.Wait != nil {
		return c.Wait(ctx, d)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// get reads JSON.
func (c *Client) get(ctx context.Context, path string, out any) error {
	return c.send(ctx, http.MethodGet, path, nil, nil, out)
}

// post enters a record; the key makes entering it again harmless.
func (c *Client) post(ctx context.Context, path, key string, v, out any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	headers := http.Header{"Content-Type": {"application/json"}, "Idempotency-Key": {key}}
	return c.send(ctx, http.MethodPost, path, headers, func() (io.ReadCloser, int64, error) {
		return io.NopCloser(bytes.NewReader(text)), int64(len(text)), nil
	}, out)
}
