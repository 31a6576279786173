package report

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"

	"golang.org/x/image/draw"

	"cotejo/api/casework"
)

const (
	plateSide    = 820  // pixels of a mark's plate
	snapshotSide = 1700 // of a snapshot's longer side, at most
	jpegQuality  = 88
)

// Plates are the pictures of a report, ready to be put on its pages. Making them
// takes most of the time that a report takes.
type Plates struct {
	// sides are both marks in one window, the probe turned and shifted onto the
	// candidate; nil for a mark without a picture.
	sides     [2][]byte
	window    window
	snapshots []plate
}

// plate is a picture with its size in pixels.
type plate struct {
	jpeg          []byte
	width, height int
}

// window is a square part of the candidate's frame, in micrometres.
type window struct {
	middle spot
	side   float64
}

// Prepare makes the plates. snapshots are the pictures (PNG) of the matter's, in
// their order.
func Prepare(m *casework.ReportMatter, pose Pose, snapshots [][]byte) (*Plates, error) {
	p := &Plates{window: windowOf(m, pose)}
	for i, side := range []*casework.ReportSide{&m.Probe, &m.Other} {
		if side.Frame == nil {
			continue
		}
		img, err := png.Decode(bytes.NewReader(side.Picture))
		if err != nil {
			return nil, fmt.Errorf("report: picture of mark %s: %w: %w", side.Mark.ID, err, casework.ErrCorrupt)
		}
		back := func(at spot) spot { return at }
		if i == 0 {
			back = pose.undo
		}
		if p.sides[i], err = encoded(p.window.register(img, side.Frame, back)); err != nil {
			return nil, err
		}
	}
	for i, text := range snapshots {
		img, err := png.Decode(bytes.NewReader(text))
		if err != nil {
			return nil, fmt.Errorf("report: picture of snapshot %s: %w: %w", m.Snapshots[i].ID, err, casework.ErrCorrupt)
		}
		one := onPaper(img)
		b := one.Bounds()
		data, err := encoded(one)
		if err != nil {
			return nil, err
		}
		p.snapshots = append(p.snapshots, plate{data, b.Dx(), b.Dy()})
	}
	return p, nil
}

// windowOf is a square that shows both marks, or of marks that the pose lays far
// apart the candidate's surroundings.
func windowOf(m *casework.ReportMatter, pose Pose) window {
	low, high := spot{math.Inf(1), math.Inf(1)}, spot{math.Inf(-1), math.Inf(-1)}
	take := func(f *casework.Frame, lay func(spot) spot) {
		if f == nil {
			return
		}
		c, r := lay(spot{f.CentreXUm, f.CentreYUm}), max(f.WidthUm, f.HeightUm)/2
		low, high = spot{min(low.x, c.x-r), min(low.y, c.y-r)}, spot{max(high.x, c.x+r), max(high.y, c.y+r)}
	}
	take(m.Other.Frame, func(at spot) spot { return at })
	alone := high.x - low.x
	take(m.Probe.Frame, pose.apply)
	side := max(high.x-low.x, high.y-low.y)
	if f := m.Other.Frame; f != nil && side > 2*alone {
		return window{spot{f.CentreXUm, f.CentreYUm}, 2 * alone}
	}
	if math.IsInf(side, 0) || !(side > 0) {
		return window{side: 1000}
	}
	return window{spot{(low.x + high.x) / 2, (low.y + high.y) / 2}, side}
}

// register shows a picture in the window: back leads from a place in it to one of
// the picture's own frame.
func (w window) register(img image.Image, f *casework.Frame, back func(spot) spot) image.Image {
	src := image.NewRGBA(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(src, src.Bounds(), img, img.Bounds().Min, draw.Src)
	out := image.NewRGBA(image.Rect(0, 0, plateSide, plateSide))
	step := w.side / plateSide
	for y := range plateSide {
		for x := range plateSide {
			at := back(spot{w.middle.x + (float64(x)+0.5-plateSide/2)*step, w.middle.y + (float64(y)+0.5-plateSide/2)*step})
			u := ((at.x-f.CentreXUm)/f.WidthUm+0.5)*float64(src.Rect.Dx()) - 0.5
			v := ((at.y-f.CentreYUm)/f.HeightUm+0.5)*float64(src.Rect.Dy()) - 0.5
			out.SetRGBA(x, y, sample(src, u, v))
		}
	}
	return out
}

// beyond is what lies outside of a picture.
var beyond = color.RGBA{R: 238, G: 240, B: 243, A: 255}

// sample is the colour between four pixels.
func sample(src *image.RGBA, u, v float64) color.RGBA {
	if u < 0 || v < 0 || u > float64(src.Rect.Dx()-1) || v > float64(src.Rect.Dy()-1) {
		return beyond
	}
	x, y := min(int(u), src.Rect.Dx()-2), min(int(v), src.Rect.Dy()-2)
	if x < 0 || y < 0 { // a picture of one pixel
		return src.RGBAAt(0, 0)
	}
	fx, fy := u-float64(x), v-float64(y)
	i := src.PixOffset(x, y)
	var out [3]uint8
	for k := range out {
		top := float64(src.Pix[i+k])*(1-fx) + float64(src.Pix[i+4+k])*fx
		low := float64(src.Pix[i+src.Stride+k])*(1-fx) + float64(src.Pix[i+src.Stride+4+k])*fx
		out[k] = uint8(top*(1-fy) + low*fy + 0.5)
	}
	return color.RGBA{out[0], out[1], out[2], 255}
}

// onPaper lays a picture on white, small enough for a page.
func onPaper(img image.Image) image.Image {
	b := img.Bounds()
	scale := min(1, float64(snapshotSide)/float64(max(b.Dx(), b.Dy())))
	out := image.NewRGBA(image.Rect(0, 0, max(1, int(float64(b.Dx())*scale)), max(1, int(float64(b.Dy())*scale))))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.CatmullRom.Scale(out, out.Bounds(), img, b, draw.Over, nil)
	return out
}

func encoded(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: jpegQuality}); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return b.Bytes(), nil
}
