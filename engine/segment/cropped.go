package segment

import "cotejo/engine/mark"

// wholeFrame takes all of a frame as one breech face impression that was cut out
// before.
func wholeFrame(width, height int, pitchUm [2]float64, o Options) *Found {
	f := &Found{Width: width, Height: height, PitchUm: pitchUm, PitchFrom: o.PitchFrom, Extent: Cropped}
	all := mark.NewMask(width, height)
	for i := range all.In {
		all.In[i] = true
	}
	f.Marks = []Mark{{Kind: mark.BreechFace, Mask: all, Confidence: 1}}
	return f
}
