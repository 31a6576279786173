package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// healthCmd asks a running service whether it can serve, for images and service
// managers that have no other means.
type healthCmd struct {
	URL string `arg:"" default:"http://127.0.0.1:8080" help:"Address of the service (${default})."`
}

// Run asks; a service that cannot serve is a failure.
func (c *healthCmd) Run(ctx context.Context, a *app) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(c.URL, "/")+"/readyz", nil)
	if err != nil {
		return misused("%q is no address: %v", c.URL, err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("the service does not answer: %w", err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	if err != nil {
		return fmt.Errorf("the service does not answer: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the service cannot serve: %s", strings.TrimSpace(string(text)))
	}
	_, err = fmt.Fprintln(a.stdout, strings.TrimSpace(string(text)))
	return err
}
