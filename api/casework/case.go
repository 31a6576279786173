package casework

// Case is an investigation or an event.
type Case struct {
	Head
	// Number is the laboratory's own reference, unique in it.
	Number     string      `bun:"number" json:"number" maxLength:"80" doc:"The laboratory's own reference, unique in it."`
	References []Reference `bun:"refs" json:"references,omitempty" maxItems:"20" doc:"Numbers that others gave it." nullable:"false"`
	Agency     string      `bun:"agency" json:"agency,omitempty" maxLength:"200" doc:"Who investigates."`
	Unit       string      `bun:"unit" json:"unit,omitempty" maxLength:"200"`
	Offence    string      `bun:"offence" json:"offence,omitempty" maxLength:"200"`
	Occurred   Date        `bun:"occurred" json:"occurred,omitempty" doc:"Local date or date and time; empty when unknown; may be partial."`
	Received   Date        `bun:"received" json:"received,omitempty" doc:"When the laboratory received it."`
	Place      Place       `bun:"place" json:"place,omitempty" required:"false"`
	Start      string      `bun:"start" json:"start,omitempty" enum:",location,discovery,contribution,other" doc:"Reason for start: localización, descubrimiento, aportación."`
	Status     string      `bun:"status" json:"status,omitempty" enum:",open,closed"`
	Comment    string      `bun:"comment" json:"comment,omitempty" maxLength:"4000"`
}

// Reference is a number that someone gave a case.
type Reference struct {
	Type  string `json:"type" enum:"carpeta,nuc,folio,iph,ori_case,other" doc:"Carpeta de investigación, NUC, folio, IPH; agency case number (US)."`
	Value string `json:"value" maxLength:"80"`
}

// Kind names the record's kind.
func (*Case) Kind() Kind { return KindCase }

func (in *Case) check(c *Checker, _ string) { c.Need("number", in.Number) }
