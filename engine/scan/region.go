package scan

import (
	"errors"
	"image"
	"strconv"
	"strings"

	"cotejo/engine/mark"
)

// defaultBackground is the bronze on which CSAFE's x3ptools and its web tools
// let an examiner paint.
var defaultBackground = rgb{0xcd, 0x7f, 0x32}

// colourTolerance is the greatest difference a channel, of 255, at which two
// colours count as the same: it covers rounding by colour profiles, and is far
// less than the distance of the colours in use.
const colourTolerance = 12

// markWords are what an annotation has to contain for its colour to mean "this
// is the mark".
var markWords = []string{"breech", "firing pin", "aperture", "ejector"}

type rgb [3]uint8

func (c rgb) near(d rgb) bool {
	for i := range c {
		if diff := int(c[i]) - int(d[i]); diff > colourTolerance || diff < -colourTolerance {
			return false
		}
	}
	return true
}

func (c rgb) grey() bool { return c.near(rgb{c[0], c[0], c[0]}) && c.near(rgb{c[1], c[1], c[1]}) }

// readRegion reads mask.png, which is no part of the standard. The region is
// what to use of the surface:
//
//  1. A picture in black and white (or grey) is a segmentation: white, or lighter
//     than half, is the mark.
//  2. Otherwise the picture is paint on a background, Record3/Mask/Background or
//     bronze. If an annotation in the XML gives a colour the name of a mark, that
//     colour is the mark. If none does, paint says what to leave out, and the
//     background is used. A background without paint says nothing.
//
// A picture of another size than the surface, or one that no rule fits, is
// ignored, and Scan.Assumptions says so. Transparent pixels are background.
func (s *Scan) readRegion(a *archive, doc *document) error {
	if !a.has(entryMask) {
		return nil
	}
	data, err := a.read(entryMask, a.lim.MaxEntryBytes)
	if errors.Is(err, ErrTooLarge) {
		return err
	}
	width, height := s.Surface.Width, s.Surface.Height
	var img image.Image
	if err == nil {
		var c image.Config
		if c, err = decodeConfig(data, PNG); err == nil && (c.Width != width || c.Height != height) {
			s.assume(AssumedMaskSizeIgnored, "%s has %d x %d points, the surface %d x %d; the mask was ignored.",
				entryMask, c.Width, c.Height, width, height)
			return nil
		}
	}
	if err == nil {
		img, err = decodePixels(data, PNG)
	}
	if err != nil {
		s.assume(AssumedMaskUnreadable, "%s cannot be read (%s); the mask was ignored.", entryMask, shorten(err.Error()))
		return nil // a mask is an extra: the scan is good without it, and says so
	}
	s.Region = s.region(img, doc)
	return nil
}

// region applies the rules of readRegion to a picture of the right size.
func (s *Scan) region(img image.Image, doc *document) *mark.Mask {
	background := defaultBackground
	if c, ok := parseColour(doc.fields["Record3/Mask/Background"]); ok {
		background = c
	}
	var named []rgb
	var names []string
	for _, an := range doc.annotations {
		c, ok := parseColour(an.colour)
		if !ok || !namesMark(an.text) {
			continue
		}
		named, names = append(named, c), append(names, shorten(an.text))
	}
	t := &tally{img: img, background: background, named: named}
	t.count()
	var in func(c rgb, clear bool) bool
	switch {
	case t.colours == 0 && t.light > 0:
		in = func(c rgb, clear bool) bool { return !clear && c[1] >= 128 }
	case t.marked > 0:
		s.assume(AssumedMaskAnnotated, "%s: what is painted as %q was taken as the mark.", entryMask, strings.Join(names, ", "))
		in = func(c rgb, clear bool) bool { return !clear && t.isNamed(c) }
	case t.plain == 0 || t.colours == 0:
		s.assume(AssumedMaskUnclear, "%s has neither white areas nor its background colour; the mask was ignored.", entryMask)
		return nil
	case t.painted == 0:
		return nil
	default:
		s.assume(AssumedMaskBackground, "%s: painted areas were left out, the background was used.", entryMask)
		in = func(c rgb, clear bool) bool { return clear || c.near(background) }
	}
	return t.mask(in)
}

func namesMark(text string) bool {
	text = strings.ToLower(text)
	for _, w := range markWords {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// parseColour reads "#rrggbb" or "#rrggbbaa".
func parseColour(text string) (rgb, bool) {
	hex, ok := strings.CutPrefix(strings.TrimSpace(text), "#")
	if !ok || len(hex) != 6 && len(hex) != 8 {
		return rgb{}, false
	}
	v, err := strconv.ParseUint(hex[:6], 16, 32)
	if err != nil {
		return rgb{}, false
	}
	return rgb{uint8(v >> 16), uint8(v >> 8), uint8(v)}, true
}
