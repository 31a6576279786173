package casework

import (
	"context"
	"slices"
)

// Action is what someone may or may not do to the records of a laboratory.
type Action string

// The actions.
const (
	Read     Action = "read"     // records and evidence
	Enter    Action = "enter"    // cases, exhibits, custody, firearms, uploads, trace requests
	Draw     Action = "draw"     // regions of marks, by hand
	SearchIt Action = "search"   // start searches, read candidate lists
	Judge    Action = "judge"    // review candidates, declare leads, second review
	Confirm  Action = "confirm"  // at the comparison microscope
	Settle   Action = "settle"   // disputed leads; withdraw exhibits
	Rule     Action = "rule"     // the laboratory's own record, instruments, jobs of the laboratory
	People   Action = "people"   // accounts and their roles
	Operate  Action = "operate"  // the service: all jobs, re-extraction, export of everything
	ReadLog  Action = "read_log" // the audit log
)

// rights says which role may do what: the one place where that is decided. An
// administrator runs the service and sees no evidence; an auditor reads the log
// and nothing else.
var rights = map[Action][]Role{
	Read:     {Technician, Examiner, Supervisor},
	Enter:    {Technician, Examiner, Supervisor},
	Draw:     {Technician, Examiner, Supervisor},
	SearchIt: {Technician, Examiner, Supervisor},
	Judge:    {Examiner, Supervisor},
	Confirm:  {Examiner},
	Settle:   {Supervisor},
	Rule:     {Supervisor, Administrator},
	People:   {Administrator},
	Operate:  {Administrator},
	ReadLog:  {Auditor},
}

// scopeOf is the scope that a token needs for an action.
var scopeOf = map[Action]Scope{
	Read: ScopeRead, Enter: ScopeEnter, Draw: ScopeEnter, SearchIt: ScopeReview, Judge: ScopeReview, Confirm: ScopeReview, Settle: ScopeReview,
	Rule: ScopeManage, People: ScopeManage, Operate: ScopeManage, ReadLog: ScopeRead,
}

// allowed tells whether the actor's role in a laboratory, and a token's scopes,
// let it act. Operate and actions on the service's own records have the
// laboratory WholeService.
func (a *Actor) allowed(act Action, lab string) bool {
	if a.Service {
		return true
	}
	if a.Scopes != nil && !slices.Contains(a.Scopes, scopeOf[act]) {
		return false
	}
	return slices.ContainsFunc(a.roles(lab), func(r Role) bool { return slices.Contains(rights[act], r) })
}

// may returns an error unless the actor may act on a laboratory's records.
// Whoever may not even read there is told that nothing is there, by the caller:
// see (*Service).see.
func may(a *Actor, act Action, lab string) error {
	switch {
	case a == nil:
		return Fail(CodeUnauthenticated, "auth.sign_in")
	case !a.allowed(act, lab):
		return Fail(CodeForbidden, "auth.forbidden", "action", string(act))
	}
	return nil
}

// May returns an error unless the actor, nil when nobody is signed in, may act
// on a laboratory's records. It is for adapters that act for a person.
func (a *Actor) May(act Action, lab string) error { return may(a, act, lab) }

// MayReadLog returns an error unless the actor may read the audit log, which is
// that of the whole service.
func (s *Service) MayReadLog(ctx context.Context) error {
	return may(ActorOf(ctx), ReadLog, WholeService)
}

// OpenLog tells whether the actor may read the audit log, and logs that it does.
func (s *Service) OpenLog(ctx context.Context, action string, detail map[string]string) error {
	if err := s.MayReadLog(ctx); err != nil {
		return err
	}
	e := event(ActorOf(ctx), s.now(), action, nil)
	e.Detail = detail
	return s.Views.View(ctx, e)
}
