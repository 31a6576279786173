package main

import (
	"fmt"
	"io"

	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

// segmentation is what was found on an acquisition, as JSON shows it. Places are
// from the top left corner of the frame, x to the right and y down; micrometres
// are left out while the pitch is not known.
type segmentation struct {
	exhibit
	Width     int                 `json:"width"`
	Height    int                 `json:"height"`
	PitchUm   []float64           `json:"pitch_um,omitempty"`
	PitchFrom segment.PitchSource `json:"pitch_from"`
	Extent    segment.Extent      `json:"extent,omitempty"`
	Usable    bool                `json:"usable"`
	Refusal   *told               `json:"refusal,omitempty"`
	Warnings  []told              `json:"warnings,omitempty"`
	Primer    *toldPrimer         `json:"primer,omitempty"`
	Aperture  *toldCircle         `json:"aperture,omitempty"`
	Marks     []toldMark          `json:"marks"`
	made
}

// told is a finding in words.
type told struct {
	segment.Finding
	Reason string `json:"reason"`
	Remedy string `json:"remedy"`
}

// toldCircle is a circle in points and, when the pitch is known, in micrometres.
type toldCircle struct {
	CentrePx   [2]float64 `json:"centre_px"`
	DiameterPx float64    `json:"diameter_px"` // along x
	CentreUm   []float64  `json:"centre_um,omitempty"`
	DiameterUm float64    `json:"diameter_um,omitempty"`
}

// toldPrimer is the primer by the edge of its cup, with the edges of its flat face
// and of the pocket that it sits in.
type toldPrimer struct {
	toldCircle
	Face       toldCircle `json:"face"`
	Pocket     toldCircle `json:"pocket"`
	Confidence float64    `json:"confidence"`
}

type toldMark struct {
	Kind       string  `json:"kind"`
	Confidence float64 `json:"confidence"`
	Points     int     `json:"points"`
	AreaMM2    float64 `json:"area_mm2,omitempty"`
	// OverlapWithDrawn is the intersection over the union with the mask that the
	// file brings, as a person drew it.
	OverlapWithDrawn *float64 `json:"overlap_with_drawn,omitempty"`
}

func toldSegmentation(e exhibit, s *scan.Scan, f *segment.Found, refused *segment.Refusal, language string, by made) *segmentation {
	out := &segmentation{exhibit: e, Usable: refused == nil, Marks: []toldMark{}, made: by, PitchFrom: segment.PitchUnknown}
	if refused != nil {
		t := tell(refused.Finding, language)
		out.Refusal = &t
	}
	if f == nil {
		return out
	}
	out.Width, out.Height, out.PitchFrom, out.Extent = f.Width, f.Height, f.PitchFrom, f.Extent
	scaled := f.PitchFrom != segment.PitchUnknown
	if scaled {
		out.PitchUm = f.PitchUm[:]
	}
	circle := func(c segment.Circle) toldCircle {
		t := toldCircle{CentrePx: [2]float64{c.X / f.PitchUm[0], c.Y / f.PitchUm[1]}, DiameterPx: 2 * c.R / f.PitchUm[0]}
		if scaled {
			t.CentreUm, t.DiameterUm = []float64{c.X, c.Y}, 2*c.R
		}
		return t
	}
	if p := f.Primer; p != nil {
		out.Primer = &toldPrimer{circle(p.Edge), circle(p.Face), circle(p.Pocket), p.Confidence}
	}
	if f.Aperture != nil {
		c := circle(*f.Aperture)
		out.Aperture = &c
	}
	for _, w := range f.Warnings {
		out.Warnings = append(out.Warnings, tell(w, language))
	}
	for _, m := range f.Marks {
		t := toldMark{Kind: m.Kind.String(), Confidence: m.Confidence, Points: m.Mask.Count()}
		if scaled {
			t.AreaMM2 = float64(t.Points) * f.PitchUm[0] * f.PitchUm[1] / 1e6
		}
		if m.Kind == mark.BreechFace && s.Region != nil {
			overlap := m.Mask.Overlap(s.Region)
			t.OverlapWithDrawn = &overlap
		}
		out.Marks = append(out.Marks, t)
	}
	return out
}

func tell(f segment.Finding, language string) told {
	reason, remedy := f.Text(language)
	return told{f, reason, remedy}
}

func printSegmentation(w io.Writer, r *segmentation) error {
	var t table
	t.row("mark", "confidence", "area, mm²", "points")
	for _, m := range r.Marks {
		area := "-"
		if m.AreaMM2 > 0 {
			area = fmt.Sprintf("%.2f", m.AreaMM2)
		}
		t.row(m.Kind, fmt.Sprintf("%.2f", m.Confidence), area, m.Points)
	}
	pitch := "no pitch"
	if len(r.PitchUm) > 0 {
		pitch = fmt.Sprintf("%.4g um a point (from the %s)", r.PitchUm[0], pitchWords[r.PitchFrom])
	}
	fmt.Fprintf(w, "%s: %d x %d points, %s\n", r.File, r.Width, r.Height, pitch)
	if p := r.Primer; p != nil {
		printCircle(w, "primer", p.toldCircle)
		printCircle(w, "primer's face", p.Face)
		printCircle(w, "primer's pocket", p.Pocket)
	}
	if r.Aperture != nil {
		printCircle(w, "firing pin aperture", *r.Aperture)
	}
	for _, f := range r.Warnings {
		fmt.Fprintf(w, "%s: %s\n", f.Reason, f.Remedy)
	}
	if len(r.Marks) == 0 {
		return nil // an error of the table below would show; the refusal is told as one
	}
	fmt.Fprintln(w)
	return t.print(w)
}

var pitchWords = map[segment.PitchSource]string{
	segment.PitchFile: "file", segment.PitchGiven: "command line", segment.PitchPrimer: "primer's nominal diameter",
}

func printCircle(w io.Writer, name string, c toldCircle) {
	if c.DiameterUm > 0 {
		fmt.Fprintf(w, "%s: %.0f um across, middle at %s um\n", name, c.DiameterUm, place(c.CentreUm[0], c.CentreUm[1]))
		return
	}
	fmt.Fprintf(w, "%s: %.0f points across, middle at %s\n", name, c.DiameterPx, place(c.CentrePx[0], c.CentrePx[1]))
}
