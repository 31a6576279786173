package scan

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// al3dTags are the header of an AL3D file.
type al3dTags struct {
	values  map[string]string
	comment string
}

func readTags(data []byte) (*al3dTags, error) {
	t := &al3dTags{values: map[string]string{}}
	rest := data[len(al3dMagic):]
	left := int64(2)
	for i := int64(0); i < left; i++ {
		if len(rest) < al3dTag {
			return nil, truncated(AL3D, "the header ends after %d tags", i)
		}
		if rest[al3dTag-2] != '\r' || rest[al3dTag-1] != '\n' {
			return nil, malformed(AL3D, "tag %d of the header does not end its line", i+1)
		}
		name := tagText(rest[:al3dName])
		if want := [2]string{"Version", "TagCount"}; i < 2 && name != want[i] {
			return nil, malformed(AL3D, "tag %d of the header is %q, not %s", i+1, name, want[i])
		}
		t.values[name] = tagText(rest[al3dName : al3dName+al3dValue])
		rest = rest[al3dTag:]
		if i == 1 {
			n, err := t.whole("TagCount")
			if err != nil {
				return nil, err
			}
			if n < 0 || n > al3dMostTags {
				return nil, malformed(AL3D, "the header declares %d tags", n)
			}
			left += n
		}
	}
	start, _ := strconv.ParseInt(t.values["DepthImageOffset"], 10, 64)
	if used := int64(len(data) - len(rest)); start >= used+al3dComment && len(rest) >= al3dComment {
		t.comment = tagText(rest[:al3dComment])
	}
	return t, nil
}

// tagText returns printable text up to the first zero byte.
func tagText(b []byte) string {
	b, _, _ = bytes.Cut(b, []byte{0})
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, string(b)))
}

func (t *al3dTags) meta() Meta {
	return Meta{
		Creator:           orElse(t.values["CreatingApplication"], t.values["Application"]),
		Manufacturer:      "Alicona",
		Comment:           t.comment,
		Revision:          t.values["Version"],
		ProbingIdentifier: t.values["Objective"],
		FeatureType:       "SUR",
	}
}

func (t *al3dTags) whole(name string) (int64, error) {
	text, ok := t.values[name]
	if !ok {
		return 0, malformed(AL3D, "the header has no tag %s", name)
	}
	v, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, malformed(AL3D, "%s is %q, not a whole number", name, text).because(err)
	}
	return v, nil
}

func (t *al3dTags) float(name string) (float64, error) {
	text, ok := t.values[name]
	if !ok {
		return 0, malformed(AL3D, "the header has no tag %s", name)
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, malformed(AL3D, "%s is %q, not a number", name, text).because(err)
	}
	return v, nil
}

// invalid returns the height that means "not measured", NaN when the header
// names none.
func (t *al3dTags) invalid() (float64, error) {
	if _, ok := t.values["InvalidPixelValue"]; !ok {
		return math.NaN(), nil
	}
	return t.float("InvalidPixelValue")
}
