package auth

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"cotejo/api/casework"
)

// OIDCConfig describes an OpenID Connect provider and this service as its client.
type OIDCConfig struct {
	// Name is what people call the provider, in messages; its host unless given.
	Name string
	// Issuer is the provider's identifier, exactly as it writes it: https, or http
	// on this machine.
	Issuer, ClientID, ClientSecret string
	// RedirectURL is where Callback is reached from outside.
	RedirectURL string
	// Scopes besides openid.
	Scopes []string
	// LinkByEmail joins an identity to the one account that has its e-mail address
	// and no identity yet, when the provider says that it verified the address.
	// Then whoever runs the provider decides who holds these accounts.
	LinkByEmail bool
	// Client reaches the provider; one with a time-out unless given.
	Client *http.Client
}

const (
	providerPatience = 10 * time.Second // for each answer of the provider
	providerPause    = 10 * time.Second // after a failed discovery
	providerMost     = 1 << 20          // bytes of an answer
)

// OIDC signs people in with identities of a provider. It is safe for concurrent
// use.
type OIDC struct {
	a      *Auth
	config OIDCConfig
	client *http.Client

	mu     sync.Mutex // held during discovery
	known  *relation
	failed error // of the last discovery
	retry  time.Time
}

// relation is what is known of the provider once it was asked.
type relation struct {
	provider *oidc.Provider
	verifier *oidc.IDTokenVerifier
	oauth    *oauth2.Config // remembers how the provider wants the secret
}

// NewOIDC checks the configuration. The provider is asked when it is first
// needed, so that it may be down when the service starts.
func (a *Auth) NewOIDC(config OIDCConfig) (*OIDC, error) {
	issuer, err := url.Parse(config.Issuer)
	if err != nil || issuer.Host == "" || issuer.Scheme != "https" && (issuer.Scheme != "http" || !isLoopback(issuer.Hostname())) {
		return nil, fmt.Errorf("auth: OIDC issuer %q: an https URL is needed, or http on this machine", config.Issuer)
	}
	back, err := url.Parse(config.RedirectURL)
	if err != nil || back.Host == "" || back.Scheme != "https" && back.Scheme != "http" || back.Fragment != "" {
		return nil, fmt.Errorf("auth: OIDC redirect URL %q: a complete URL is needed", config.RedirectURL)
	}
	if config.ClientID == "" {
		return nil, errors.New("auth: OIDC client ID is missing")
	}
	config.Scopes = slices.Clone(config.Scopes)
	if !slices.Contains(config.Scopes, oidc.ScopeOpenID) {
		config.Scopes = append([]string{oidc.ScopeOpenID}, config.Scopes...)
	}
	if config.Name == "" {
		config.Name = issuer.Host
	}
	o := &OIDC{a: a, config: config, client: &http.Client{Timeout: providerPatience, Transport: http.DefaultTransport}}
	if config.Client != nil {
		o.client = &http.Client{Timeout: config.Client.Timeout, Transport: config.Client.Transport, CheckRedirect: config.Client.CheckRedirect}
		if o.client.Transport == nil {
			o.client.Transport = http.DefaultTransport
		}
		if o.client.Timeout == 0 {
			o.client.Timeout = providerPatience
		}
	}
	o.client.Transport = bounded{o.client.Transport}
	return o, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// bounded cuts off answers that are too long to be what was asked for.
type bounded struct{ http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer.Body = http.MaxBytesReader(nil, answer.Body, providerMost)
	return answer, nil
}

// Name is what people call the provider.
func (o *OIDC) Name() string { return o.config.Name }

// Ping asks the provider for its configuration unless it is known already, and
// tells why it cannot be used.
func (o *OIDC) Ping(ctx context.Context) error {
	_, err := o.discover(ctx)
	return err
}

// discover returns what is known of the provider, asking it for its configuration
// when that is nothing; after a failure not again for some seconds.
func (o *OIDC) discover(ctx context.Context) (*relation, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.known != nil {
		return o.known, nil
	}
	if o.a.now().Before(o.retry) {
		return nil, o.unreachable(o.failed)
	}
	// One person's closed browser must not fail it for those who wait.
	ctx, cancel := context.WithTimeout(o.reach(context.WithoutCancel(ctx)), providerPatience)
	defer cancel()
	provider, err := oidc.NewProvider(ctx, o.config.Issuer)
	if err != nil {
		o.failed, o.retry = err, o.a.now().Add(providerPause)
		o.a.log.WarnContext(ctx, "OIDC provider not usable", "issuer", o.config.Issuer, "error", err)
		return nil, o.unreachable(err)
	}
	o.known = &relation{
		provider: provider,
		verifier: provider.Verifier(&oidc.Config{ClientID: o.config.ClientID, Now: o.a.clock}),
		oauth: &oauth2.Config{
			ClientID: o.config.ClientID, ClientSecret: o.config.ClientSecret, Endpoint: provider.Endpoint(),
			RedirectURL: o.config.RedirectURL, Scopes: o.config.Scopes,
		},
	}
	return o.known, nil
}

// reach makes the libraries use our client.
func (o *OIDC) reach(ctx context.Context) context.Context { return oidc.ClientContext(ctx, o.client) }

func (o *OIDC) unreachable(err error) error {
	return casework.Fail(casework.CodeBusy, "auth.oidc_unreachable", "name", o.config.Name).Because(err)
}
