package casework

import "context"

// The states of a trace request.
const (
	TraceDraft    = "draft"
	TraceSent     = "sent"
	TraceAnswered = "answered"
	TraceClosed   = "closed"
)

// derive makes a request of the firearm's record: what is left out is taken from
// it, from its case and from the laboratory. After that the request stands on
// its own, so that what was sent stays as it was sent.
func (t *TraceRequest) derive(ctx context.Context, _ *Service, u *act, old Record) (string, error) {
	if before, ok := old.(*TraceRequest); ok {
		if before.State != TraceDraft {
			return "", Fail(CodeConflict, "trace.sent")
		}
		t.Firearm, t.Case = before.Firearm, before.Case
		return before.Lab, nil
	}
	var f Firearm
	if err := u.refer(ctx, "firearm", &f, t.Firearm, ""); err != nil {
		return "", err
	}
	var lab Laboratory
	if err := u.Get(ctx, &lab, f.Lab); err != nil {
		return "", err
	}
	if t.Case == "" {
		t.Case = f.Case
	}
	var in Case
	if t.Case != "" {
		if err := u.refer(ctx, "case", &in, t.Case, f.Lab); err != nil {
			return "", err
		}
	}
	if err := may(u.actor, Enter, f.Lab); err != nil {
		return "", err
	}
	number, err := u.number(ctx, "T", f.Lab)
	if err != nil {
		return "", err
	}
	t.State, t.Number = TraceDraft, number
	t.prefill(&f, &in, &lab, u)
	return f.Lab, nil
}

// prefill takes what the client left empty from the records.
func (t *TraceRequest) prefill(f *Firearm, in *Case, lab *Laboratory, u *act) {
	if t.Weapon == (TracedWeapon{}) {
		t.Weapon = TracedWeapon{
			Serial: f.Serial, Obliterated: f.Obliterated, Maker: f.Maker, Type: f.Type, Calibre: f.Calibre, Model: f.Model,
			Country: f.Country, Importer: f.Importer, Markings: f.Markings,
		}
	}
	if t.Possessor == (Person{}) {
		t.Possessor = f.Possessor
	}
	if t.Recovery == (TracedRecovery{}) {
		t.Recovery = TracedRecovery{Place: f.Place, Date: f.Recovered}
	}
	r := &t.Requester
	if *r == (Requester{}) {
		*r = Requester{ORI: lab.ORI, Agency: lab.Agency, Phone: lab.Phone, Address: lab.Address, CaseNumber: in.Number, Unit: in.Unit}
		if r.Agency == "" {
			r.Agency = lab.Name
		}
		if a := u.actor.Account; a != nil {
			r.Officer, r.Badge, r.Email = a.Name, a.Badge, a.Email
		}
	}
	if t.Date == "" {
		t.Date = Date(u.now.Format("2006-01-02"))
	}
	if t.Priority == "" {
		t.Priority = "routine"
	}
}

// SetTraceState moves a request on: a draft is sent, a sent or answered one is
// closed, a sent one goes back to draft to be mended. ready, when it is not nil,
// is asked before a draft is sent, and its error keeps the draft from it.
func (s *Service) SetTraceState(ctx context.Context, id, state string, ready func(*TraceRequest) error) (*TraceRequest, error) {
	t := &TraceRequest{}
	err := s.update(ctx, func(u *act) error {
		if err := getTo(ctx, u.Tx, u.actor, Enter, t, id); err != nil {
			return err
		}
		switch {
		case t.State == TraceDraft && state == TraceSent:
		case t.State == TraceSent && (state == TraceDraft || state == TraceClosed):
		case t.State == TraceAnswered && state == TraceClosed:
		default:
			return Fail(CodeConflict, "trace.state", "from", t.State, "to", state)
		}
		if state == TraceSent && ready != nil {
			if err := ready(t); err != nil {
				return err
			}
		}
		t.State = state
		return u.change(ctx, t, "trace_"+state)
	})
	return t, err
}

func (t *TraceResult) derive(ctx context.Context, _ *Service, u *act, old Record) (string, error) {
	if before, ok := old.(*TraceResult); ok {
		t.Request = before.Request
	}
	var req TraceRequest
	if err := u.refer(ctx, "request", &req, t.Request, ""); err != nil {
		return "", err
	}
	if t.Recovered == "" {
		t.Recovered = req.Recovery.Date
	}
	t.TimeToCrime = TimeToCrime(t.Purchased, t.Recovered)
	return req.Lab, nil
}

// follow notes on the request that it was answered, and tells the laboratory.
func (t *TraceResult) follow(ctx context.Context, _ *Service, u *act) error {
	var req TraceRequest
	if err := u.Get(ctx, &req, t.Request); err != nil {
		return err
	}
	if req.State == TraceAnswered || req.State == TraceClosed || t.Status == "pending" {
		return nil
	}
	req.State = TraceAnswered
	if err := u.change(ctx, &req, "trace_answered"); err != nil {
		return err
	}
	return u.insert(ctx, &Notice{About: KindTraceRequest, Subject: req.ID, Key: "trace_result", Number: req.Number}, req.Lab, "notice")
}
