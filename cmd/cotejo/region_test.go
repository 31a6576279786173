package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cotejo/engine"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

func TestReadRegions(t *testing.T) {
	cases := []struct{ text, want string }{
		{`{"breech_face": {"shapes": [{"circle": {"x": 5, "y": 5, "r": 2}}]}, "ejector": null}`, ""},
		{`{}`, "no region"},
		{`[]`, "not a JSON object"},
		{`{"nose": null}`, "no kind of mark"},
		{`{"ejector": {"shapes": [{"circle": {"x": 5, "y": 5, "r": 2, "z": 1}}]}}`, "unknown field"},
		{`{"ejector": {"shapes": [{"circle": {"x": 90, "y": 5, "r": 2}}]}}`, "out of"},
		{`{"ejector": {"shapes": [{"circle": {"x": 15, "y": 5, "r": 2}}]}}`, "no point of the scan"},
	}
	if len(cases) != 7 {
		t.Fatalf("%d cases", len(cases))
	}
	s := &scan.Scan{Surface: mark.NewSurface(10, 10, 1e-6, 1e-6)}
	for i, c := range cases {
		name := filepath.Join(t.TempDir(), "r.json")
		if err := os.WriteFile(name, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		known, err := regionsFlag{name}.into(engine.Known{}, s)
		switch {
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("case %d: %v, want %q", i, err, c.want)
		case c.want == "" && (err != nil || len(known.Regions) != 2 || known.Regions[mark.BreechFace].Count() != 12 || known.Regions[mark.Ejector].Count() != 0):
			t.Errorf("case %d: %v, %v", i, err, known.Regions)
		}
	}
}

func TestDrawnOver(t *testing.T) {
	full := func() *mark.Mask {
		m := mark.NewMask(2, 1)
		m.In[0] = true
		return m
	}
	found := &segment.Found{Marks: []segment.Mark{{Kind: mark.BreechFace, Mask: full(), Confidence: 0.5}, {Kind: mark.Ejector, Mask: full(), Confidence: 0.5}}}
	drawn := map[mark.Kind]*mark.Mask{mark.FiringPin: full(), mark.Ejector: mark.NewMask(2, 1)}
	got, refused := drawnOver(found, nil, drawn)
	if refused != nil || len(got.Marks) != 2 || got.Of(mark.BreechFace).Confidence != 0.5 || got.Of(mark.FiringPin) == nil || len(found.Marks) != 2 {
		t.Errorf("%+v, %v", got, refused)
	}
	no := &segment.Refusal{Finding: segment.Finding{Code: segment.NotACaseHead}}
	got, refused = drawnOver(found, no, drawn)
	if refused != nil || len(got.Marks) != 1 || len(got.Warnings) != 1 || got.Warnings[0].Code != segment.NotACaseHead {
		t.Errorf("%+v, %v", got, refused)
	}
	if _, refused = drawnOver(found, no, nil); refused != no {
		t.Error("the refusal is gone")
	}
}
