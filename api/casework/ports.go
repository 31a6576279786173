package casework

import (
	"context"
	"io"
	"time"

	"github.com/RoaringBitmap/roaring/v2/roaring64"
)

// Blobs keeps bytes by their SHA-256: originals, templates, pictures. What is in
// it never changes. It is safe for concurrent use.
type Blobs interface {
	// Put reads r to its end and keeps it; when it returns nil the bytes are
	// durable under the hash that it returns (hexadecimal). More than limit bytes
	// are a too_large Error, no space a storage Error; either leaves nothing.
	Put(ctx context.Context, r io.Reader, limit int64) (sha256 string, size int64, err error)
	// Open reads a blob from its start; a missing one is a not_found Error. The
	// caller closes it. Reading to the end of a blob whose bytes no longer have its
	// hash gives an error that wraps ErrCorrupt instead of io.EOF.
	Open(ctx context.Context, sha256 string) (io.ReadCloser, error)
	// Size returns a blob's size, or a not_found Error.
	Size(ctx context.Context, sha256 string) (int64, error)
	// Each calls fn for each blob, in no order, until it returns an error.
	Each(ctx context.Context, fn func(sha256 string, size int64) error) error
	// Ping reports whether blobs can be written.
	Ping(ctx context.Context) error
}

// Queue brings jobs to workers, of this process or another. SQL holds their
// state; losing the queue loses nothing, since what is pending is offered again
// at a start.
type Queue interface {
	// Offer makes a job known to the workers, at least once; offering it again
	// while it waits does nothing. Interactive jobs come before batch ones.
	Offer(ctx context.Context, job string, batch bool) error
	// Depth returns how many jobs wait or are being worked on.
	Depth(ctx context.Context) (interactive, batch int, err error)
	// Ping reports whether jobs can be offered.
	Ping(ctx context.Context) error
}

// Worked is what a worker tells the queue about a job that it was given.
type Worked struct {
	Again bool          // offer it again,
	After time.Duration // after so long
}

// Work does a job, named by its identifier, and says how it went.
type Work func(ctx context.Context, job string) Worked

// Catalog finds records by words. It is rebuilt from the store at need, and safe
// for concurrent use.
type Catalog interface {
	// Apply brings the catalogue to a sequence number of the store's changes:
	// entries are added or replace those of the same identifier. All of it is kept
	// or nothing.
	Apply(ctx context.Context, upTo int64, entries []Entry) error
	// Applied returns the sequence number that the catalogue has reached.
	Applied() int64
	// Find returns a page of entries, the best first.
	Find(ctx context.Context, q TextQuery) (*TextPage, error)
	// Each calls fn for every entry's identifier and version.
	Each(ctx context.Context, fn func(id string, version int) error) error
	// Reset empties the catalogue; Applied is 0 then.
	Reset(ctx context.Context) error
}

// Entry is what the catalogue knows of a record.
type Entry struct {
	ID      string
	Kind    Kind
	Lab     string
	Version int
	// Title is what the record is called; Numbers are identifiers to be found
	// exactly and by their beginnings; Text is free text, English or Spanish.
	Title   string
	Numbers []string
	Text    string
	// Facets and filters, empty when they do not apply.
	Calibre, Origin, Country, State, Municipality, Status string
	Occurred                                              Date
	// Latitude and Longitude are both nil where the place is not known so well.
	Latitude, Longitude *float64
}

// TextQuery asks the catalogue.
type TextQuery struct {
	Text  string
	Kinds []Kind
	// Labs are those of which everything may be seen; of those in Shared only what
	// laboratories share.
	Labs, Shared                                          []string
	Calibre, Origin, Country, State, Municipality, Status string
	Lab                                                   string
	OccurredFrom, OccurredTo                              Date
	Limit, Offset                                         int
	Places                                                bool // count the places, too
}

// TextPage is a page of what was found.
type TextPage struct {
	Total  int
	IDs    []Found
	Facets map[string][]Facet // by name: kind, lab, calibre, origin, country, state, municipality, status, year
	Places []PlaceCount
}

// Found is one entry found.
type Found struct {
	ID    string  `json:"id"`
	Kind  Kind    `json:"kind"`
	Lab   string  `json:"lab"`
	Title string  `json:"title"`
	Score float64 `json:"score"`
	// Glance is read from the store.
	Glance *Glance `json:"glance,omitempty" doc:"What tells it apart in a list; none for a record that is gone."`
}

// PlaceCount is how many of the entries found are of a place.
type PlaceCount struct {
	Country      string   `json:"country,omitempty"`
	State        string   `json:"state,omitempty"`
	Municipality string   `json:"municipality,omitempty"`
	Latitude     *float64 `json:"latitude,omitempty" doc:"Degrees, rounded to a hundredth; absent when not known."`
	Longitude    *float64 `json:"longitude,omitempty"`
	Count        int      `json:"count"`
}

// Facet is how many of the entries found have a value.
type Facet struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// Matcher is the engine as the service uses it. It is safe for concurrent use;
// batch work gives way to interactive work.
type Matcher interface {
	Depicter
	// Engine returns the version of the engine and the fingerprints of the
	// parameters that templates depend on and of all parameters.
	Engine() (version, templateParams, allParams string)
	// Extract reads an original and makes its marks' templates and pictures, which
	// it puts into the blobs. An original in which nothing can be compared is a
	// *Refusal; the Extraction then has what was found all the same, or is nil.
	Extract(ctx context.Context, o Original, batch bool) (*Extraction, error)
	// Search ranks the marks whose sequence numbers are given against a probe:
	// coarse over all, fine over the best, and returns the top, best first. The set
	// is read only.
	Search(ctx context.Context, probe *Mark, marks *roaring64.Bitmap, w Wanted) (*Ranking, error)
	// Explain compares two marks and writes a zip of every intermediate.
	Explain(ctx context.Context, a, b *Mark, zip io.Writer) error
	// Compare compares two marks: the result as JSON, with all cells and terms.
	Compare(ctx context.Context, a, b *Mark) ([]byte, error)
	// Fuse returns what the scores of several kinds of mark say together; there is
	// one at least, and they are in the order of the kinds.
	Fuse(scores []KindScore) float64
	// Points returns how many points of a frame an outline holds.
	Points(o *Outline, width, height int) (int, error)
	// MaskPicture draws an outline white on black, a pixel a point, as PNG.
	MaskPicture(ctx context.Context, o *Outline, width, height int) ([]byte, error)
	// Overlay draws an original with its circles and the regions in force, as PNG.
	Overlay(ctx context.Context, a *Acquisition, found *Segmentation, regions []InForce) ([]byte, error)
	// Text returns a remark's reason and remedy in a language, both empty for a code
	// that is not known.
	Text(r Remark, language string) (reason, remedy string)
}

// Extraction is what was found in an original.
type Extraction struct {
	Format      string
	Assumptions []string
	// Stated is what the file says of how it was measured.
	Stated Measurement
	// Marks lack only head, sequence number and the records that they belong to.
	Marks []Mark
	// Found is what was found automatically; it lacks the same.
	Found *Segmentation
	// Warnings are what makes the acquisition poorer than it could be, and the marks
	// of which no template could be made.
	Warnings []Remark
}

// Refusal says why an original holds nothing that can be compared. It is final:
// trying again gives the same.
type Refusal struct {
	Reason string // in English
	// Code is "" where the engine has none for it; Value is what was measured and
	// Limit what was asked for.
	Code         string
	Value, Limit float64
	Err          error
}

func (r *Refusal) Error() string { return r.Reason }

// Unwrap returns the cause.
func (r *Refusal) Unwrap() error { return r.Err }

// Wanted says what a search is to give and how.
type Wanted struct {
	Top   int  // candidates at most
	Batch bool // gives way to others
	// Within is how long it may take: what is compared by then is given. 0 is no
	// bound. Time in which not even the signatures were looked through is an error.
	Within time.Duration
}

// Ranking is a search's outcome.
type Ranking struct {
	List []Ranked // the best first
	// Compared of Shortlisted marks were compared: fewer than all when time was over.
	Compared, Shortlisted int
}

// Ranked is one entry of a search's outcome.
type Ranked struct {
	Seq                             int64 // of the mark
	Score, Coarse                   float64
	Cells, CellsCongruent           int
	OverlapMM2                      float64
	RotationDeg, ShiftXUm, ShiftYUm float64
}

// AuditLog writes the audit log, in the transaction of the act.
type AuditLog interface {
	Record(ctx context.Context, l Ledger, events ...Event) error
}

// Event is one entry of the audit log: who did or saw what.
type Event struct {
	At      time.Time         `json:"at"`
	Account string            `json:"account,omitempty"` // identifier; "" for the service itself
	Name    string            `json:"name,omitempty"`    // login, so that the log can be read alone
	Lab     string            `json:"lab,omitempty"`     // that owns the subject
	Action  string            `json:"action"`            // "view", "create", "change", "upload", "search", "sign_in", ...
	Kind    Kind              `json:"kind,omitempty"`
	Subject string            `json:"subject,omitempty"` // identifier of the record
	Version int               `json:"version,omitempty"` // of the record after the act
	Body    string            `json:"body,omitempty"`    // SHA-256 of the record as it stands in the history after the act
	Request string            `json:"request,omitempty"` // request id, as in the logs
	Address string            `json:"address,omitempty"`
	Detail  map[string]string `json:"detail,omitempty"`
}

// EventFilter narrows what an auditor reads. Empty fields do not narrow.
type EventFilter struct {
	Account, Lab, Action, Subject string
	Kind                          Kind
	From, To                      time.Time
}
