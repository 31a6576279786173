package casework

// The bounds of an annotation: what its places may be together, so that a record
// stays one that is read in an instant.
const mostSpots = 2500

// Annotation is what a person marks on a pair: points, lines and words on either
// side, and places that correspond. Only its author changes it; every version is
// kept. While the pair waits for its second review, only its author sees it.
type Annotation struct {
	Head
	Candidate string   `bun:"candidate_id" json:"candidate" readOnly:"true" required:"false"`
	Exhibit   string   `bun:"exhibit_id" json:"exhibit" readOnly:"true" required:"false" doc:"The probe's."`
	Shapes    []Figure `bun:"shapes" json:"shapes" maxItems:"200" nullable:"false" doc:"At most 2500 places in all of them together."`
	Note      string   `bun:"note" json:"note,omitempty" maxLength:"4000"`
	Withdrawn string   `bun:"withdrawn" json:"withdrawn,omitempty" maxLength:"1000" doc:"Why it no longer holds; empty while it stands."`
}

// Kind names the record's kind.
func (*Annotation) Kind() Kind { return KindAnnotation }

func (a *Annotation) check(c *Checker, _ string) {
	spots := 0
	for i := range a.Shapes {
		spots += len(a.Shapes[i].Points)
	}
	if spots > mostSpots {
		c.Fault("shapes", "field.too_many", "most", mostSpots, "count", spots)
	}
	if len(a.Shapes) == 0 {
		c.Need("note", a.Note)
	}
}

// The types of a figure.
const (
	FigurePoint          = "point"          // one place
	FigureLine           = "line"           // from one place to another
	FigurePolyline       = "polyline"       // two places or more, joined in their order
	FigureCircle         = "circle"         // its middle, and a place on it
	FigureCorrespondence = "correspondence" // a place of the probe and one of the candidate
	FigureText           = "text"           // words at a place
)

// figurePlaces are how many places each type has.
var figurePlaces = map[string]struct{ least, most int }{
	FigurePoint: {1, 1}, FigureLine: {2, 2}, FigurePolyline: {2, 500}, FigureCircle: {2, 2}, FigureCorrespondence: {1, 1}, FigureText: {1, 1},
}

// Figure is one thing that is drawn on a mark of a pair.
type Figure struct {
	Type   string `json:"type" enum:"point,line,polyline,circle,correspondence,text" doc:"A circle has its middle and a place on it; a correspondence a place of the probe and, in to, one of the candidate."`
	Side   string `json:"side" enum:"probe,candidate" doc:"The mark on which the points lie; of a correspondence the probe."`
	Points []Spot `json:"points" maxItems:"500" nullable:"false"`
	To     *Spot  `json:"to,omitempty" doc:"Of a correspondence: the place on the candidate."`
	Label  string `json:"label,omitempty" maxLength:"200" doc:"Required of a text."`
}

// Spot is a place on a mark, in micrometres from the middle of the original's
// frame, x to the right and y down.
type Spot struct {
	XUm float64 `json:"x_um" minimum:"-100000" maximum:"100000"`
	YUm float64 `json:"y_um" minimum:"-100000" maximum:"100000"`
}

func (f *Figure) check(c *Checker, path string) {
	bounds, known := figurePlaces[f.Type]
	if known && (len(f.Points) < bounds.least || len(f.Points) > bounds.most) {
		c.Fault(path+".points", "annotation.points", "type", f.Type, "least", bounds.least, "most", bounds.most, "count", len(f.Points))
	}
	switch pair := f.Type == FigureCorrespondence; {
	case pair && f.Side != "probe":
		c.Fault(path+".side", "annotation.side")
	case pair != (f.To != nil):
		c.Fault(path+".to", "annotation.to")
	}
	if f.Type == FigureText {
		c.Need(path+".label", f.Label)
	}
}
