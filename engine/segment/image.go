package segment

import "cotejo/engine/mark"

// findOnImage is the table of contents.
func findOnImage(m *mark.Image, o Options, p Params) (*Found, error) {
	q := p.Image
	f := &Found{Width: m.Width, Height: m.Height, PitchUm: [2]float64{1, 1}, PitchFrom: PitchUnknown, Extent: Whole}
	if mask, ok := croppedImage(m, q); ok {
		f.Extent = Cropped
		f.Marks = []Mark{{Kind: mark.BreechFace, Mask: mask, Confidence: 1}}
		unfit := f.judgeCropped(m, mask, q)
		if err := f.decidePitch(m, o, q); unfit == nil {
			unfit = err
		}
		return f, unfit
	}
	if min(m.Width, m.Height) < q.Centre.Rows {
		return f, refuse(TooSmall, float64(min(m.Width, m.Height)), float64(q.Centre.Rows))
	}
	grey := shrunk(m, max(1, m.Height/q.Rows))
	head, err := findCaseHead(grey, q)
	if err != nil {
		return nil, err
	}
	if head == nil || head.edges < q.Quality.Edges || head.aperture < q.Quality.Aperture || head.score < q.Quality.Score {
		return f, spoiled(m, q.Quality)
	}
	head.refine(grey, q.Primer)
	f.Primer = &Primer{Edge: head.cup, Face: head.face, Pocket: head.pocket, Confidence: min(1, head.score)}
	f.Lamp = head.lamp.told()
	if head.holeLine != nil {
		hole := head.hole
		f.Aperture = &hole
	}
	f.Marks = head.marks(m.Width, m.Height)
	unfit := f.judge(head, head.qualityOf(m, grey), q.Quality)
	if err := f.decidePitch(m, o, q); unfit == nil {
		unfit = err
	}
	return f, unfit
}

// refuse is the error for an acquisition of no use.
func refuse(code Code, value, limit float64) *Refusal {
	return &Refusal{Finding{Code: code, Value: value, Limit: limit}}
}
