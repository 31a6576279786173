package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"

	"cotejo/engine"
	"cotejo/engine/picture"
	"cotejo/engine/scan"
	"cotejo/engine/segment"
)

type segmentCmd struct {
	File     string `arg:"" help:"Scan or photograph of a whole case head, or of one mark."`
	Out      string `placeholder:"OVERLAY.png" help:"Write a picture of the scan with the marks and circles drawn on it."`
	Masks    string `placeholder:"DIR" help:"Write one PNG a mark to this folder, white on black, as large as the input."`
	Language string `default:"en" enum:"en,es" help:"Language of reasons and remedies: ${enum} (${default})."`
	JSON     bool   `help:"Print JSON."`
	scanFlags
	regionsFlag
}

// Run finds the marks. An acquisition of no use is told as any result, with its
// reasons, and the exit code is that of a failure.
func (c *segmentCmd) Run(_ context.Context, a *app) error {
	params := engine.DefaultParams()
	eng, err := engine.New(params, 1)
	if err != nil {
		return err
	}
	s, known, err := c.acquisition(a, c.File)
	if err != nil {
		return err
	}
	found, err := eng.Segment(s, known)
	var refused *segment.Refusal
	if err != nil && !errors.As(err, &refused) {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	found, refused = drawnOver(found, refused, known.Regions)
	if err := c.write(s, found); err != nil {
		return err
	}
	out := toldSegmentation(describe(c.File, s), s, found, refused, c.Language, madeWith(params))
	if c.JSON {
		err = a.printJSON(out)
	} else {
		err = printSegmentation(a.stdout, out)
	}
	if err == nil && refused != nil {
		err = fmt.Errorf("%s: %s: %s", c.File, out.Refusal.Reason, out.Refusal.Remedy)
	}
	return err
}

// acquisition decodes the file with what the flags say of it.
func (c *segmentCmd) acquisition(a *app, path string) (*scan.Scan, engine.Known, error) {
	r, err := c.reader()
	if err != nil {
		return nil, engine.Known{}, err
	}
	s, err := r.Read(path)
	if err != nil {
		return nil, engine.Known{}, err
	}
	a.noteAssumptions(path, s)
	known, err := c.known(s)
	if err == nil {
		known, err = c.into(known, s)
	}
	return s, known, err
}

// write writes the pictures that were asked for.
func (c *segmentCmd) write(s *scan.Scan, f *segment.Found) error {
	if f == nil {
		return nil
	}
	if c.Out != "" {
		if err := writePicture(c.Out, picture.Found(s, f)); err != nil {
			return err
		}
	}
	if c.Masks == "" {
		return nil
	}
	if err := os.MkdirAll(c.Masks, 0o777); err != nil {
		return fmt.Errorf("write the masks: %w", err)
	}
	for _, m := range f.Marks {
		if err := writePicture(filepath.Join(c.Masks, m.Kind.String()+".png"), picture.Mask(m.Mask)); err != nil {
			return err
		}
	}
	return nil
}

func writePicture(path string, img image.Image) (err error) {
	if ext := strings.ToLower(filepath.Ext(path)); ext != ".png" {
		return misused("%s: pictures are written as PNG: end the name in .png", path)
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write the picture: %w", err)
	}
	defer func() {
		if closed := f.Close(); err == nil && closed != nil {
			err = fmt.Errorf("write the picture: %w", closed)
		}
	}()
	return png.Encode(f, img)
}
