package casework

import "time"

// The states of a search.
const (
	SearchQueued = "queued"
	SearchDone   = "done"
	SearchFailed = "failed"
)

// Search is one mark held against a part of the collection. Its request, what it
// searched and what it found are kept, so that it can be run again.
type Search struct {
	Head
	Mark      string `bun:"mark_id" json:"mark" maxLength:"36" doc:"The probe."`
	Exhibit   string `bun:"exhibit_id" json:"exhibit" readOnly:"true" required:"false"`
	Automatic bool   `bun:"automatic" json:"automatic,omitempty" readOnly:"true" doc:"By the laboratory's rule, on entry."`
	Filter    Filter `bun:"filter" json:"filter,omitempty" required:"false"`
	Top       int    `bun:"top" json:"top,omitempty" minimum:"0" maximum:"500" doc:"Candidates to keep; 50 unless stated."`
	// DeadlineMs is counted from when the search is begun, not while it waits.
	DeadlineMs int64 `bun:"deadline_ms" json:"deadline_ms,omitempty" minimum:"0" maximum:"600000" doc:"Milliseconds that the search may take, 500 at least: it then keeps what was compared so far. 0 for no limit."`

	State    string `bun:"state" json:"state" readOnly:"true" required:"false" enum:"queued,done,failed"`
	Engine   string `bun:"engine" json:"engine,omitempty" readOnly:"true"`
	Params   string `bun:"params" json:"params,omitempty" readOnly:"true" doc:"Fingerprint of all parameters."`
	Snapshot string `bun:"snapshot" json:"snapshot,omitempty" readOnly:"true" doc:"SHA-256 of the set of marks searched, kept as a roaring bitmap of their sequence numbers."`
	Searched int    `bun:"searched" json:"searched" readOnly:"true" required:"false" doc:"Number of marks searched."`
	Missing  int    `bun:"missing" json:"missing,omitempty" readOnly:"true" doc:"Marks that should have been searched and whose templates are lost."`
	// Compared and Shortlisted are 0 in searches of before they were counted.
	Compared    int       `bun:"compared" json:"compared,omitempty" readOnly:"true" doc:"Marks of the short list that were compared in time: when these are fewer than all of it, the list is of these only."`
	Shortlisted int       `bun:"shortlisted" json:"shortlisted,omitempty" readOnly:"true" doc:"Marks with the best signatures, which were to be compared closely."`
	Found       int       `bun:"found" json:"found" readOnly:"true" required:"false" doc:"Number of candidates kept."`
	Finished    time.Time `bun:"finished,nullzero" json:"finished,omitzero" readOnly:"true" required:"false"`
	Millis      int64     `bun:"millis" json:"millis" readOnly:"true" required:"false" doc:"Time that the search took, milliseconds."`
}

// Kind names the record's kind.
func (*Search) Kind() Kind { return KindSearch }

// leastDeadline is in milliseconds: in less nothing but small collections is looked
// through.
const leastDeadline = 500

func (s *Search) check(c *Checker, _ string) {
	c.Need("mark", s.Mark)
	if s.DeadlineMs > 0 && s.DeadlineMs < leastDeadline {
		c.Fault("deadline_ms", "field.too_small", "least", leastDeadline)
	}
}

// partial tells whether the time was over before all of the short list was compared.
func (s *Search) partial() bool { return s.Compared < s.Shortlisted }

// Filter narrows a search. Empty fields do not narrow.
type Filter struct {
	Labs             []string `json:"labs,omitempty" maxItems:"200" maxLength:"36" nullable:"false"`
	Calibres         []string `json:"calibres,omitempty" maxItems:"50" maxLength:"60" nullable:"false"`
	Origin           Origin   `json:"origin,omitempty" enum:",questioned,test_fire"`
	BreechFaceClass  string   `json:"breech_face_class,omitempty" maxLength:"30"`
	FiringPinClass   string   `json:"firing_pin_class,omitempty" maxLength:"30"`
	OccurredFrom     Date     `json:"occurred_from,omitempty" doc:"Of the case; exhibits without a date are left out when a bound is given."`
	OccurredTo       Date     `json:"occurred_to,omitempty"`
	EnteredFrom      Date     `json:"entered_from,omitempty"`
	EnteredTo        Date     `json:"entered_to,omitempty"`
	Country          string   `json:"country,omitempty" enum:",MX,US"`
	State            string   `json:"state,omitempty" maxLength:"2"`
	Case             string   `json:"case,omitempty" maxLength:"36"`
	Firearm          string   `json:"firearm,omitempty" maxLength:"36"`
	IncludeWithdrawn bool     `json:"include_withdrawn,omitempty"`
}

// The states of a candidate.
const (
	CandidateNew          = "new"
	CandidateKept         = "kept"
	CandidateDiscarded    = "discarded"
	CandidateInconclusive = "inconclusive"
	CandidateLead         = "lead"
)

// Candidate is one entry of a search's list: an exhibit's mark and how well it
// agrees with the probe.
type Candidate struct {
	Head
	Search         string  `bun:"search_id" json:"search"`
	Mark           string  `bun:"mark_id" json:"mark"`
	Exhibit        string  `bun:"exhibit_id" json:"exhibit,omitempty" doc:"Empty when its laboratory shares searches only."`
	ExhibitLab     string  `bun:"exhibit_lab" json:"exhibit_lab"`
	Rank           int     `bun:"place" json:"rank"`
	Score          float64 `bun:"score" json:"score" doc:"0 to 1; a reason to look, not evidence."`
	Coarse         float64 `bun:"coarse" json:"coarse" doc:"Score of the signatures."`
	Cells          int     `bun:"cells" json:"cells"`
	CellsCongruent int     `bun:"cells_congruent" json:"cells_congruent"`
	OverlapMM2     float64 `bun:"overlap_mm2" json:"overlap_mm2"`
	RotationDeg    float64 `bun:"rotation_deg" json:"rotation_deg" doc:"Lays the probe onto the candidate: turned anticlockwise, then shifted right and down."`
	ShiftXUm       float64 `bun:"shift_x_um" json:"shift_x_um"`
	ShiftYUm       float64 `bun:"shift_y_um" json:"shift_y_um"`
	// State is what the laboratory that searched made of it.
	State string `bun:"state" json:"state" enum:"new,kept,discarded,inconclusive,lead"`
}

// Kind names the record's kind.
func (*Candidate) Kind() Kind { return KindCandidate }
