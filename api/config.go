package api

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"cotejo/api/auth"
	"cotejo/api/message"
)

// Config bounds what the HTTP interface takes. Start from DefaultConfig.
type Config struct {
	// Secure: people reach the service over TLS, its own or a proxy's. Cookies
	// then travel by TLS only, and browsers are told to come by TLS only.
	Secure bool
	// Origins from which browsers may send changes besides the service's own, as
	// "scheme://host[:port]"; for a proxy that changes the host.
	Origins []string
	// Proxies are the networks of the proxies whose X-Forwarded-For is believed.
	Proxies []netip.Prefix

	BodyBytes int64         // of a JSON body
	BodyTime  time.Duration // within which a JSON body must have arrived
	Patience  time.Duration // for an answer that is not streamed
	Heartbeat time.Duration // between signs of life on a stream of events

	// ImportBytes bounds an archive that is imported. Spool is the folder in which it
	// is kept meanwhile, the system's for temporary files unless stated.
	ImportBytes int64
	Spool       string

	// How often a minute; SignIns by network address, Uploads by account.
	SignIns, Uploads int
	// Streams of events that an account may have open at a time.
	Streams int
}

// DefaultConfig is for a service that is reached over TLS without a proxy.
func DefaultConfig() Config {
	return Config{
		Secure: true, BodyBytes: 1 << 20, BodyTime: 20 * time.Second, Patience: time.Minute, Heartbeat: 15 * time.Second,
		ImportBytes: 1 << 40,
		SignIns:     20, Uploads: 600, Streams: 20,
	}
}

// Validate tells what is wrong with a configuration.
func (c Config) Validate() error {
	if c.BodyBytes < 1 || c.BodyTime <= 0 || c.Patience <= 0 || c.Heartbeat <= 0 || c.ImportBytes < 1 || c.SignIns < 1 || c.Uploads < 1 || c.Streams < 1 {
		return errors.New("api: limits of the HTTP interface: all must be positive")
	}
	for _, p := range c.Proxies {
		if !p.IsValid() {
			return fmt.Errorf("api: %v is no network of proxies", p)
		}
	}
	return nil
}

// Auth completes the configuration of sign-in with what the HTTP interface knows:
// where a request comes from, how it is refused, what is open to someone who must
// first change the password. New needs an auth.Auth that was made with it.
func (c Config) Auth(a auth.Config, texts *message.Catalogue, log *slog.Logger) auth.Config {
	answers := answers{texts: texts, log: log}
	a.Secure, a.Origins = c.Secure, c.Origins
	a.Address = func(r *http.Request) string { return requestOf(r.Context()).address }
	a.Request = func(r *http.Request) string { return requestOf(r.Context()).id }
	a.Refuse = answers.refuse
	a.Exempt = exempt
	return a
}

// exempt tells whether a request is open to someone who must change the password.
func exempt(r *http.Request) bool {
	switch r.URL.Path {
	case root + "/session", root + "/session/password", root + "/me", root + "/service":
		return true
	}
	return false
}
