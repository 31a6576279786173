package segment

import "fmt"

// Code names a finding; it is stored and never changes its meaning.
type Code string

// What can be wrong with an acquisition. Each refuses it when it is bad enough to
// make a comparison worthless, and only warns before.
const (
	NotACaseHead  Code = "not_a_case_head" // neither a primer nor a cropped mark
	OutOfFocus    Code = "out_of_focus"
	Saturated     Code = "saturated"
	TooDark       Code = "too_dark"
	LowContrast   Code = "low_contrast"
	TooSmall      Code = "too_small"      // too few points across the primer
	TooCoarse     Code = "too_coarse"     // pitch
	TooFewPoints  Code = "too_few_points" // measured
	CutOff        Code = "cut_off"        // the primer lies partly outside of the field
	NoScale       Code = "no_scale"
	RimfireCase   Code = "rimfire"
	ScaleDisputed Code = "scale_disputed" // the primer's size does not fit the pitch
	NoImpression  Code = "no_impression"  // no breech face impression on the primer
)

// Finding is something that a person should know about an acquisition.
type Finding struct {
	Code Code `json:"code"`
	// Value is what was measured and Limit what was asked for, in the unit that the
	// text says; both 0 where the code needs none.
	Value float64 `json:"value,omitempty"`
	Limit float64 `json:"limit,omitempty"`
}

// Refusal is the error for an acquisition of which no mark can be used.
type Refusal struct{ Finding }

// Error is the reason and the remedy in English.
func (r *Refusal) Error() string {
	reason, remedy := r.Text("en")
	return fmt.Sprintf("%s: %s", reason, remedy)
}
