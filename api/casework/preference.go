package casework

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Preferences are how someone wants the desk to be.
type Preferences struct {
	Language string         `json:"language" enum:",en,es" doc:"Of the account; empty while its person has not chosen."`
	Theme    string         `json:"theme" enum:"auto,light,dark"`
	Desk     map[string]any `json:"desk" nullable:"false" doc:"What the desk wants to know again; at most 32 KB as JSON."`
}

// mostDesk is how much of the desk is kept, in bytes as JSON.
const mostDesk = 32 << 10

// deskNote is what of the preferences stands in a note, since it needs no history.
type deskNote struct {
	Theme string         `json:"theme"`
	Desk  map[string]any `json:"desk"`
}

func deskKey(account string) string { return "desk:" + account }

// Preferences returns those of whoever asks.
func (s *Service) Preferences(ctx context.Context) (*Preferences, error) {
	me, err := s.Me(ctx)
	if err != nil {
		return nil, err
	}
	kept := deskNote{}
	err = s.view(ctx, func(tx Tx, _ *Actor) error {
		text, err := tx.Note(ctx, deskKey(me.ID))
		if err != nil || text == "" {
			return err
		}
		if err := json.Unmarshal([]byte(text), &kept); err != nil {
			return fmt.Errorf("preferences of %s: %w", me.ID, err)
		}
		return nil
	})
	p := &Preferences{Language: me.Language, Theme: kept.Theme, Desk: kept.Desk}
	p.complete()
	return p, err
}

// complete fills in what was never chosen.
func (p *Preferences) complete() {
	if p.Theme == "" {
		p.Theme = "auto"
	}
	if p.Desk == nil {
		p.Desk = map[string]any{}
	}
}

// SetPreferences keeps those of whoever asks, a person who is signed in. Their
// language is that of their account, whose change is on record.
func (s *Service) SetPreferences(ctx context.Context, p *Preferences) error {
	me, err := s.Me(ctx)
	if err != nil {
		return err
	}
	if ActorOf(ctx).Scopes != nil {
		return Fail(CodeForbidden, "auth.session_needed")
	}
	p.complete()
	var c Checker
	c.text("language", `enum:",en,es"`, p.Language)
	c.text("theme", `enum:"auto,light,dark"`, p.Theme)
	c.object("desk", p.Desk, mostDesk)
	if err := c.Err(); err != nil {
		return err
	}
	text, err := json.Marshal(deskNote{p.Theme, p.Desk})
	if err != nil {
		return fmt.Errorf("preferences as JSON: %w", err)
	}
	return s.update(ctx, func(u *act) error {
		if err := u.SetNote(ctx, deskKey(me.ID), string(text), time.Time{}); err != nil {
			return err
		}
		var account Account
		if err := u.Get(ctx, &account, me.ID); err != nil || account.Language == p.Language {
			return err
		}
		account.Language = p.Language
		return u.change(ctx, &account, "preferences")
	})
}
