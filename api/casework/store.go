package casework

import (
	"context"
	"time"
)

// Store keeps the records. It is safe for concurrent use. All of its errors that
// a caller can act on are *Error: not_found, conflict (a unique value is taken),
// stale (the version has moved on), storage (no space, no connection).
type Store interface {
	// View runs fn on one consistent state; the Tx refuses changes.
	View(ctx context.Context, fn func(Tx) error) error
	// Update runs fn in one transaction. Updates run one after another, whatever
	// the database: fn may read, decide and write. When it returns nil the change
	// is on disk before Update returns; otherwise nothing of it is left.
	Update(ctx context.Context, fn func(Tx) error) error
	// Ping reports whether the store can serve.
	Ping(ctx context.Context) error
}

// Tx is a view or an update under way. It is not safe for concurrent use and
// ends with fn.
type Tx interface {
	Records
	Summaries
	Ledger
	Sessions
	Notes
}

// Records are all kinds of record, each with its history.
type Records interface {
	// Get fills r, an empty record of the kind that is wanted.
	Get(ctx context.Context, r Record, id string) error
	// Insert adds a record whose head is complete and whose version is 1.
	Insert(ctx context.Context, r Record) error
	// Update replaces a record; its version is the stored one plus 1, or the error
	// is stale. Records are never deleted.
	Update(ctx context.Context, r Record) error
	// Find appends the records that a query selects to out, a *[]T or *[]*T of a
	// record type.
	Find(ctx context.Context, out any, q Query) error
	// Count counts what a query selects, but for its limit and offset.
	Count(ctx context.Context, k Kind, q Query) (int, error)
	// History returns every version of a record, oldest first.
	History(ctx context.Context, k Kind, id string) ([]Change, error)
	// Changes returns the changes of all records after a sequence number, in order.
	Changes(ctx context.Context, after int64, limit int) ([]Change, error)
	// LastChange returns the highest sequence number, 0 when there is none.
	LastChange(ctx context.Context) (int64, error)
	// Facts returns what filters look at of marks, by ascending sequence number.
	Facts(ctx context.Context, of FactsOf) ([]MarkFacts, error)
	// KnownScores counts the scores of pairs by whether their firearms are the same,
	// in so many parts of 0 to 1; each pair of exhibits once.
	KnownScores(ctx context.Context, s KnownPairs, bins int) (match, nonMatch []int, err error)
}

// Change is one version of a record.
type Change struct {
	Seq     int64     `json:"seq"` // counts the changes of the service, from 1, without gaps
	Kind    Kind      `json:"kind"`
	ID      string    `json:"id"`
	Lab     string    `json:"lab"`
	Version int       `json:"version"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Body    []byte    `json:"-"` // the record as JSON: what its json tags show, so no password hashes
}

// Query selects records by their columns, which are the names in their bun tags;
// any other name is an error.
type Query struct {
	Where  []Cond   // all of them
	Order  []string // columns, "-column" for descending; "id" unless stated
	Limit  int      // 0 for no limit
	Offset int
}

// Cond is a condition on a column, or, with Any, one of several, or, with All,
// all of several.
type Cond struct {
	Column   string
	Op       Op
	Value    any // for In a slice
	Any, All []Cond
}

// Op compares a column with a value.
type Op string

// The comparisons. An unset identifier is NULL: use Null and NotNull. Logins are
// equal in every case, and however their accents are put together.
const (
	Equal    Op = "="
	NotEqual Op = "<>"
	Less     Op = "<"
	AtMost   Op = "<="
	Greater  Op = ">"
	AtLeast  Op = ">="
	In       Op = "IN"
	Null     Op = "IS NULL"
	NotNull  Op = "IS NOT NULL"
	// NotWaiting takes a column that names a candidate, and no value: the pair does
	// not wait for its second review, neither as a lead nor as a decoy.
	NotWaiting Op = "not waiting"
)

// Where makes a query of conditions that are equalities: column, value, ...
func Where(equal ...any) Query {
	var q Query
	for i := 0; i+1 < len(equal); i += 2 {
		q.Where = append(q.Where, Cond{Column: equal[i].(string), Op: Equal, Value: equal[i+1]})
	}
	return q
}

// Ledger is the storage of the audit log: entries, the hashes of its Merkle
// tree, and signed heads. Only package audit gives these numbers a meaning.
type Ledger interface {
	// LedgerSize returns the number of entries.
	LedgerSize(ctx context.Context) (int64, error)
	// AppendEntry adds entry n, which must be the size.
	AppendEntry(ctx context.Context, n int64, e Event, text []byte) error
	// Entries returns up to limit texts from entry n on.
	Entries(ctx context.Context, n int64, limit int) ([][]byte, error)
	// FindEntries returns the numbers of the entries that a filter takes, newest
	// first, below before when that is positive.
	FindEntries(ctx context.Context, f EventFilter, before int64, limit int) ([]int64, error)
	// WriteHashes adds hashes from index first on; ReadHashes returns those of the
	// given indexes.
	WriteHashes(ctx context.Context, first int64, hashes [][32]byte) error
	ReadHashes(ctx context.Context, indexes []int64) ([][32]byte, error)
	// PutHead keeps a signed head; Heads returns all, oldest first.
	PutHead(ctx context.Context, size int64, note []byte) error
	Heads(ctx context.Context) ([][]byte, error)
}

// Sessions are those of people who are signed in.
type Sessions interface {
	// PutSession adds or replaces a session by its ID.
	PutSession(ctx context.Context, s Session) error
	// GetSession returns nil when there is none or it has expired at now.
	GetSession(ctx context.Context, id string, now time.Time) (*Session, error)
	DeleteSession(ctx context.Context, id string) error
	// AccountSessions returns an account's sessions that have not expired at now.
	AccountSessions(ctx context.Context, account string, now time.Time) ([]Session, error)
	// DropExpired deletes the sessions and notes that expired before now.
	DropExpired(ctx context.Context, now time.Time) error
}

// Session is one sign-in. ID is the SHA-256 of its token in hexadecimal: the
// token itself is nowhere but in the cookie.
type Session struct {
	ID      string    `bun:"id,pk" json:"id"`
	Account string    `bun:"account" json:"account"` // "" until signed in
	Data    []byte    `bun:"data" json:"-"`
	Created time.Time `bun:"created" json:"created"`
	Seen    time.Time `bun:"seen" json:"seen"`
	Expires time.Time `bun:"expires" json:"expires"`
	Address string    `bun:"address" json:"address"`
	Agent   string    `bun:"agent" json:"agent"`
}

// Notes are small facts that are no records.
type Notes interface {
	// Next returns the next value of a counter, from 1. Numbers are given without
	// gaps, since an update that fails gives its number back.
	Next(ctx context.Context, counter string) (int64, error)
	// Note returns a note's text, "" when there is none; SetNote sets it. A note
	// with an expiry is dropped after it; the zero time is never.
	Note(ctx context.Context, key string) (string, error)
	SetNote(ctx context.Context, key, text string, expires time.Time) error
}
