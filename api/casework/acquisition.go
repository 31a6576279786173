package casework

// The states of an acquisition.
const (
	StateQueued    = "queued"    // waits for extraction
	StateExtracted = "extracted" // has marks
	StateRefused   = "refused"   // holds nothing to compare; Refusal says why
	StateFailed    = "failed"    // extraction could not be done; its job is in the dead-letter list
)

// Acquisition is one file that an instrument made of an exhibit, kept as it came.
type Acquisition struct {
	Head
	Exhibit  string `bun:"exhibit_id" json:"exhibit" readOnly:"true" required:"false"`
	SHA256   string `bun:"sha256" json:"sha256" readOnly:"true" required:"false" doc:"Hash of the original's bytes, which never change."`
	Size     int64  `bun:"size" json:"size" readOnly:"true" required:"false" doc:"Bytes."`
	FileName string `bun:"file_name" json:"file_name,omitempty" maxLength:"255" doc:"As it was uploaded; for people, never a path."`
	Format   string `bun:"format" json:"format,omitempty" readOnly:"true" doc:"By content: x3p, al3d, png, tiff, jpeg, bmp."`
	Measurement
	State   string `bun:"state" json:"state" readOnly:"true" required:"false" enum:"queued,extracted,refused,failed"`
	Refusal string `bun:"refusal" json:"refusal,omitempty" readOnly:"true" doc:"Why nothing could be compared and what to do; in the language of whoever asks where the engine has a code for it."`
	// The refusal by its code, with what was measured and what was asked for.
	RefusalCode  string  `bun:"refusal_code" json:"refusal_code,omitempty" readOnly:"true"`
	RefusalValue float64 `bun:"refusal_value" json:"refusal_value,omitempty" readOnly:"true"`
	RefusalLimit float64 `bun:"refusal_limit" json:"refusal_limit,omitempty" readOnly:"true"`
	// Warnings are what makes the acquisition poorer than it could be.
	Warnings []Remark `bun:"warnings" json:"warnings,omitempty" readOnly:"true" nullable:"false"`
	// Assumptions are what the reader had to assume about the file.
	Assumptions []string `bun:"assumptions" json:"assumptions,omitempty" readOnly:"true" nullable:"false"`
}

// Measurement is how an acquisition was made.
type Measurement struct {
	Instrument  string  `bun:"instrument_id,nullzero" json:"instrument,omitempty" maxLength:"36" doc:"Identifier of the instrument."`
	Maker       string  `bun:"maker" json:"maker,omitempty" maxLength:"120" doc:"Of the instrument; from the file unless stated."`
	Model       string  `bun:"model" json:"model,omitempty" maxLength:"120"`
	Serial      string  `bun:"serial" json:"serial,omitempty" maxLength:"120"`
	Objective   string  `bun:"objective" json:"objective,omitempty" maxLength:"120"`
	Aperture    string  `bun:"aperture" json:"aperture,omitempty" maxLength:"60"`
	Lighting    string  `bun:"lighting" json:"lighting,omitempty" enum:",ring,side,coaxial,none" doc:"Of an image; topographies have none."`
	Direction   float64 `bun:"direction" json:"direction_deg,omitempty" minimum:"0" maximum:"360" doc:"Where side light comes from, degrees anticlockwise from the right."`
	PitchUm     float64 `bun:"pitch_um" json:"pitch_um,omitempty" minimum:"0" maximum:"1000" doc:"Micrometres a pixel, for files that do not say it."`
	Calibrated  Date    `bun:"calibrated" json:"calibrated,omitempty" doc:"Last calibration of the instrument."`
	MeasuredAt  Date    `bun:"measured_at" json:"measured_at,omitempty"`
	MeasuredBy  string  `bun:"measured_by" json:"measured_by,omitempty" maxLength:"200"`
	Software    string  `bun:"software" json:"software,omitempty" maxLength:"200"`
	Description string  `bun:"description" json:"description,omitempty" maxLength:"1000"`
}

// Kind names the record's kind.
func (*Acquisition) Kind() Kind { return KindAcquisition }

// Mark is one mark found in an acquisition, with the template that one engine
// version and parameter set made of it. Re-extraction adds marks.
type Mark struct {
	Head
	// Seq counts the marks of the service in the order of their commits, from 1: a gallery snapshot is a set of them.
	Seq         int64   `bun:"seq" json:"seq" readOnly:"true"`
	Acquisition string  `bun:"acquisition_id" json:"acquisition" readOnly:"true"`
	Exhibit     string  `bun:"exhibit_id" json:"exhibit" readOnly:"true"`
	MarkKind    string  `bun:"mark_kind" json:"mark_kind" readOnly:"true" enum:"breech_face,firing_pin,aperture_shear,ejector"`
	Modality    string  `bun:"modality" json:"modality" readOnly:"true" enum:"topography,reflectance"`
	Engine      string  `bun:"engine" json:"engine" readOnly:"true" doc:"Version of the engine that made the template."`
	Params      string  `bun:"params" json:"params" readOnly:"true" doc:"Fingerprint of the parameters that the template depends on."`
	Template    string  `bun:"template" json:"template" readOnly:"true" doc:"SHA-256 of the template."`
	Picture     string  `bun:"picture" json:"picture,omitempty" readOnly:"true" doc:"SHA-256 of a picture of the mark (PNG)."`
	PitchXUm    float64 `bun:"pitch_x_um" json:"pitch_x_um" readOnly:"true"`
	PitchYUm    float64 `bun:"pitch_y_um" json:"pitch_y_um" readOnly:"true"`
	CentreXUm   float64 `bun:"centre_x_um" json:"centre_x_um" readOnly:"true" doc:"Centre from the middle of the frame, to the right."`
	CentreYUm   float64 `bun:"centre_y_um" json:"centre_y_um" readOnly:"true" doc:"Downwards."`
	CentreFrom  string  `bun:"centre_from" json:"centre_from" readOnly:"true" enum:"hole,rim,frame"`
	AreaMM2     float64 `bun:"area_mm2" json:"area_mm2" readOnly:"true" doc:"Measured area."`
	Region      string  `bun:"region_id,nullzero" json:"region,omitempty" readOnly:"true" doc:"The region by hand that the mark was made of; empty for what was found automatically."`
	Supersedes  string  `bun:"supersedes_id,nullzero" json:"supersedes,omitempty" readOnly:"true" doc:"The mark of the same kind that it took the place of."`
	Superseded  bool    `bun:"superseded" json:"superseded,omitempty" readOnly:"true" doc:"A later extraction took its place: new searches leave it out, lists that name it stand."`
}

// Kind names the record's kind.
func (*Mark) Kind() Kind { return KindMark }
