package store

import (
	"database/sql"
	"time"
)

// WriteDB is the connection of updates, for tests that change its settings.
func WriteDB(s *Store) *sql.DB { return s.write.DB }

// SetPatience sets for how long a PostgreSQL that is gone is asked what became of a
// commit.
func SetPatience(s *Store, d time.Duration) {
	e := s.engine.(postgres)
	e.patience = d
	s.engine = e
}
