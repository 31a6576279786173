package casework

// Segmentation is what the engine found on an acquisition by itself: where it lies,
// how sure it is, and what is wrong. It is never changed; a later engine, or
// another pitch, adds one.
type Segmentation struct {
	Head
	Acquisition string      `bun:"acquisition_id" json:"acquisition" readOnly:"true"`
	Exhibit     string      `bun:"exhibit_id" json:"exhibit" readOnly:"true"`
	Engine      string      `bun:"engine" json:"engine" readOnly:"true" doc:"Version of the engine."`
	Params      string      `bun:"params" json:"params" readOnly:"true" doc:"Fingerprint of its parameters."`
	Width       int         `bun:"width" json:"width" readOnly:"true" doc:"Points of the original."`
	Height      int         `bun:"height" json:"height" readOnly:"true"`
	Extent      string      `bun:"extent" json:"extent,omitempty" readOnly:"true" enum:",whole,cropped" doc:"A primer with what is around it, or one mark that was cut out before; empty when nothing was found."`
	PitchXUm    float64     `bun:"pitch_x_um" json:"pitch_x_um" readOnly:"true" doc:"Micrometres a point; 0 when not known."`
	PitchYUm    float64     `bun:"pitch_y_um" json:"pitch_y_um" readOnly:"true"`
	PitchFrom   string      `bun:"pitch_from" json:"pitch_from" readOnly:"true" enum:"file,given,primer,unknown" doc:"What the pitch was taken from: the file, what was said at upload, the nominal diameter of the primer."`
	Primer      FoundCircle `bun:"primer" json:"primer" readOnly:"true" doc:"Edge of the primer's cup; diameter 0 when it was not found."`
	Aperture    FoundCircle `bun:"aperture" json:"aperture" readOnly:"true" doc:"Edge of the firing pin aperture; diameter 0 when it was not found."`
	Marks       []FoundMark `bun:"marks" json:"marks" readOnly:"true" nullable:"false"`
	Warnings    []Remark    `bun:"warnings" json:"warnings,omitempty" readOnly:"true" nullable:"false"`
	Refusal     Remark      `bun:"refusal" json:"refusal,omitzero" readOnly:"true" required:"false" doc:"Why the acquisition is of no use; its code is empty when it is."`
}

// Kind names the record's kind.
func (*Segmentation) Kind() Kind { return KindSegmentation }

// FoundCircle is a circle on an acquisition, in micrometres from the top left
// corner of the frame, x to the right and y down; in points while the pitch is
// not known.
type FoundCircle struct {
	XUm        float64 `json:"x_um"`
	YUm        float64 `json:"y_um"`
	DiameterUm float64 `json:"diameter_um"`
	Confidence float64 `json:"confidence,omitempty" doc:"0 to 1."`
}

// FoundMark is a mark that was found.
type FoundMark struct {
	MarkKind   string  `json:"mark_kind" enum:"breech_face,firing_pin,aperture_shear,ejector"`
	Outline    Outline `json:"outline" doc:"Polygons around the mark, to within a point."`
	Confidence float64 `json:"confidence" doc:"0 to 1: how well the outline agrees with what the kind of mark must look like."`
	AreaMM2    float64 `json:"area_mm2" doc:"0 while the pitch is not known."`
}

// of returns the mark of a kind, nil when there is none.
func (s *Segmentation) of(markKind string) *FoundMark {
	if s == nil {
		return nil
	}
	for i := range s.Marks {
		if s.Marks[i].MarkKind == markKind {
			return &s.Marks[i]
		}
	}
	return nil
}

// Remark is something that a person should know about an acquisition: a code with
// numbers, which is kept, and its text, which is made in the language of whoever
// reads it.
type Remark struct {
	Code   string  `json:"code"`
	Value  float64 `json:"value,omitempty" doc:"What was measured."`
	Limit  float64 `json:"limit,omitempty" doc:"What was asked for."`
	Reason string  `json:"reason,omitempty"`
	Remedy string  `json:"remedy,omitempty"`
}

// Told is a record with remarks, whose texts are in no language until it is told.
type Told interface {
	// Tell gives every remark its text.
	Tell(text func(Remark) Remark)
}

// Tell implements Told.
func (s *Segmentation) Tell(text func(Remark) Remark) {
	tellAll(s.Warnings, text)
	if s.Refusal.Code != "" {
		s.Refusal = text(s.Refusal)
	}
}

// Tell implements Told.
func (a *Acquisition) Tell(text func(Remark) Remark) {
	tellAll(a.Warnings, text)
	if a.RefusalCode == "" {
		return
	}
	if r := text(Remark{Code: a.RefusalCode, Value: a.RefusalValue, Limit: a.RefusalLimit}); r.Reason != "" {
		a.Refusal = r.Reason + ": " + r.Remedy
	}
}

func tellAll(all []Remark, text func(Remark) Remark) {
	for i := range all {
		all[i] = text(all[i])
	}
}
