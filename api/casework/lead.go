package casework

import "time"

// Verdict is what a reviewer makes of a pair on screen.
type Verdict string

// The verdicts.
const (
	Keep         Verdict = "keep"
	Discard      Verdict = "discard"
	Inconclusive Verdict = "inconclusive"
)

// Review is one person's look at a pair of marks. It is never changed: a changed
// mind is another review.
type Review struct {
	Head
	Candidate string  `bun:"candidate_id,nullzero" json:"candidate,omitempty" readOnly:"true"`
	Lead      string  `bun:"lead_id,nullzero" json:"lead,omitempty" readOnly:"true" doc:"For a second review."`
	Verdict   Verdict `bun:"verdict" json:"verdict" enum:"keep,discard,inconclusive"`
	Reason    string  `bun:"reason" json:"reason" maxLength:"4000" doc:"Required unless the verdict is keep."`
	// Open tells that the review no longer has to be hidden from a second reviewer.
	Open    bool  `bun:"open" json:"-"`
	ShownMs int64 `bun:"shown_ms" json:"shown_ms,omitempty" minimum:"0" maximum:"86400000" doc:"How long the pair was on screen, milliseconds."`
}

// Kind names the record's kind.
func (*Review) Kind() Kind { return KindReview }

func (r *Review) check(c *Checker, _ string) {
	if r.Verdict != Keep {
		c.Need("reason", r.Reason)
	}
}

// The states of a lead.
const (
	LeadSecondReview = "second_review" // waits for a second reviewer
	LeadMicroscope   = "microscope"    // both keep: waits for the microscope
	LeadDisputed     = "disputed"      // they differ: a supervisor decides whether the microscope does
	LeadConfirmed    = "confirmed"     // a hit
	LeadRefuted      = "refuted"
	LeadInconclusive = "inconclusive" // the microscope could not tell
	LeadDecoy        = "decoy"        // a pair for the second reviewer only; no lead unless they keep it
)

// Lead is a potential association seen on screen. It is not evidence.
type Lead struct {
	Head
	Number    string `bun:"number" json:"number" readOnly:"true" doc:"Of the laboratory and the year."`
	Candidate string `bun:"candidate_id" json:"candidate" maxLength:"36"`
	ExhibitA  string `bun:"exhibit_a" json:"exhibit_a" readOnly:"true" required:"false" doc:"The probe's."`
	ExhibitB  string `bun:"exhibit_b" json:"exhibit_b" readOnly:"true" required:"false" doc:"The candidate's."`
	LabB      string `bun:"lab_b" json:"lab_b" readOnly:"true" required:"false" doc:"The candidate's laboratory."`
	Comment   string `bun:"comment" json:"comment,omitempty" maxLength:"4000"`
	State     string `bun:"state" json:"state" readOnly:"true" required:"false" enum:"second_review,microscope,disputed,confirmed,refuted,inconclusive,decoy"`
	FirstBy   string `bun:"first_by" json:"first_by,omitempty" readOnly:"true" doc:"Who reviewed first; hidden from the second reviewer until they have decided."`
	SecondBy  string `bun:"second_by" json:"second_by,omitempty" readOnly:"true"`
	Hit       string `bun:"hit_id,nullzero" json:"hit,omitempty" readOnly:"true"`
}

// Kind names the record's kind.
func (*Lead) Kind() Kind { return KindLead }

// waits tells whether the pair waits for its second review, as a lead or as a
// decoy beside one.
func (l *Lead) waits() bool {
	return l.State == LeadSecondReview || l.State == LeadDecoy && l.SecondBy == ""
}

func (l *Lead) check(c *Checker, _ string) { c.Need("candidate", l.Candidate) }

// Finding is what an examiner saw under the comparison microscope.
type Finding struct {
	Conclusion string `json:"conclusion" enum:"identification,inconclusive,elimination"`
	Microscope string `json:"microscope" maxLength:"200" doc:"Instrument: maker, model, serial."`
	Reason     string `json:"reason" maxLength:"4000" doc:"What was compared and what was seen."`
	ExaminedAt Date   `json:"examined_at" doc:"Day of the examination."`
}

func (f *Finding) check(c *Checker, path string) {
	prefix := path
	if prefix != "" {
		prefix += "."
	}
	c.Need(prefix+"microscope", f.Microscope)
	c.Need(prefix+"reason", f.Reason)
	if !f.ExaminedAt.Day() {
		c.Fault(prefix+"examined_at", "transfer.day")
	}
}

// Hit is an association that an examiner confirmed on the physical evidence.
type Hit struct {
	Head
	Number    string  `bun:"number" json:"number" doc:"Of the laboratory and the year."`
	Lead      string  `bun:"lead_id" json:"lead"`
	ExhibitA  string  `bun:"exhibit_a" json:"exhibit_a"`
	ExhibitB  string  `bun:"exhibit_b" json:"exhibit_b"`
	LabB      string  `bun:"lab_b" json:"lab_b"`
	Finding   Finding `bun:"finding" json:"finding"`
	Examiner  string  `bun:"examiner" json:"examiner" doc:"Account that confirmed it."`
	Confirmed Date    `bun:"confirmed" json:"confirmed"`
}

// Kind names the record's kind.
func (*Hit) Kind() Kind { return KindHit }

// Notice tells a laboratory of something that concerns it. Head.Lab is who is told.
type Notice struct {
	Head
	About   Kind      `bun:"about" json:"about"`
	Subject string    `bun:"subject" json:"subject" doc:"Identifier of the record that it is about."`
	Key     string    `bun:"key" json:"key" enum:"lead_declared,lead_microscope,lead_disputed,lead_refuted,lead_inconclusive,hit_confirmed,trace_result,job_failed"`
	Number  string    `bun:"number" json:"number,omitempty" doc:"Number of the lead, hit or request."`
	ReadBy  string    `bun:"read_by" json:"read_by,omitempty"`
	ReadAt  time.Time `bun:"read_at,nullzero" json:"read_at,omitzero"`
}

// Kind names the record's kind.
func (*Notice) Kind() Kind { return KindNotice }
