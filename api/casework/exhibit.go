package casework

// Origin tells where a cartridge case comes from.
type Origin string

// The origins.
const (
	Questioned Origin = "questioned" // found at a scene
	TestFire   Origin = "test_fire"  // fired in the laboratory from a known firearm
)

// Exhibit is one physical item: a fired cartridge case. Its specimen data are
// part of it, since an exhibit is one item and they are never of another.
type Exhibit struct {
	Head
	Case        string `bun:"case_id,nullzero" json:"case,omitempty" maxLength:"36" doc:"Identifier of the case; required for questioned exhibits."`
	Firearm     string `bun:"firearm_id,nullzero" json:"firearm,omitempty" maxLength:"36" doc:"Identifier of the firearm that fired it; required for test fires."`
	Number      string `bun:"number" json:"number" maxLength:"80" doc:"Identifier on the packaging, unique in its case or firearm."`
	Origin      Origin `bun:"origin" json:"origin" enum:"questioned,test_fire"`
	Description string `bun:"description" json:"description,omitempty" maxLength:"4000"`
	Found       string `bun:"found" json:"found,omitempty" maxLength:"500" doc:"Where at the scene."`
	Collected   Date   `bun:"collected" json:"collected,omitempty"`
	Method      string `bun:"method" json:"method,omitempty" maxLength:"200" doc:"How it was collected."`
	Packaging   string `bun:"packaging" json:"packaging,omitempty" maxLength:"200"`
	Place       Place  `bun:"place" json:"place,omitempty" required:"false" doc:"Where it was found; the case's place unless stated."`
	Specimen
	Withdrawn string `bun:"withdrawn" json:"withdrawn,omitempty" maxLength:"500" doc:"Reason for which it no longer takes part in searches; nothing is deleted."`

	// What filters need, derived by the service at each change.
	Occurred Date   `bun:"occurred" json:"occurred,omitempty" readOnly:"true" doc:"The case's date, for filters."`
	Country  string `bun:"country" json:"-"`
	State    string `bun:"state" json:"-"`
}

// Specimen is the cartridge that was fired and what its class characteristics say.
type Specimen struct {
	Calibre         string `bun:"calibre" json:"calibre" maxLength:"60" doc:"Nominal calibre; known names are brought to one spelling."`
	Cartridge       string `bun:"cartridge" json:"cartridge,omitempty" maxLength:"120" doc:"Designation of the cartridge."`
	Brand           string `bun:"brand" json:"brand,omitempty" maxLength:"120"`
	Headstamp       string `bun:"headstamp" json:"headstamp,omitempty" maxLength:"120"`
	PrimerMaterial  string `bun:"primer_material" json:"primer_material,omitempty" maxLength:"60"`
	CaseMaterial    string `bun:"case_material" json:"case_material,omitempty" maxLength:"60"`
	Lot             string `bun:"lot" json:"lot,omitempty" maxLength:"60"`
	Sequence        int    `bun:"sequence" json:"sequence,omitempty" minimum:"0" maximum:"1000000" doc:"Position in the firing sequence, from 1; 0 when unknown."`
	BreechFaceClass string `bun:"breech_face_class" json:"breech_face_class,omitempty" enum:",arched,circular,cross_hatch,granular,parallel,smooth,other"`
	FiringPinClass  string `bun:"firing_pin_class" json:"firing_pin_class,omitempty" enum:",circular,elliptical,rectangular,hemispherical,truncated_cone,other"`
	Comment         string `bun:"comment" json:"comment,omitempty" maxLength:"4000"`
}

// Kind names the record's kind.
func (*Exhibit) Kind() Kind { return KindExhibit }

func (e *Exhibit) check(c *Checker, _ string) {
	c.Need("number", e.Number)
	c.Need("calibre", e.Calibre)
	switch {
	case e.Origin == Questioned && e.Case == "":
		c.Fault("case", "exhibit.needs_case")
	case e.Origin == TestFire && e.Firearm == "":
		c.Fault("firearm", "exhibit.needs_firearm")
	}
}

// Transfer is one step in an exhibit's chain of custody. It is never changed.
type Transfer struct {
	Head
	Exhibit string  `bun:"exhibit_id" json:"exhibit" required:"false" maxLength:"36"`
	From    Handler `bun:"giver" json:"from"`
	To      Handler `bun:"taker" json:"to"`
	At      Date    `bun:"at" json:"at" doc:"When; a day or a day with a time."`
	Place   string  `bun:"place" json:"place,omitempty" maxLength:"500"`
	Reason  string  `bun:"reason" json:"reason" maxLength:"500"`
	State   string  `bun:"state" json:"state,omitempty" maxLength:"500" doc:"State of packaging and seal."`
}

// Handler is a person who gives or takes an exhibit.
type Handler struct {
	Name        string `json:"name" maxLength:"200"`
	Institution string `json:"institution,omitempty" maxLength:"200"`
	Post        string `json:"post,omitempty" maxLength:"200"`
	Signature   string `json:"signature,omitempty" maxLength:"200" doc:"How it was signed: document or reference of the signature."`
}

// Kind names the record's kind.
func (*Transfer) Kind() Kind { return KindTransfer }

func (t *Transfer) check(c *Checker, _ string) {
	c.Need("from.name", t.From.Name)
	c.Need("to.name", t.To.Name)
	c.Need("reason", t.Reason)
	if !t.At.Day() {
		c.Fault("at", "transfer.day")
	}
}
