package trace

import (
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
)

// Ext returns ".png".
func (Picture) Ext() string { return ".png" }

// Write encodes the picture as PNG.
func (p Picture) Write(w io.Writer) error { return png.Encode(w, p.Image) }

// Ext returns ".json".
func (JSON) Ext() string { return ".json" }

// Write encodes the value as indented JSON.
func (j JSON) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(j.Value)
}

// Ext returns ".txt".
func (Text) Ext() string { return ".txt" }

// Write writes the text.
func (t Text) Write(w io.Writer) error {
	_, err := io.WriteString(w, string(t))
	return err
}

// ReliefPicture draws a map of signed values: 0 is mid grey, +-limit are white
// and black, and points outside the mask are dark blue. values and mask hold
// width*height entries, row by row.
func ReliefPicture(width, height int, values []float32, inMask func(i int) bool, limit float32) (Picture, error) {
	if len(values) != width*height || limit <= 0 {
		return Picture{}, fmt.Errorf("relief picture of %d x %d from %d values with limit %g", width, height, len(values), limit)
	}
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for i, v := range values {
		c := color.RGBA{R: 24, G: 32, B: 64, A: 255}
		if inMask(i) {
			g := uint8(min(max(127.5+127.5*v/limit, 0), 255))
			c = color.RGBA{R: g, G: g, B: g, A: 255}
		}
		img.SetRGBA(i%width, i/width, c)
	}
	return Picture{img}, nil
}
