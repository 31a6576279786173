package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"cotejo/engine"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

// maxRegions bounds a file of regions in bytes.
const maxRegions = 4 << 20

// regionsFlag names the marks of a scan that a person drew.
type regionsFlag struct {
	Regions string `placeholder:"FILE.json" help:"Marks as a person drew them: {\"breech_face\": {\"shapes\": [{\"circle\": {\"x\": 384, \"y\": 368, \"r\": 217}}]}, \"ejector\": null}, in points from the top left corner; they go before what is found."`
}

// into adds the regions, for a scan, to what is known of it.
func (f regionsFlag) into(k engine.Known, s *scan.Scan) (engine.Known, error) {
	if f.Regions == "" {
		return k, nil
	}
	regions, err := readRegions(f.Regions)
	if err != nil {
		return k, err
	}
	width, height := 0, 0
	if s.Surface != nil {
		width, height = s.Surface.Width, s.Surface.Height
	} else if s.Image != nil {
		width, height = s.Image.Width, s.Image.Height
	}
	if k.Regions, err = masksOf(regions, width, height); err != nil {
		return k, fmt.Errorf("regions: %s: %w", f.Regions, err)
	}
	return k, nil
}

// drawnOver puts what a person drew in the place of what was found. On a scan that
// was refused what was drawn is all there is, and the refusal a warning.
func drawnOver(found *segment.Found, refused *segment.Refusal, drawn map[mark.Kind]*mark.Mask) (*segment.Found, *segment.Refusal) {
	if found == nil || len(drawn) == 0 {
		return found, refused
	}
	out := *found
	out.Marks = nil
	byHand := 0
	for _, kind := range mark.Kinds() {
		m, was := drawn[kind], found.Of(kind)
		_, spoken := drawn[kind]
		switch {
		case spoken && m.Count() > 0:
			out.Marks = append(out.Marks, segment.Mark{Kind: kind, Mask: m, Confidence: 1})
			byHand++
		case !spoken && was != nil && refused == nil:
			out.Marks = append(out.Marks, *was)
		}
	}
	if refused == nil || byHand == 0 {
		return &out, refused
	}
	out.Warnings = append(append([]segment.Finding(nil), found.Warnings...), refused.Finding)
	return &out, nil
}

// readRegions reads marks as a person drew them: a JSON object with an outline a
// kind of mark. A kind that is null is not there: its outline is empty.
//
//	{"breech_face": {"shapes": [{"circle": {"x": 384, "y": 368, "r": 217}}]}, "ejector": null}
func readRegions(path string) (map[mark.Kind]mark.Outline, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("regions: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxRegions+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("regions: %w", err)
	case len(text) > maxRegions:
		return nil, fmt.Errorf("regions: %s: more than %d bytes", path, maxRegions)
	}
	out, err := parseRegions(text)
	if err != nil {
		return nil, fmt.Errorf("regions: %s: %w", path, err)
	}
	return out, nil
}

func parseRegions(text []byte) (map[mark.Kind]mark.Outline, error) {
	var byName map[string]json.RawMessage
	if err := json.Unmarshal(text, &byName); err != nil {
		return nil, fmt.Errorf("not a JSON object of outlines: %w", err)
	}
	if len(byName) == 0 {
		return nil, fmt.Errorf("no region")
	}
	out := make(map[mark.Kind]mark.Outline, len(byName))
	for name, one := range byName {
		kind, err := mark.KindNamed(name)
		if err != nil {
			return nil, err
		}
		var o mark.Outline
		if !bytes.Equal(bytes.TrimSpace(one), []byte("null")) {
			if o, err = mark.ParseOutline(one); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		out[kind] = o
	}
	return out, nil
}

// masksOf rasterises regions for a scan of so many points.
func masksOf(regions map[mark.Kind]mark.Outline, width, height int) (map[mark.Kind]*mark.Mask, error) {
	out := make(map[mark.Kind]*mark.Mask, len(regions))
	for _, kind := range mark.Kinds() {
		o, drawn := regions[kind]
		if !drawn {
			continue
		}
		if len(o.Shapes) > 0 {
			if err := o.Validate(width, height); err != nil {
				return nil, fmt.Errorf("%s: %w", kind, err)
			}
		}
		out[kind] = o.Mask(width, height)
		if len(o.Shapes) > 0 && out[kind].Count() == 0 {
			return nil, fmt.Errorf("%s: the region holds no point of the scan (%d x %d)", kind, width, height)
		}
	}
	return out, nil
}
