package accuracy

import (
	"encoding/json"
	"math"
)

// Figure is a number that may be unknown: NaN inside the program, null in JSON.
type Figure float64

// unknown is a figure that the data do not determine.
var unknown = Figure(math.NaN())

// Known reports whether the figure has a value.
func (f Figure) Known() bool { return !math.IsNaN(float64(f)) && !math.IsInf(float64(f), 0) }

// MarshalJSON writes null for an unknown figure, since JSON has no NaN.
func (f Figure) MarshalJSON() ([]byte, error) {
	if !f.Known() {
		return []byte("null"), nil
	}
	return json.Marshal(float64(f))
}

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Figure) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*f = unknown
		return nil
	}
	return json.Unmarshal(b, (*float64)(f))
}

// ratio is a/b, unknown when b is 0.
func ratio(a, b int) Figure {
	if b == 0 {
		return unknown
	}
	return Figure(float64(a) / float64(b))
}
