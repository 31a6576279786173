package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"

	"cotejo/api/casework"
)

// class is a kind of failure of a database.
type class int

const (
	other       class = iota
	taken             // a unique value
	missing           // a record that is referred to
	full              // no space
	unavailable       // no connection, no file, no permission
	corrupt           // damaged
	busy              // a lock was not to be had
	badText           // characters that the database refuses
)

// fault makes an error that a person can act on of a driver's, if there is one.
func (s *Store) fault(ctx context.Context, err error) error {
	var known *casework.Error
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("store: %w", ctx.Err())
	case errors.As(err, &known):
		return err
	}
	switch s.engine.class(err) {
	case taken:
		return casework.Fail(casework.CodeConflict, "store.duplicate").Because(err)
	case full:
		return casework.Fail(casework.CodeStorage, "store.full").Because(err)
	case unavailable:
		return casework.Fail(casework.CodeStorage, "store.unavailable").Because(err)
	case corrupt:
		return casework.Fail(casework.CodeStorage, "store.corrupt").Because(errors.Join(casework.ErrCorrupt, err))
	case busy:
		return casework.Fail(casework.CodeBusy, "store.busy").Because(err)
	case badText:
		return casework.Fail(casework.CodeInvalid, "store.text").Because(err)
	default:
		return fmt.Errorf("store: %w", err)
	}
}

// cut tells whether an error says that a connection is gone, whatever the driver.
func cut(err error) bool {
	var network net.Error
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || errors.As(err, &network)
}
