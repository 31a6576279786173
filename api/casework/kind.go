package casework

import "time"

// Kind names a kind of record, in URLs, in the history and in the audit log.
type Kind string

// The kinds of record.
const (
	KindLaboratory   Kind = "laboratory"
	KindAccount      Kind = "account"
	KindInstrument   Kind = "instrument"
	KindCase         Kind = "case"
	KindExhibit      Kind = "exhibit"
	KindTransfer     Kind = "transfer"
	KindFirearm      Kind = "firearm"
	KindAcquisition  Kind = "acquisition"
	KindMark         Kind = "mark"
	KindSearch       Kind = "search"
	KindCandidate    Kind = "candidate"
	KindReview       Kind = "review"
	KindLead         Kind = "lead"
	KindHit          Kind = "hit"
	KindNotice       Kind = "notice"
	KindTraceRequest Kind = "trace_request"
	KindTraceResult  Kind = "trace_result"
	KindJob          Kind = "job"
	KindToken        Kind = "token"
	KindSegmentation Kind = "segmentation"
	KindRegion       Kind = "region"
	KindReport       Kind = "report"
	KindAnnotation   Kind = "annotation"
	KindSnapshot     Kind = "snapshot"
	KindSavedSearch  Kind = "saved_search"
)

// Head is what every record has. The service fills it; what a client sends in
// it is ignored, but for Version where a change states what it is based on.
type Head struct {
	ID string `bun:"id,pk" json:"id" readOnly:"true" required:"false" doc:"Identifier, given by the service."`
	// Lab is the laboratory that owns the record and decides who may see it; a
	// laboratory owns itself.
	Lab       string    `bun:"lab" json:"lab" required:"false" doc:"Identifier of the laboratory that owns the record."`
	Version   int       `bun:"version" json:"version" readOnly:"true" required:"false" doc:"Counts the changes, from 1; also in the ETag header."`
	CreatedAt time.Time `bun:"created_at" json:"created_at" readOnly:"true" required:"false"`
	CreatedBy string    `bun:"created_by" json:"created_by" readOnly:"true" required:"false" doc:"Identifier of the account."`
	UpdatedAt time.Time `bun:"updated_at" json:"updated_at" readOnly:"true" required:"false"`
	UpdatedBy string    `bun:"updated_by" json:"updated_by" readOnly:"true" required:"false" doc:"Identifier of the account."`
}

// Record is any record with a Head. All but the record types of this package
// are refused by the store.
type Record interface {
	Kind() Kind
	header() *Head
}

// HeadOf returns a record's head, for adapters.
func HeadOf(r Record) *Head { return r.header() }

func (h *Head) header() *Head { return h }

// New returns an empty record of a kind, nil for an unknown one.
func New(k Kind) Record {
	switch k {
	case KindLaboratory:
		return &Laboratory{}
	case KindAccount:
		return &Account{}
	case KindInstrument:
		return &Instrument{}
	case KindCase:
		return &Case{}
	case KindExhibit:
		return &Exhibit{}
	case KindTransfer:
		return &Transfer{}
	case KindFirearm:
		return &Firearm{}
	case KindAcquisition:
		return &Acquisition{}
	case KindMark:
		return &Mark{}
	case KindSearch:
		return &Search{}
	case KindCandidate:
		return &Candidate{}
	case KindReview:
		return &Review{}
	case KindLead:
		return &Lead{}
	case KindHit:
		return &Hit{}
	case KindNotice:
		return &Notice{}
	case KindTraceRequest:
		return &TraceRequest{}
	case KindTraceResult:
		return &TraceResult{}
	case KindJob:
		return &Job{}
	case KindToken:
		return &Token{}
	case KindSegmentation:
		return &Segmentation{}
	case KindRegion:
		return &Region{}
	case KindReport:
		return &Report{}
	case KindAnnotation:
		return &Annotation{}
	case KindSnapshot:
		return &Snapshot{}
	case KindSavedSearch:
		return &SavedSearch{}
	}
	return nil
}

// Kinds returns all kinds of record.
func Kinds() []Kind {
	return []Kind{
		KindLaboratory, KindAccount, KindInstrument, KindCase, KindExhibit, KindTransfer, KindFirearm, KindAcquisition,
		KindMark, KindSearch, KindCandidate, KindReview, KindLead, KindHit, KindNotice, KindTraceRequest, KindTraceResult,
		KindJob, KindToken, KindSegmentation, KindRegion, KindReport, KindAnnotation, KindSnapshot, KindSavedSearch,
	}
}

// Historic tells whether every version of a record of this kind is kept. All are
// but candidates: what a person made of one stands in its reviews, and the list
// as it was found stands in the audit log by its hash.
func Historic(k Kind) bool { return k != KindCandidate }
