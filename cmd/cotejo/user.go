package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"cotejo/api/audit"
	"cotejo/api/auth"
	"cotejo/api/casework"
	"cotejo/api/store"
)

// userCmd looks after accounts on the service's machine: for the day when nobody
// can sign in.
type userCmd struct {
	List  userListCmd  `cmd:"" help:"List the accounts."`
	Reset userResetCmd `cmd:"" help:"Give an account a one-time password, and unlock it."`
}

type userListCmd struct {
	serviceFlags
	JSON bool `help:"Print JSON."`
}

// Run lists the accounts.
func (c *userListCmd) Run(ctx context.Context, a *app) (err error) {
	db, err := c.store(ctx, a)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var all []*casework.Account
	err = db.View(ctx, func(tx casework.Tx) error { return tx.Find(ctx, &all, casework.Query{Order: []string{"login"}}) })
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(all)
	}
	var t table
	t.row("user", "name", "roles", "")
	for _, acc := range all {
		var roles []string
		for _, m := range acc.Memberships {
			for _, r := range m.Roles {
				roles = append(roles, string(r))
			}
		}
		state := ""
		if acc.Disabled {
			state = "disabled"
		}
		t.row(acc.Login, acc.Name, strings.Join(roles, ", "), state)
	}
	return t.print(a.stdout)
}

type userResetCmd struct {
	Login string `arg:"" help:"Name that the account signs in with."`
	serviceFlags
}

// Run resets the password. Whoever may write to the data folder may do this; it
// stands in the audit log as an act of the service itself.
func (c *userResetCmd) Run(ctx context.Context, a *app) (err error) {
	db, err := c.store(ctx, a)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	people, err := c.people(a, db)
	if err != nil {
		return err
	}
	var found []*casework.Account
	err = db.View(ctx, func(tx casework.Tx) error { return tx.Find(ctx, &found, casework.Where("login", c.Login)) })
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return fmt.Errorf("no account signs in as %q: cotejo user list shows all", c.Login)
	}
	password, err := people.ResetPassword(casework.AsService(ctx), found[0].ID)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "One-time password of %s: %s\n", c.Login, password)
	return err
}

func (c *userResetCmd) people(a *app, db *store.Store) (*auth.Auth, error) {
	key, err := existingKey(c.DataDir)
	if err != nil {
		return nil, err
	}
	settings := c.settings()
	if err := settings.Check(); err != nil {
		return nil, err
	}
	config := auth.DefaultConfig()
	// Nobody signs in here.
	config.Refuse = func(http.ResponseWriter, *http.Request, error) {}
	config.Exempt = func(*http.Request) bool { return false }
	return auth.New(config, db, audit.New(key), c.logger(a), settings.Now)
}
