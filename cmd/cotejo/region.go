package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"cotejo/engine/mark"
)

// maxRegions bounds a file of regions in bytes.
const maxRegions = 4 << 20

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
