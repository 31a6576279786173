package casework

import "time"

// Role is what a person does in a laboratory.
type Role string

// The roles. What each may do is in permission.go and nowhere else.
const (
	Technician    Role = "technician"
	Examiner      Role = "examiner"
	Supervisor    Role = "supervisor"
	Administrator Role = "administrator"
	Auditor       Role = "auditor"
)

// Account is a person who may sign in. Head.Lab is the laboratory whose
// administrators look after it, "" for the service's own.
type Account struct {
	Head
	Login    string `bun:"login" json:"login" maxLength:"120" doc:"Name to sign in with, unique."`
	Name     string `bun:"name" json:"name" maxLength:"200" doc:"As it stands in reports."`
	Post     string `bun:"post" json:"post,omitempty" maxLength:"200"`
	Badge    string `bun:"badge" json:"badge,omitempty" maxLength:"60"`
	Email    string `bun:"email" json:"email,omitempty" maxLength:"254"`
	Language string `bun:"language" json:"language,omitempty" enum:",en,es"`
	// Memberships are the roles by laboratory; "*" stands for the whole service.
	Memberships []Membership `bun:"memberships" json:"memberships" maxItems:"200" nullable:"false"`
	Disabled    bool         `bun:"disabled" json:"disabled,omitempty"`
	// Subject is issuer and subject of an OIDC identity, "" for local accounts.
	Subject string `bun:"subject" json:"subject,omitempty" maxLength:"500" doc:"OIDC issuer and subject, separated by a space."`

	// What follows is never shown.
	PasswordHash string    `bun:"password_hash" json:"-"`
	MustChange   bool      `bun:"must_change" json:"must_change,omitempty" readOnly:"true" doc:"The password must be changed at the next sign-in."`
	Failures     int       `bun:"failures" json:"-"`
	LockedUntil  time.Time `bun:"locked_until,nullzero" json:"-"`
}

// Membership gives roles in a laboratory.
type Membership struct {
	Lab   string `json:"lab" maxLength:"36" doc:"Laboratory, or * for the whole service (administrators and auditors only)."`
	Roles []Role `json:"roles" enum:"technician,examiner,supervisor,administrator,auditor" maxItems:"5" nullable:"false"`
}

// WholeService stands for all laboratories in a Membership.
const WholeService = "*"

// Kind names the record's kind.
func (*Account) Kind() Kind { return KindAccount }

func (a *Account) check(c *Checker, _ string) {
	c.Need("login", a.Login)
	c.Need("name", a.Name)
	for _, m := range a.Memberships {
		c.Need("memberships.lab", m.Lab)
		for _, r := range m.Roles {
			if m.Lab == WholeService && r != Administrator && r != Auditor {
				c.Fault("memberships.roles", "account.role_needs_lab", "role", string(r))
			}
			if r == Auditor && len(m.Roles) > 1 {
				c.Fault("memberships.roles", "account.auditor_alone")
			}
		}
	}
}

// Token lets a program act for an account, within scopes and until it expires.
type Token struct {
	Head
	Account string    `bun:"account" json:"account" readOnly:"true" required:"false"`
	Name    string    `bun:"name" json:"name" maxLength:"120" doc:"What it is for."`
	Scopes  []Scope   `bun:"scopes" json:"scopes" enum:"read,enter,review,manage" maxItems:"4" nullable:"false"`
	Expires time.Time `bun:"expires" json:"expires" doc:"At most a year ahead."`
	Used    time.Time `bun:"used,nullzero" json:"used,omitzero" readOnly:"true" required:"false" doc:"Last use, to the hour."`
	Revoked bool      `bun:"revoked" json:"revoked,omitempty" readOnly:"true"`
	Hash    string    `bun:"hash" json:"-"` // SHA-256 of the secret
}

// Kind names the record's kind.
func (*Token) Kind() Kind { return KindToken }

func (t *Token) check(c *Checker, _ string) {
	c.Need("name", t.Name)
	if len(t.Scopes) == 0 {
		c.Fault("scopes", "field.required")
	}
}

// Scope narrows what a token may do; the account's roles bound it further.
type Scope string

// The scopes.
const (
	ScopeRead   Scope = "read"   // look at records
	ScopeEnter  Scope = "enter"  // enter records, upload
	ScopeReview Scope = "review" // search, review, lead, hit
	ScopeManage Scope = "manage" // laboratories, people, jobs
)
