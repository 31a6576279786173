package main

import (
	"errors"
	"net/http"
	"net/netip"
	"os"

	"cotejo/api"
	"cotejo/api/auth"
	"cotejo/api/message"
	desk "cotejo/api/web"
	"cotejo/cmd/cotejo/lab"
)

// web is the service's HTTP face.
type web struct {
	Handler http.Handler
	Auth    *auth.Auth
}

// open makes the HTTP face of an open service; at is how people reach it, stop
// ends its streams.
func (c *serveCmd) open(l *lab.Lab, at string, stop <-chan struct{}) (*web, error) {
	texts, err := message.Load()
	if err != nil {
		return nil, err
	}
	config := api.DefaultConfig()
	config.Secure = c.secure()
	if c.PublicURL != "" {
		config.Origins = []string{at}
	}
	for _, network := range c.Proxy {
		p, err := netip.ParsePrefix(network)
		if err != nil {
			return nil, misused("--proxy %q: a network such as 10.0.0.0/8 is needed", network)
		}
		config.Proxies = append(config.Proxies, p)
	}
	people, err := auth.New(config.Auth(auth.DefaultConfig(), texts, l.Log), l.Store, l.Audit, l.Log, l.Settings.Now)
	if err != nil {
		return nil, err
	}
	parts := api.Parts{
		Cases: l.Cases, Auth: people, Audit: l.Audit, Store: l.Store, Texts: texts, Registry: l.Registry, Log: l.Log,
		Version: l.Settings.Version, Ready: l.Ready, Stop: stop,
	}
	if parts.Desk, err = desk.Files(); errors.Is(err, desk.ErrNotBuilt) {
		parts.Desk = nil
		l.Log.Warn(err.Error())
	} else if err != nil {
		return nil, err
	}
	if c.OIDCIssuer != "" {
		parts.OIDC, err = people.NewOIDC(auth.OIDCConfig{
			Issuer: c.OIDCIssuer, ClientID: c.OIDCClient, ClientSecret: os.Getenv("COTEJO_OIDC_SECRET"),
			RedirectURL: at + "/api/v1/oidc/callback",
		})
		if err != nil {
			return nil, err
		}
	}
	handler, err := api.New(parts, config)
	return &web{Handler: handler, Auth: people}, err
}
