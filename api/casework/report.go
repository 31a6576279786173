package casework

// Report is a numbered document about a candidate or a hit, for the case file. Its
// bytes never change. While the pair waits for its second review, only who made it
// sees it.
type Report struct {
	Head
	Number    string `bun:"number" json:"number" readOnly:"true" doc:"Of the laboratory and the year."`
	About     Kind   `bun:"about" json:"about" readOnly:"true" enum:"candidate,hit"`
	Subject   string `bun:"subject" json:"subject" readOnly:"true" doc:"The candidate or the hit."`
	Candidate string `bun:"candidate_id" json:"candidate" readOnly:"true" doc:"The pair."`
	Case      string `bun:"case_id,nullzero" json:"case,omitempty" readOnly:"true" doc:"Of the exhibit that belongs to the laboratory, the probe's before the candidate's; missing when it belongs to none."`
	Language  string `bun:"language" json:"language" enum:"en,es"`
	SHA256    string `bun:"sha256" json:"sha256" readOnly:"true" doc:"Hash of the document's bytes."`
	Bytes     int64  `bun:"bytes" json:"bytes" readOnly:"true"`
	// The signed head of the audit log that the document names.
	AuditSize int64  `bun:"audit_size" json:"audit_size" readOnly:"true" doc:"Entries of the audit log that the document vouches for."`
	AuditHead string `bun:"audit_head" json:"audit_head" readOnly:"true" doc:"Root hash of the audit log at that size."`
}

// Kind names the record's kind.
func (*Report) Kind() Kind { return KindReport }

// ReportWish is what someone wants in a report.
type ReportWish struct {
	Language string `json:"language" enum:"en,es"`
	// Snapshots are shown in their order.
	Snapshots   []string `json:"snapshots,omitempty" maxItems:"20" maxLength:"36" nullable:"false" doc:"Snapshots of the pair to show, in this order."`
	Annotations bool     `json:"annotations,omitempty" doc:"Show what people have marked on the pair."`
}

// MaxReport is how large a report can get: bytes, far above what its pictures need.
const MaxReport = 64 << 20

// ReportMatter is everything that a report tells, as whoever makes it may see it.
type ReportMatter struct {
	About     Kind
	By        *Account
	Lab       *Laboratory // that gives the number
	Candidate *Candidate
	Search    *Search // nil where it may not be seen
	Lead      *Lead   // nil where there is none that may be known
	Hit       *Hit    // nil but for a report about one
	Probe     ReportSide
	Other     ReportSide
	Decisions []ReportDecision // in their order
	// Snapshots are those that were wished for; Annotations what may be seen.
	Snapshots   []*Snapshot
	Annotations []*Annotation
	// Names are the names of people by their accounts, Labs those of laboratories.
	Names map[string]string
	Labs  map[string]string
}

// ReportSide is one side of a pair. What may not be seen is nil.
type ReportSide struct {
	Lab         *Laboratory
	Mark        *Mark
	Frame       *Frame // what the mark's picture shows
	Picture     []byte // PNG
	Acquisition *Acquisition
	Exhibit     *Exhibit
	Case        *Case
	Firearm     *Firearm
}

// The steps at which people decide about a pair.
const (
	StepReview     = "review"
	StepSecond     = "second_review"
	StepSettle     = "settle"
	StepMicroscope = "microscope"
)

// ReportDecision is what someone decided about the pair.
type ReportDecision struct {
	Step    string
	By      string // account
	Review  *Review
	Finding *Finding // of an identification, which has no review
	Day     Date     // of that
}
