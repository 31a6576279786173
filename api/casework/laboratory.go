package casework

// Sharing says what a laboratory lets the others of this service do with its
// exhibits. Case data of another laboratory is never part of a search's answer.
type Sharing string

// The ways to share.
const (
	ShareNothing Sharing = "nothing" // others do not learn that an exhibit exists
	ShareSearch  Sharing = "search"  // others' searches rank its marks: score, pose, pictures, calibre, laboratory
	ShareView    Sharing = "view"    // others also read its exhibits and cases
)

// Laboratory is an organisation that owns exhibits.
type Laboratory struct {
	Head
	Code    string  `bun:"code" json:"code" maxLength:"20" pattern:"^[A-Z0-9-]+$" doc:"Short name in numbers of leads and hits: capitals, digits, hyphens."`
	Name    string  `bun:"name" json:"name" maxLength:"200"`
	Agency  string  `bun:"agency" json:"agency,omitempty" maxLength:"200"`
	ORI     string  `bun:"ori" json:"ori,omitempty" maxLength:"9" doc:"Originating agency identifier (US, nine characters)."`
	Address string  `bun:"address" json:"address,omitempty" maxLength:"500"`
	Phone   string  `bun:"phone" json:"phone,omitempty" maxLength:"40"`
	Place   Place   `bun:"place" json:"place,omitempty" required:"false"`
	Sharing Sharing `bun:"sharing" json:"sharing,omitempty" enum:",nothing,search,view" doc:"What other laboratories of this service may do; search unless stated."`
	// AutoSearch is the rule for searching on entry.
	AutoSearch SearchRule `bun:"auto_search" json:"auto_search,omitempty" required:"false"`
	// BlindDecoys is how many pairs that the first reviewer did not keep are put beside each lead for the second reviewer.
	BlindDecoys int `bun:"blind_decoys" json:"blind_decoys,omitempty" minimum:"0" maximum:"10" doc:"Pairs from the same list, not kept by the first reviewer, that the second reviewer sees beside each lead."`
}

// SearchRule says what is searched when a mark has been extracted.
type SearchRule struct {
	Off         bool   `json:"off,omitempty" doc:"Do not search on entry."`
	AnyCalibre  bool   `json:"any_calibre,omitempty" doc:"Search all calibres, not only the exhibit's own."`
	Scope       string `json:"scope,omitempty" enum:",own,state,all" doc:"Search the laboratory's own exhibits, those of its state, or all that are shared (default)."`
	BothOrigins bool   `json:"both_origins,omitempty" doc:"Search questioned and test-fired exhibits for a test fire too, not only questioned ones."`
}

// Kind names the record's kind.
func (*Laboratory) Kind() Kind { return KindLaboratory }

func (l *Laboratory) check(c *Checker, _ string) {
	c.Need("code", l.Code)
	c.Need("name", l.Name)
	for _, r := range l.Code {
		if (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' {
			c.Fault("code", "laboratory.code")
			break
		}
	}
	if l.ORI != "" && len(l.ORI) != 9 {
		c.Fault("ori", "laboratory.ori")
	}
}

// Instrument is a microscope or scanner.
type Instrument struct {
	Head
	Maker      string `bun:"maker" json:"maker" maxLength:"120"`
	Model      string `bun:"model" json:"model" maxLength:"120"`
	Serial     string `bun:"serial" json:"serial" maxLength:"120"`
	Objectives string `bun:"objectives" json:"objectives,omitempty" maxLength:"500"`
	Calibrated Date   `bun:"calibrated" json:"calibrated,omitempty" doc:"Last calibration."`
	Retired    bool   `bun:"retired" json:"retired,omitempty"`
	Comment    string `bun:"comment" json:"comment,omitempty" maxLength:"4000"`
}

// Kind names the record's kind.
func (*Instrument) Kind() Kind { return KindInstrument }

func (i *Instrument) check(c *Checker, _ string) {
	c.Need("maker", i.Maker)
	c.Need("model", i.Model)
	c.Need("serial", i.Serial)
}
