package lab

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"cotejo/api/casework"
	"cotejo/engine/pool"
)

// Settings say what a laboratory's service is made of. The zero value of an
// address means: embedded, in the data folder.
type Settings struct {
	// DataDir holds everything that is kept here.
	DataDir string
	// Database is postgres://... for a PostgreSQL server.
	Database string
	// NATS is nats://... for a NATS server with JetStream; NATSCredentials a file.
	NATS, NATSCredentials string
	// Blobs is s3://... for a bucket; S3Key and S3Secret come with it.
	Blobs, S3Key, S3Secret string
	// Worker: this process does jobs for a service that runs elsewhere.
	Worker bool
	// Workers is how many jobs run at once; 0 means as many as processors.
	Workers int
	Limits  casework.Limits
	Version string
	Now     func() time.Time
}

// Check reports the first setting that cannot be.
func (s *Settings) Check() error {
	switch {
	case s.DataDir == "":
		return errors.New("no data folder: name one with --data-dir")
	case s.Database != "" && !strings.HasPrefix(s.Database, "postgres://") && !strings.HasPrefix(s.Database, "postgresql://"):
		return fmt.Errorf("--database %q: an address of the form postgres://user@host/database is needed, or nothing for SQLite in the data folder", s.Database)
	case s.NATS != "" && !strings.Contains(s.NATS, "://"):
		return fmt.Errorf("--nats %q: an address of the form nats://host:4222 is needed, or nothing for the queue in the data folder", s.NATS)
	case s.Blobs != "" && !strings.HasPrefix(s.Blobs, "s3://"):
		return fmt.Errorf("--blobs %q: an address of the form s3://host/bucket is needed, or nothing for files in the data folder", s.Blobs)
	case s.Workers < 0 || s.Workers > 256:
		return fmt.Errorf("--workers %d: between 0 (one a processor) and 256", s.Workers)
	}
	if s.Workers == 0 {
		s.Workers = pool.Cores()
	}
	if s.Limits == (casework.Limits{}) {
		s.Limits = casework.DefaultLimits()
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	return nil
}
