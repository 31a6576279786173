package auth

import (
	"context"
	"slices"
	"strings"

	"cotejo/api/casework"
)

// signIn begins a session for the account that an identity belongs to.
func (o *OIDC) signIn(ctx context.Context, v *visit, who identity) error {
	a, refusal := o.a, error(nil)
	err := a.store.Update(ctx, func(tx casework.Tx) error {
		account, events, err := o.account(ctx, tx, v.client, who)
		if err != nil {
			return err
		}
		var reason string
		switch {
		case account == nil:
			reason, refusal = "oidc_unknown", casework.Fail(casework.CodeForbidden, "auth.oidc_unknown", "subject", who.subject)
		case account.Disabled:
			reason, refusal = "disabled", casework.Fail(casework.CodeForbidden, "auth.disabled")
		default:
			return a.begin(ctx, tx, v, account, append(events, v.client.event(a.now(), "oidc_sign_in", account))...)
		}
		e := v.client.upon(a.now(), "sign_in_failed", account)
		e.Detail = map[string]string{"reason": reason, "identity": who.subject}
		return a.audit.Record(ctx, tx, e)
	})
	if err != nil {
		v.void = true
		return err
	}
	return refusal
}

// account finds an identity's account, or, where that is allowed, links one by its
// e-mail address; nil when there is none.
func (o *OIDC) account(ctx context.Context, tx casework.Tx, c client, who identity) (*casework.Account, []casework.Event, error) {
	var found []*casework.Account
	if err := tx.Find(ctx, &found, casework.Where("subject", who.subject)); err != nil {
		return nil, nil, err
	}
	if len(found) == 1 {
		return found[0], nil, nil
	}
	if len(found) > 1 || who.email == "" {
		return nil, nil, nil
	}
	err := tx.Find(ctx, &found, casework.Query{Where: []casework.Cond{
		{Column: "email", Op: casework.In, Value: slices.Compact([]string{who.email, strings.ToLower(who.email)})},
	}})
	if err != nil {
		return nil, nil, err
	}
	if len(found) != 1 || found[0].Subject != "" || found[0].Disabled {
		return nil, nil, nil
	}
	account := found[0]
	account.Subject = who.subject
	e := c.event(o.a.now(), "oidc_link", account)
	e.Detail = map[string]string{"identity": who.subject}
	if err := o.a.write(ctx, tx, account, account.ID, &e); err != nil {
		return nil, nil, err
	}
	return account, []casework.Event{e}, nil
}
