package auth

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Config says how people sign in. Start from DefaultConfig.
type Config struct {
	// Secure: people reach the service over TLS, its own or a proxy's, so that
	// cookies never travel otherwise.
	Secure bool
	// Origins from which a browser may send changes besides the service's own, as
	// "scheme://host[:port]". Needed only behind a proxy that changes the host.
	Origins []string
	Argon2  Argon2
	Lock    Lock
	// Idle ends a session that was not used for so long, Lifetime ends any.
	Idle, Lifetime time.Duration

	// Address and Request tell a request's network address and its identifier,
	// for the audit log. Unless stated: the connection's other end, and none.
	Address, Request func(*http.Request) string
	// Refuse answers a request that the middleware does not let through.
	Refuse func(http.ResponseWriter, *http.Request, error)
	// Exempt tells whether a request is open to someone who must first change the
	// password: changing it, signing out, and what shows that it must be changed.
	Exempt func(*http.Request) bool
}

// Argon2 is the work that a password costs.
type Argon2 struct {
	MemoryKiB uint32
	Passes    uint32
	Lanes     uint8
	// Parallel is how many passwords are worked on at a time, each with its own
	// memory; Waiting how many may wait for that before the answer is busy.
	Parallel, Waiting int
}

// Lock is for how long an account is locked after failed sign-ins: First after
// the given number of failures in a row, twice as long after each further one,
// Most at most.
type Lock struct {
	Failures    int
	First, Most time.Duration
}

// DefaultConfig lacks Refuse and Exempt. Its Argon2 costs more than the least that
// the OWASP Password Storage Cheat Sheet names (19 MiB and two passes, or 46 MiB
// and one): 64 MiB and two passes, about 0.15 s of one core; two at a time need
// 128 MiB.
func DefaultConfig() Config {
	return Config{
		Secure: true,
		Argon2: Argon2{MemoryKiB: 64 << 10, Passes: 2, Lanes: 1, Parallel: 2, Waiting: 64},
		Lock:   Lock{Failures: 5, First: time.Minute, Most: time.Hour},
		Idle:   30 * time.Minute, Lifetime: 12 * time.Hour,
	}
}

// complete checks a configuration and fills in what has a default.
func (c Config) complete() (Config, error) {
	p, l := c.Argon2, c.Lock
	switch {
	case p.MemoryKiB < 8*uint32(p.Lanes) || p.Passes < 1 || p.Lanes < 1 || p.Parallel < 1 || p.Waiting < 0:
		return c, fmt.Errorf("auth: argon2 %+v: all must be positive, and 8 KiB of memory for each lane", p)
	case p.MemoryKiB > 4<<20 || p.Passes > 100:
		return c, fmt.Errorf("auth: argon2 %+v: more than 4 GiB or 100 passes", p)
	case l.Failures < 1 || l.First <= 0 || l.Most < l.First:
		return c, fmt.Errorf("auth: lock %+v: all must be positive, and most at least first", l)
	case c.Idle < 2*seenEvery || c.Lifetime < c.Idle:
		return c, fmt.Errorf("auth: a session's idle time %v must be at least %v, and its lifetime %v not less", c.Idle, 2*seenEvery, c.Lifetime)
	case c.Refuse == nil || c.Exempt == nil:
		return c, errors.New("auth: Refuse and Exempt must be given")
	}
	if c.Address == nil {
		c.Address = remoteHost
	}
	if c.Request == nil {
		c.Request = func(*http.Request) string { return "" }
	}
	return c, nil
}

func remoteHost(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
