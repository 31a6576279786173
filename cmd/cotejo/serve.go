package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"cotejo/api/casework"
	"cotejo/cmd/cotejo/demo"
	"cotejo/cmd/cotejo/lab"
)

// serveCmd runs the laboratory's service.
type serveCmd struct {
	serviceFlags
	Listen       string   `default:"127.0.0.1:8080" env:"COTEJO_LISTEN" placeholder:"ADDRESS" help:"Where to listen (${default})."`
	PublicURL    string   `env:"COTEJO_PUBLIC_URL" placeholder:"URL" help:"How people reach the service, when a proxy stands before it; https:// makes cookies secure."`
	Proxy        []string `env:"COTEJO_PROXIES" placeholder:"NETWORK" help:"Network of a proxy whose X-Forwarded-For is believed, as 10.0.0.0/8; may be given several times."`
	TLSCert      string   `name:"tls-cert" env:"COTEJO_TLS_CERT" placeholder:"FILE" help:"Certificate (PEM); with --tls-key the service speaks HTTPS itself."`
	TLSKey       string   `name:"tls-key" env:"COTEJO_TLS_KEY" placeholder:"FILE" help:"Key of the certificate (PEM)."`
	OIDCIssuer   string   `name:"oidc-issuer" env:"COTEJO_OIDC_ISSUER" placeholder:"URL" help:"OpenID Connect provider that people may sign in with; its secret comes from COTEJO_OIDC_SECRET."`
	OIDCClient   string   `name:"oidc-client" env:"COTEJO_OIDC_CLIENT" placeholder:"ID" help:"Client identifier at the provider."`
	Demo         bool     `help:"Fill an empty service with a generated collection, and print its accounts."`
	DemoExhibits int      `default:"${demo_exhibits}" placeholder:"N" help:"Exhibits of the demonstration (${default})."`
	DemoFirearms int      `default:"${demo_firearms}" placeholder:"N" help:"Firearms of the demonstration (${default})."`
}

// Run serves until it is told to stop, and then ends what is under way.
func (c *serveCmd) Run(ctx context.Context, a *app) (err error) {
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return misused("--tls-cert and --tls-key go together")
	}
	if (c.OIDCIssuer == "") != (c.OIDCClient == "") {
		return misused("--oidc-issuer and --oidc-client go together")
	}
	log := c.logger(a)
	// Listening comes first: an address in use must not cost a start.
	listener, err := c.listen(ctx)
	if err != nil {
		return err
	}
	defer listener.Close()
	l, err := lab.Open(ctx, c.settings(), log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	at := c.address(listener.Addr())
	web, err := c.open(l, at, ctx.Done())
	if err != nil {
		return err
	}
	if err := c.first(ctx, a, web); err != nil {
		return err
	}
	work, running := errgroup.WithContext(ctx)
	work.Go(func() error { return l.Work(running) })
	work.Go(func() error { return l.Tend(running) })
	work.Go(func() error { return c.serve(running, listener, web.Handler) })
	work.Go(func() error { return c.announce(running, a, l, web, at) })
	err = work.Wait()
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		err = nil // told to stop
	}
	log.Info("stopping")
	return errors.Join(err, l.Seal(context.WithoutCancel(ctx)))
}

func (c *serveCmd) listen(ctx context.Context) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w: choose another address with --listen", c.Listen, err)
	}
	if c.TLSCert == "" {
		return listener, nil
	}
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		_ = listener.Close()
		return nil, fmt.Errorf("certificate: %w", err)
	}
	return tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}), nil
}

// secure tells whether people reach the service over TLS.
func (c *serveCmd) secure() bool {
	return c.TLSCert != "" || strings.HasPrefix(c.PublicURL, "https://")
}

// address is how people reach the service.
func (c *serveCmd) address(listener net.Addr) string {
	switch {
	case c.PublicURL != "":
		return strings.TrimSuffix(c.PublicURL, "/")
	case c.TLSCert != "":
		return "https://" + listener.String()
	}
	return "http://" + listener.String()
}

// stopIn is how long requests may take to end when the service stops.
const stopIn = 20 * time.Second

func (c *serveCmd) serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopIn)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return errors.Join(fmt.Errorf("some requests were cut off: %w", err), server.Close())
	}
	return ctx.Err()
}

// first makes the first administrator of an empty service.
func (c *serveCmd) first(ctx context.Context, a *app, web *web) error {
	if c.Demo {
		return nil
	}
	created, password, err := web.Auth.FirstAdministrator(casework.AsService(ctx))
	if err != nil || !created {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "The service is new. Sign in once as\n\n  user      admin\n  password  %s\n\nand choose a password of your own. This one is shown only here.\n\n", password)
	return err
}

// announce fills the demonstration and says where the service is.
func (c *serveCmd) announce(ctx context.Context, a *app, l *lab.Lab, web *web, at string) error {
	if !c.Demo {
		_, err := fmt.Fprintf(a.stdout, "Cotejo is at %s\n", at)
		return err
	}
	fmt.Fprintf(a.stdout, "Filling the demonstration collection: %d generated exhibits of %d firearms ...\n", c.DemoExhibits, c.DemoFirearms)
	bar := a.newProgress()
	d := demo.Loader{Cases: l.Cases, Store: l.Store, People: web.Auth, Log: l.Log, Progress: bar.show}
	cfg := demo.DefaultConfig()
	cfg.Firearms, cfg.Exhibits = c.DemoFirearms, c.DemoExhibits
	accounts, err := d.Load(ctx, cfg)
	bar.stop()
	if err != nil {
		return err
	}
	return printAccounts(a.stdout, at, accounts)
}

func printAccounts(w io.Writer, at string, accounts []demo.Account) error {
	var t table
	t.row("user", "role", "laboratory", "language")
	for _, acc := range accounts {
		t.row(acc.Login, string(acc.Role), acc.LabCode(), acc.Lang)
	}
	if _, err := fmt.Fprintf(w, "\nCotejo is at %s\nThe API is described at %s/docs\n\nDemonstration accounts, all with the password %q:\n\n", at, at, demo.Password); err != nil {
		return err
	}
	if err := t.print(w); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, "\nThey are known to everyone: let nobody else reach this service. Ctrl-C stops it.")
	return err
}

// serveVars are the numbers that the help shows.
func serveVars() map[string]string {
	d := demo.DefaultConfig()
	return map[string]string{"demo_exhibits": fmt.Sprint(d.Exhibits), "demo_firearms": fmt.Sprint(d.Firearms)}
}
