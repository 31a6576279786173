package jobs

import (
	"errors"
	"time"
)

// Config says where the queue is. Either Dir or URL is set.
type Config struct {
	// Dir is the directory of the server in this process, which alone uses it. It
	// is made if it is missing.
	Dir string

	// URL is that of NATS servers with JetStream, "nats://host:4222" or with TLS
	// "tls://host:4222"; several are separated by commas.
	URL string
	// Credentials is a file of a user's JWT and key, CA a PEM file of certificate
	// authorities, Certificate and Key PEM files of the client's own certificate.
	// Each may be empty.
	Credentials, CA, Certificate, Key string
	// Replicas is how many servers of a cluster keep each message, 1 unless set.
	Replicas int

	// Silence is how long a worker may give no sign of life until its job goes to
	// another one, 30 s unless set. Workers give one every third of it.
	Silence time.Duration
}

// complete checks what is set and sets what is not.
func (c *Config) complete() error {
	switch {
	case (c.Dir == "") == (c.URL == ""):
		return errors.New("jobs: give either a directory or a URL")
	case (c.Certificate == "") != (c.Key == ""):
		return errors.New("jobs: a client certificate and its key go together")
	case c.Silence < 0 || c.Replicas < 0:
		return errors.New("jobs: silence and replicas must not be negative")
	}
	c.Replicas = max(c.Replicas, 1)
	if c.Silence == 0 {
		c.Silence = 30 * time.Second
	}
	return nil
}
