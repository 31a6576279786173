package trace_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"reflect"
	"strings"
	"testing"

	"cotejo/engine/trace"
)

func TestDiscardKeepsNothing(t *testing.T) {
	if trace.Discard.Enabled() || trace.OrDiscard(nil) != trace.Discard {
		t.Error("Discard is enabled, or nil is something else")
	}
	trace.Discard.Put("a", nil) // an artefact is not even looked at
	if trace.Under(trace.Discard, "a") != trace.Discard {
		t.Error("below Discard something is kept")
	}
	z := trace.NewZip(io.Discard)
	if !z.Enabled() || trace.OrDiscard(z) != trace.Sink(z) {
		t.Error("a sink was exchanged for Discard")
	}
}

// filled is a zip with an artefact of every kind, and what was read back.
func filled(t *testing.T) ([]byte, map[string]string) {
	t.Helper()
	var b bytes.Buffer
	z := trace.NewZip(&b)
	img := image.NewGray(image.Rect(0, 0, 2, 1))
	img.SetGray(1, 0, color.Gray{Y: 200})
	z.Put("overlay", trace.Picture{Image: img})
	below := trace.Under(trace.Under(z, "a"), "b")
	if !below.Enabled() {
		t.Error("a sink below an enabled one is not")
	}
	below.Put("pose", trace.JSON{Value: map[string]int{"deg": 7}})
	z.Put("note", trace.Text("two lines\nof text\n"))
	z.Put("pose", trace.JSON{Value: nil}) // the same name in another folder
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	content := map[string]string{}
	for _, f := range r.File {
		file, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(file)
		if err != nil {
			t.Fatal(err)
		}
		content[f.Name] = string(text)
	}
	return b.Bytes(), content
}

func TestAZipHoldsWhatWasPut(t *testing.T) {
	data, got := filled(t)
	picture := got["overlay.png"]
	delete(got, "overlay.png")
	if want := map[string]string{
		"a/b/pose.json": "{\n  \"deg\": 7\n}\n",
		"note.txt":      "two lines\nof text\n",
		"pose.json":     "null\n",
	}; !reflect.DeepEqual(got, want) {
		t.Errorf("the zip holds %q, want %q", got, want)
	}
	img, err := png.Decode(strings.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	if r, _, _, _ := img.At(1, 0).RGBA(); img.Bounds().Dx() != 2 || r>>8 != 200 {
		t.Errorf("the picture came back as %v", img)
	}
	if again, _ := filled(t); !bytes.Equal(again, data) {
		t.Error("the same artefacts give other bytes")
	}
}

func TestANameStandsForOneArtefact(t *testing.T) {
	var b bytes.Buffer
	z := trace.NewZip(&b)
	z.Put("pose", trace.Text("first"))
	z.Put("pose", trace.JSON{}) // another file: it ends in .json
	z.Put("pose", trace.Text("second"))
	z.Put("later", trace.Text("no more"))
	if err := z.Close(); err == nil || !strings.Contains(err.Error(), `"pose.txt" was put twice`) {
		t.Errorf("got %v", err)
	}
	// What came before can be read.
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || len(r.File) != 2 {
		t.Errorf("the zip is not whole: %v", err)
	}
}

type broken struct{}

var errFull = errors.New("the disk is full")

func (broken) Write([]byte) (int, error) { return 0, errFull }
func (broken) Ext() string               { return ".bad" }

type failing struct{ broken }

func (failing) Write(io.Writer) error { return errFull }

func TestTheFirstErrorIsKept(t *testing.T) {
	z := trace.NewZip(io.Discard)
	z.Put("a", failing{})
	z.Put("b", trace.Text("not written"))
	if err := z.Close(); !errors.Is(err, errFull) || !strings.Contains(err.Error(), `"a.bad"`) {
		t.Errorf("got %v, want what the artefact said, and its name", err)
	}
	z = trace.NewZip(broken{})
	z.Put("a", trace.Text("x"))
	if err := z.Close(); !errors.Is(err, errFull) {
		t.Errorf("got %v, want the writer's error", err)
	}
}

func TestReliefPicture(t *testing.T) {
	values := []float32{0, 1, -1, 5, -5, 0.5}
	p, err := trace.ReliefPicture(3, 2, values, func(i int) bool { return i != 0 }, 1)
	if err != nil {
		t.Fatal(err)
	}
	grey := func(v uint8) color.RGBA { return color.RGBA{v, v, v, 255} }
	// 127.5 + 127.5·v, cut to 0 to 255; the point outside of the mask is blue.
	for i, want := range []color.RGBA{{24, 32, 64, 255}, grey(255), grey(0), grey(255), grey(0), grey(191)} {
		if got := p.At(i%3, i/3); got != want {
			t.Errorf("point %d is %v, want %v", i, got, want)
		}
	}
	for _, c := range []struct {
		width, height int
		limit         float32
	}{{3, 3, 1}, {3, 2, 0}, {3, 2, -1}} {
		if _, err := trace.ReliefPicture(c.width, c.height, values, nil, c.limit); err == nil {
			t.Errorf("%+v: a picture of %d values", c, len(values))
		}
	}
}
