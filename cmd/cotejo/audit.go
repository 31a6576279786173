package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/note"

	"cotejo/api/audit"
	"cotejo/api/message"
	"cotejo/cmd/cotejo/lab"
)

// auditCmd looks at the audit log.
type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Prove the audit log and the records against each other and against signed heads."`
	Head   auditHeadCmd   `cmd:"" help:"Print the latest signed head, for someone outside to keep."`
	Key    auditKeyCmd    `cmd:"" help:"Print the public key that heads are checked with."`
}

type auditVerifyCmd struct {
	serviceFlags
	Kept     []string `name:"head" placeholder:"FILE" help:"Signed head that someone outside kept; may be given several times."`
	Key      string   `placeholder:"KEY" help:"Public key that someone outside kept (default: that of the data folder)."`
	Language string   `enum:"en,es" default:"en" help:"Of the report: ${enum}."`
	JSON     bool     `help:"Print JSON."`
}

// Run verifies, beside a service that may be running.
func (c *auditVerifyCmd) Run(ctx context.Context, a *app) (err error) {
	var kept [][]byte
	for _, name := range c.Kept {
		text, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("signed head: %w", err)
		}
		kept = append(kept, text)
	}
	texts, err := message.Load()
	if err != nil {
		return err
	}
	verifier, err := c.verifier()
	if err != nil {
		return err
	}
	db, err := c.store(ctx, a)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	bar := a.newProgress()
	report, err := audit.Verify(ctx, db, note.VerifierList(verifier), kept, func(done, total int64) { bar.show("verifying", int(done), int(total)) })
	bar.stop()
	if err != nil {
		return err
	}
	if c.JSON {
		err = a.printJSON(report)
	} else {
		err = report.Print(a.stdout, texts.For(c.Language).Text)
	}
	if err == nil && !report.OK() {
		err = errors.New("the audit log or the records were changed: see the findings")
	}
	return err
}

func (c *auditVerifyCmd) verifier() (note.Verifier, error) {
	if c.Key != "" {
		return note.NewVerifier(c.Key)
	}
	key, err := existingKey(c.DataDir)
	if err != nil {
		return nil, err
	}
	return key.Verifier(), nil
}

// existingKey reads a data folder's key, and does not make one.
func existingKey(dir string) (*audit.Key, error) {
	name := filepath.Join(dir, filepath.FromSlash(lab.KeyFile))
	if _, err := os.Stat(name); err != nil {
		return nil, fmt.Errorf("%s is no data folder of a service: %w: name it with --data-dir", dir, err)
	}
	return audit.LoadKey(name)
}

type auditHeadCmd struct {
	serviceFlags
}

// Run prints the latest head.
func (c *auditHeadCmd) Run(ctx context.Context, a *app) (err error) {
	key, err := existingKey(c.DataDir)
	if err != nil {
		return err
	}
	db, err := c.store(ctx, a)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	head, err := audit.New(key).SignHead(ctx, db)
	if err != nil {
		return err
	}
	_, err = a.stdout.Write(head.Note)
	return err
}

type auditKeyCmd struct {
	serviceFlags
}

// Run prints the public key.
func (c *auditKeyCmd) Run(a *app) error {
	key, err := existingKey(c.DataDir)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stdout, key.VerifierText())
	return err
}
