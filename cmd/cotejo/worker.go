package main

import (
	"context"
	"errors"

	"cotejo/cmd/cotejo/lab"
)

// workerCmd does background work for a service that runs elsewhere.
type workerCmd struct {
	serviceFlags
}

// Run works until it is told to stop.
func (c *workerCmd) Run(ctx context.Context, a *app) (err error) {
	if c.Database == "" || c.NATS == "" || c.Blobs == "" {
		return misused("a worker shares its work with a service: give both the same --database postgres://..., --nats nats://... and --blobs s3://...")
	}
	settings := c.settings()
	settings.Worker = true
	l, err := lab.Open(ctx, settings, c.logger(a))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	l.Log.Info("working")
	return l.Work(ctx)
}
