package store

import (
	"context"
	"database/sql"
	"errors"
	"reflect"
	"time"

	"cotejo/api/casework"
)

// PutSession adds or replaces a session.
func (t *tx) PutSession(ctx context.Context, s casework.Session) error {
	if err := t.mayChange(ctx, s); err != nil {
		return err
	}
	s.Created, s.Seen, s.Expires = moment(s.Created), moment(s.Seen), moment(s.Expires)
	_, err := t.NewInsert().Model(&s).On("CONFLICT (id) DO UPDATE").
		Set("account = EXCLUDED.account").Set("data = EXCLUDED.data").Set("created = EXCLUDED.created").
		Set("seen = EXCLUDED.seen").Set("expires = EXCLUDED.expires").
		Set("address = EXCLUDED.address").Set("agent = EXCLUDED.agent").
		Returning("NULL").Exec(ctx)
	if err != nil && t.store.engine.class(err) == missing {
		err = casework.Fail(casework.CodeInvalid, "store.reference", "kind", "session", "field", "account").Because(err)
	}
	return t.fail(ctx, err)
}

// GetSession returns a session that is valid at now, or nil.
func (t *tx) GetSession(ctx context.Context, id string, now time.Time) (*casework.Session, error) {
	if err := t.ready(ctx); err != nil {
		return nil, err
	}
	if !sound(reflect.ValueOf(id)) {
		return nil, nil // as for any identifier that was never given
	}
	s := &casework.Session{}
	err := t.NewSelect().Model(s).Where("id = ?", id).Where("expires > ?", moment(now)).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, t.fail(ctx, err)
	}
	inUTC(s)
	return s, nil
}

// DeleteSession removes a session, if there is one.
func (t *tx) DeleteSession(ctx context.Context, id string) error {
	if err := t.mayChange(ctx, id); err != nil {
		return err
	}
	_, err := t.NewDelete().Model((*casework.Session)(nil)).Where("id = ?", id).Exec(ctx)
	return t.fail(ctx, err)
}

// AccountSessions returns an account's sessions that are valid at now, oldest first.
func (t *tx) AccountSessions(ctx context.Context, account string, now time.Time) ([]casework.Session, error) {
	if err := t.ready(ctx); err != nil {
		return nil, err
	}
	if err := storable(account); err != nil {
		return nil, err
	}
	var all []casework.Session
	err := t.NewSelect().Model(&all).Where("account_ref = ?", account).Where("expires > ?", moment(now)).Order("created", "id").Scan(ctx)
	if err != nil {
		return nil, t.fail(ctx, err)
	}
	for i := range all {
		inUTC(&all[i])
	}
	return all, nil
}

// DropExpired deletes the sessions and notes that are no longer valid at now.
func (t *tx) DropExpired(ctx context.Context, now time.Time) error {
	if err := t.mayChange(ctx, now); err != nil {
		return err
	}
	if _, err := t.NewDelete().Model((*casework.Session)(nil)).Where("expires <= ?", moment(now)).Exec(ctx); err != nil {
		return t.fail(ctx, err)
	}
	_, err := t.NewDelete().Model((*note)(nil)).Where("expires <= ?", moment(now)).Exec(ctx)
	return t.fail(ctx, err)
}

func inUTC(s *casework.Session) {
	s.Created, s.Seen, s.Expires = s.Created.UTC(), s.Seen.UTC(), s.Expires.UTC()
}
