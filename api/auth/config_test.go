package auth

import (
	"net/http"
	"testing"
	"time"
)

func TestConfig(t *testing.T) {
	if _, err := testConfig().complete(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Config){
		"no memory":             func(c *Config) { c.Argon2.MemoryKiB = 0 },
		"too little for a lane": func(c *Config) { c.Argon2.MemoryKiB, c.Argon2.Lanes = 15, 2 },
		"no lanes":              func(c *Config) { c.Argon2.Lanes = 0 },
		"no passes":             func(c *Config) { c.Argon2.Passes = 0 },
		"all the memory":        func(c *Config) { c.Argon2.MemoryKiB = 8 << 20 },
		"nobody at a time":      func(c *Config) { c.Argon2.Parallel = 0 },
		"less than nobody":      func(c *Config) { c.Argon2.Waiting = -1 },
		"no failures":           func(c *Config) { c.Lock.Failures = 0 },
		"no lock":               func(c *Config) { c.Lock.First = 0 },
		"a shrinking lock":      func(c *Config) { c.Lock.Most = time.Second },
		"idle at once":          func(c *Config) { c.Idle = time.Second },
		"over before idle":      func(c *Config) { c.Lifetime = time.Minute },
		"no refusal":            func(c *Config) { c.Refuse = nil },
		"nothing exempt":        func(c *Config) { c.Exempt = nil },
	} {
		c := testConfig()
		change(&c)
		if _, err := c.complete(); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestDefaultConfigNeedsItsCallers(t *testing.T) {
	c := DefaultConfig()
	c.Refuse, c.Exempt = func(http.ResponseWriter, *http.Request, error) {}, func(*http.Request) bool { return false }
	c, err := c.complete()
	if err != nil {
		t.Fatal(err)
	}
	// What OWASP's Password Storage Cheat Sheet calls equal: 46 MiB and one pass, 19 MiB and two.
	if a := c.Argon2; a.Passes < 2 || a.MemoryKiB < 19<<10 {
		t.Errorf("argon2 %+v", a)
	}
	r := &http.Request{RemoteAddr: "[2001:db8::1]:1234"}
	if got := c.Address(r); got != "2001:db8::1" {
		t.Errorf("address %q", got)
	}
	if got := c.Address(&http.Request{RemoteAddr: "@"}); got != "@" {
		t.Errorf("address %q", got)
	}
}
