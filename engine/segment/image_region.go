package segment

import "cotejo/engine/mark"

// marks draws what was found as masks of the acquisition.
func (h *caseHead) marks(width, height int) []Mark {
	face := mark.Outline{Shapes: []mark.Shape{{Polygon: h.faceLine.polygon(0)}}}
	if h.holeLine == nil {
		return []Mark{{Kind: mark.BreechFace, Mask: face.Mask(width, height), Confidence: 0.5 * min(1, h.edges)}}
	}
	face.Shapes = append(face.Shapes, mark.Shape{Cut: true, Polygon: h.holeLine.polygon(0.01 * h.face.R)})
	out := []Mark{{Kind: mark.BreechFace, Mask: face.Mask(width, height), Confidence: h.sureness()}}
	if h.pitLine != nil {
		pit := mark.Outline{Shapes: []mark.Shape{{Polygon: h.pitLine.polygon(0)}}}
		out = append(out, Mark{Kind: mark.FiringPin, Mask: pit.Mask(width, height), Confidence: min(1, h.dent)})
		shear := mark.Outline{Shapes: []mark.Shape{{Polygon: h.holeLine.polygon(0)}, {Cut: true, Polygon: h.pitLine.polygon(0)}}}
		out = append(out, Mark{Kind: mark.ApertureShear, Mask: shear.Mask(width, height), Confidence: 0.5 * min(1, h.aperture)})
	}
	return out
}
