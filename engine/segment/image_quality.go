package segment

import "fmt"

// QualityParams say when an image is of no use.
type QualityParams struct {
	// Points is the least diameter of a primer's face in points: refused, warned.
	Points [2]float64 `json:"points"`
}

func defaultQualityParams() QualityParams {
	return QualityParams{Points: [2]float64{100, 200}}
}

func (q QualityParams) validate() error {
	if !(q.Points[0] > 0 && q.Points[1] >= q.Points[0]) {
		return fmt.Errorf("image.quality.points %v: must be positive and rise", q.Points)
	}
	return nil
}
