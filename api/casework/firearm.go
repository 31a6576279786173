package casework

// Firearm is a seized or recovered firearm.
type Firearm struct {
	Head
	Case            string `bun:"case_id,nullzero" json:"case,omitempty" maxLength:"36" doc:"Identifier of the case in which it was recovered."`
	Number          string `bun:"number" json:"number" maxLength:"80" doc:"The laboratory's own reference, unique in it."`
	Serial          string `bun:"serial" json:"serial,omitempty" maxLength:"60"`
	Obliterated     bool   `bun:"obliterated" json:"obliterated,omitempty" doc:"The serial number is obliterated."`
	Maker           string `bun:"maker" json:"maker,omitempty" maxLength:"120"`
	Importer        string `bun:"importer" json:"importer,omitempty" maxLength:"120"`
	Type            string `bun:"type" json:"type,omitempty" enum:",pistol,revolver,rifle,shotgun,submachine_gun,machine_gun,combination,derringer,silencer,receiver,other"`
	Model           string `bun:"model" json:"model,omitempty" maxLength:"120"`
	Calibre         string `bun:"calibre" json:"calibre,omitempty" maxLength:"60"`
	Country         string `bun:"country" json:"country,omitempty" maxLength:"60" doc:"Country of origin."`
	BreechFaceClass string `bun:"breech_face_class" json:"breech_face_class,omitempty" enum:",arched,circular,cross_hatch,granular,parallel,smooth,other"`
	FiringPinClass  string `bun:"firing_pin_class" json:"firing_pin_class,omitempty" enum:",circular,elliptical,rectangular,hemispherical,truncated_cone,other"`
	Consecutive     bool   `bun:"consecutive" json:"consecutive,omitempty" doc:"Known to be one of consecutively made ones: beware of subclass marks."`
	Markings        string `bun:"markings" json:"markings,omitempty" maxLength:"1000"`
	Recovered       Date   `bun:"recovered" json:"recovered,omitempty"`
	Place           Place  `bun:"place" json:"place,omitempty" required:"false" doc:"Where it was recovered."`
	Possessor       Person `bun:"possessor" json:"possessor,omitempty" required:"false"`
	Comment         string `bun:"comment" json:"comment,omitempty" maxLength:"4000"`
}

// Person is someone outside the service, as far as known.
type Person struct {
	Surname     string `json:"surname,omitempty" maxLength:"120"`
	GivenNames  string `json:"given_names,omitempty" maxLength:"120"`
	Alias       string `json:"alias,omitempty" maxLength:"120"`
	BirthDate   Date   `json:"birth_date,omitempty"`
	BirthPlace  string `json:"birth_place,omitempty" maxLength:"200"`
	Nationality string `json:"nationality,omitempty" maxLength:"60"`
	Sex         string `json:"sex,omitempty" enum:",female,male,other"`
	Address     string `json:"address,omitempty" maxLength:"500"`
	IDType      string `json:"id_type,omitempty" maxLength:"60"`
	IDNumber    string `json:"id_number,omitempty" maxLength:"60"`
}

// Kind names the record's kind.
func (*Firearm) Kind() Kind { return KindFirearm }

func (f *Firearm) check(c *Checker, _ string) {
	c.Need("number", f.Number)
	if f.Serial == "" && !f.Obliterated {
		c.Fault("serial", "firearm.serial")
	}
}
