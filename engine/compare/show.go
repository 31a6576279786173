package compare

import (
	"cotejo/engine/feature"
	"cotejo/engine/trace"
)

// stages are the poses that a comparison went through, for whoever asks why.
type stages struct {
	Hypotheses []poseNote `json:"hypotheses"`
	Screened   []poseNote `json:"screened"`
	Refined    []poseNote `json:"refined"`
	Settled    []poseNote `json:"settled"`
}

// poseNote is one pose from centre to centre of the two marks and how well they
// agree there: the weighed correlation of signatures or of a level.
type poseNote struct {
	RotationDeg float64 `json:"rotation_deg"`
	ShiftX      float64 `json:"shift_x_um"`
	ShiftY      float64 `json:"shift_y_um"`
	Quality     float64 `json:"quality"`
}

// history is what is shown of a comparison besides its result.
type history struct {
	poses             []hypothesis
	screened, refined []placing
	best              settled
	found             bool
	// turned says that the caller's second mark is the one that is turned.
	turned bool
}

// show offers the intermediates: the poses of each stage, the score's terms, and
// the two marks laid onto each other with their cells. Poses and the picture's
// frame are those of the mark that was turned onto the other.
func (p *pair) show(sink trace.Sink, h history, r Result) {
	if !sink.Enabled() {
		return
	}
	s := stages{Screened: p.notes(feature.Coarse, h.screened), Refined: p.notes(feature.Middle, h.refined)}
	for _, k := range h.poses {
		s.Hypotheses = append(s.Hypotheses, poseNote{k.pose.RotationDeg, k.pose.ShiftX * 1e6, k.pose.ShiftY * 1e6, k.strength})
	}
	if h.found {
		s.Settled = p.notes(feature.Fine, []placing{h.best.placing})
		sink.Put("overlay", p.overlay(h, r))
	}
	sink.Put("result", trace.JSON{Value: r})
	sink.Put("poses", trace.JSON{Value: s})
}

func (p *pair) notes(level int, from []placing) []poseNote {
	var out []poseNote
	for _, c := range from {
		x, y := p.shiftUm(level, c.shift)
		out = append(out, poseNote{c.deg, x, y, c.q})
	}
	return out
}
