package compare

// Outcome is a result as JSON shows it, with the units of the pose in its names.
type Outcome struct {
	Result
	Pose OutcomePose `json:"pose"`
}

// OutcomePose lays the first mark onto the second: turned anticlockwise as
// displayed, then shifted right and down.
type OutcomePose struct {
	RotationDeg float64 `json:"rotation_deg"`
	ShiftXUm    float64 `json:"shift_x_um"`
	ShiftYUm    float64 `json:"shift_y_um"`
}

// Outcome returns the result for JSON.
func (r Result) Outcome() Outcome {
	return Outcome{r, OutcomePose{r.Pose.RotationDeg, r.Pose.ShiftX * 1e6, r.Pose.ShiftY * 1e6}}
}
