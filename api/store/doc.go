// Package store keeps the records in SQL, on SQLite or on PostgreSQL.
//
// Both databases take the same migrations and the same queries; what differs stands in sqlite.go and postgres.go. A
// record kind has a table of its own, with a column for each bun tag of its type; values that are no records (a place,
// a finding, a list of names) are JSON text in one column.
//
// A migration that has been released is never changed; another one follows it.
//
// Updates run one after another: on one connection within a process, and by the database's own lock among processes.
// Views run beside them, each on a snapshot.
package store
