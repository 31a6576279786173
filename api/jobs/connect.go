package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"

	"github.com/nats-io/nats.go"
)

// connect connects to servers elsewhere.
func connect(ctx context.Context, c Config, log *slog.Logger) (*Queue, error) {
	shown, err := withoutPasswords(c.URL)
	if err != nil {
		return nil, err
	}
	options := connOptions(log)
	if c.Credentials != "" {
		options = append(options, nats.UserCredentials(c.Credentials))
	}
	if c.CA != "" {
		options = append(options, nats.RootCAs(c.CA))
	}
	if c.Certificate != "" {
		options = append(options, nats.ClientCert(c.Certificate, c.Key))
	}
	conn, err := nats.Connect(c.URL, options...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", shown, err)
	}
	q := &Queue{config: c, log: log}
	if err = q.attach(conn); err == nil {
		err = q.declare(ctx)
	}
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("%s: %w", shown, err)
	}
	return q, nil
}

// connOptions are those of a connection of either kind. That a connection is lost
// and found again is logged here; who needs it meanwhile has an error.
func connOptions(log *slog.Logger) []nats.Option {
	return []nats.Option{
		nats.Name("cotejo"),
		nats.MaxReconnects(-1), // tries for ever
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil { // nil when we close it
				log.Warn("connection to the queue lost", slog.Any("error", err))
			}
		}),
		nats.ReconnectHandler(func(conn *nats.Conn) {
			log.Info("connected to the queue again", slog.String("server", conn.ConnectedServerName()))
		}),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			log.Warn("queue", slog.Any("error", err))
		}),
	}
}

// withoutPasswords is a list of URLs as it may be shown. Its own error does not
// show them.
func withoutPasswords(urls string) (string, error) {
	var shown []string
	for _, s := range strings.Split(urls, ",") {
		u, err := url.Parse(strings.TrimSpace(s))
		if err != nil {
			return "", errors.New("the URL of the queue cannot be read")
		}
		shown = append(shown, u.Redacted())
	}
	return strings.Join(shown, ","), nil
}
