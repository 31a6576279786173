package form

import (
	"encoding/json"
	"fmt"
	"io"

	"cotejo/api/casework"
)

// JSONFormat and JSONVersion mark the documents that JSON writes. A reader that
// finds a later version does not know all of it.
const (
	JSONFormat  = "cotejo-trace-request"
	JSONVersion = 1
)

// exported is a request without what only the service needs (owner, versions,
// accounts). ID and Number name it when its result comes back.
type exported struct {
	Format       string                  `json:"format"`
	Version      int                     `json:"version"`
	ID           string                  `json:"id"`
	Number       string                  `json:"number"`
	State        string                  `json:"state"`
	Date         casework.Date           `json:"date"`
	Priority     string                  `json:"priority"`
	Urgency      string                  `json:"urgency"`
	Instructions string                  `json:"instructions"`
	CrimeCode    string                  `json:"crime_code"`
	ProjectCode  string                  `json:"project_code"`
	Requester    casework.Requester      `json:"requester"`
	Weapon       casework.TracedWeapon   `json:"weapon"`
	Possessor    casework.Person         `json:"possessor"`
	Associates   []casework.Person       `json:"associates"`
	Recovery     casework.TracedRecovery `json:"recovery"`
}

// JSON writes a request as one JSON document in UTF-8.
func JSON(w io.Writer, r *casework.TraceRequest) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	associates := r.Associate
	if associates == nil {
		associates = []casework.Person{}
	}
	err := encoder.Encode(exported{
		Format: JSONFormat, Version: JSONVersion, ID: r.ID, Number: r.Number, State: r.State, Date: r.Date, Priority: r.Priority,
		Urgency: r.Urgency, Instructions: r.Instructions, CrimeCode: r.CrimeCode, ProjectCode: r.ProjectCode, Requester: r.Requester,
		Weapon: r.Weapon, Possessor: r.Possessor, Associates: associates, Recovery: r.Recovery,
	})
	if err != nil {
		return fmt.Errorf("trace request as JSON: %w", err)
	}
	return nil
}
