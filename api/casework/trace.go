package casework

// TraceRequest asks the ATF where a firearm was first sold: the fields of ATF
// form 3312.1 (National Tracing Center trace request). Firearm fields are copied
// from the firearm's record when it is made and can then be mended here.
type TraceRequest struct {
	Head
	Firearm      string `bun:"firearm_id" json:"firearm" maxLength:"36" doc:"Identifier of the firearm."`
	Case         string `bun:"case_id,nullzero" json:"case,omitempty" maxLength:"36"`
	Number       string `bun:"number" json:"number" readOnly:"true" required:"false" doc:"Of the laboratory and the year."`
	State        string `bun:"state" json:"state" readOnly:"true" required:"false" enum:"draft,sent,answered,closed"`
	Date         Date   `bun:"date" json:"date,omitempty"`
	Priority     string `bun:"priority" json:"priority,omitempty" enum:",routine,urgent"`
	Urgency      string `bun:"urgency" json:"urgency,omitempty" maxLength:"1000" doc:"Justification; required when urgent."`
	Instructions string `bun:"instructions" json:"instructions,omitempty" maxLength:"1000"`
	CrimeCode    string `bun:"crime_code" json:"crime_code,omitempty" maxLength:"20"`
	ProjectCode  string `bun:"project_code" json:"project_code,omitempty" maxLength:"40"`

	Requester Requester      `bun:"requester" json:"requester,omitempty" required:"false"`
	Weapon    TracedWeapon   `bun:"weapon" json:"weapon,omitempty" required:"false"`
	Possessor Person         `bun:"possessor" json:"possessor,omitempty" required:"false"`
	Associate []Person       `bun:"associates" json:"associates,omitempty" maxItems:"10" nullable:"false"`
	Recovery  TracedRecovery `bun:"recovery" json:"recovery,omitempty" required:"false"`
}

// Requester is who asks.
type Requester struct {
	ORI        string `json:"ori,omitempty" maxLength:"9"`
	Agency     string `json:"agency,omitempty" maxLength:"200"`
	Unit       string `json:"unit,omitempty" maxLength:"200"`
	Officer    string `json:"officer,omitempty" maxLength:"200"`
	Badge      string `json:"badge,omitempty" maxLength:"60"`
	Phone      string `json:"phone,omitempty" maxLength:"40"`
	Email      string `json:"email,omitempty" maxLength:"254"`
	CaseNumber string `json:"case_number,omitempty" maxLength:"80"`
	Address    string `json:"address,omitempty" maxLength:"500"`
}

// TracedWeapon is the firearm as the form asks for it.
type TracedWeapon struct {
	Serial      string `json:"serial,omitempty" maxLength:"60"`
	Obliterated bool   `json:"obliterated,omitempty"`
	Maker       string `json:"maker,omitempty" maxLength:"120"`
	Type        string `json:"type,omitempty" enum:",pistol,revolver,rifle,shotgun,submachine_gun,machine_gun,combination,derringer,silencer,receiver,other"`
	Calibre     string `json:"calibre,omitempty" maxLength:"60"`
	Model       string `json:"model,omitempty" maxLength:"120"`
	Country     string `json:"country,omitempty" maxLength:"60"`
	Importer    string `json:"importer,omitempty" maxLength:"120"`
	Markings    string `json:"markings,omitempty" maxLength:"1000"`
}

// TracedRecovery is where and when the firearm was recovered.
type TracedRecovery struct {
	Place Place  `json:"place,omitempty" required:"false"`
	Date  Date   `json:"date,omitempty"`
	Notes string `json:"notes,omitempty" maxLength:"1000"`
}

// Kind names the record's kind.
func (*TraceRequest) Kind() Kind { return KindTraceRequest }

func (t *TraceRequest) check(c *Checker, _ string) { c.Need("firearm", t.Firearm) }

// TraceResult is what came back.
type TraceResult struct {
	Head
	Request     string `bun:"request_id" json:"request" required:"false" maxLength:"36"`
	Received    Date   `bun:"received" json:"received"`
	Status      string `bun:"status" json:"status" enum:"completed_purchaser,completed_dealer,no_result,pending,closed"`
	NoResult    string `bun:"no_result" json:"no_result,omitempty" maxLength:"1000" doc:"Reason; required when there is no result."`
	TraceNumber string `bun:"trace_number" json:"trace_number,omitempty" maxLength:"60" doc:"The tracing centre's number."`
	Dealer      Dealer `bun:"dealer" json:"dealer,omitempty" required:"false"`
	Purchaser   Person `bun:"purchaser" json:"purchaser,omitempty" required:"false"`
	Purchased   Date   `bun:"purchased" json:"purchased,omitempty"`
	Recovered   Date   `bun:"recovered" json:"recovered,omitempty" doc:"From the request unless stated."`
	TimeToCrime int    `bun:"time_to_crime" json:"time_to_crime_days" readOnly:"true" required:"false" doc:"Days from purchase to recovery, -1 when a day is unknown."`
	Comment     string `bun:"comment" json:"comment,omitempty" maxLength:"4000"`
	SourceFile  string `bun:"source_file" json:"source_file,omitempty" maxLength:"255"`
}

// Dealer is who first sold the firearm.
type Dealer struct {
	Name    string `json:"name,omitempty" maxLength:"200"`
	Licence string `json:"licence,omitempty" maxLength:"40" doc:"Federal firearms licence number."`
	City    string `json:"city,omitempty" maxLength:"120"`
	State   string `json:"state,omitempty" maxLength:"2"`
	Address string `json:"address,omitempty" maxLength:"500"`
}

// Kind names the record's kind.
func (*TraceResult) Kind() Kind { return KindTraceResult }

func (t *TraceResult) check(c *Checker, _ string) {
	if !t.Received.Day() {
		c.Fault("received", "transfer.day")
	}
	if t.Status == "no_result" {
		c.Need("no_result", t.NoResult)
	}
	if t.Purchased != "" && t.Recovered != "" && t.Purchased.From().After(t.Recovered.To()) {
		c.Fault("purchased", "trace.purchased_after_recovery")
	}
}
