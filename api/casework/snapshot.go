package casework

// Snapshot is a picture of what was on the screen when someone looked at a pair,
// kept in the case of the probe's exhibit. It is never changed. While the pair
// waits for its second review, only whoever made it sees it.
type Snapshot struct {
	Head
	Candidate string         `bun:"candidate_id" json:"candidate" readOnly:"true"`
	Case      string         `bun:"case_id,nullzero" json:"case,omitempty" readOnly:"true" doc:"Of the probe's exhibit; missing when that belongs to none."`
	Exhibit   string         `bun:"exhibit_id" json:"exhibit" readOnly:"true" doc:"The probe's."`
	Title     string         `bun:"title" json:"title,omitempty" maxLength:"200"`
	View      map[string]any `bun:"view" json:"view" nullable:"false" doc:"How the viewer stood, as it wants to know it again."`
	SHA256    string         `bun:"sha256" json:"sha256" readOnly:"true" doc:"Hash of the picture's bytes, which never change."`
	Width     int            `bun:"width" json:"width" readOnly:"true" doc:"Points of the picture."`
	Height    int            `bun:"height" json:"height" readOnly:"true"`
	Bytes     int64          `bun:"bytes" json:"bytes" readOnly:"true"`
}

// Kind names the record's kind.
func (*Snapshot) Kind() Kind { return KindSnapshot }

// The bounds of a snapshot.
const (
	MaxSnapshot        = 16 << 20 // bytes of the picture
	MaxSnapshotView    = 64 << 10 // bytes of the view as JSON
	mostSnapshotPoints = 40_000_000
)

func (s *Snapshot) check(c *Checker, _ string) { c.object("view", s.View, MaxSnapshotView) }
