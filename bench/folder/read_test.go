package folder

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cotejo/engine/scan"
)

func pngBytes(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, 8, 8))
	for i := range img.Pix {
		img.Pix[i] = uint8(i)
	}
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestRead: an image without a pitch takes the one that the caller knows.
func TestRead(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "image.dat", pngBytes(t))
	for _, pitch := range []float64{0, 3e-6} {
		s, err := Reader{Limits: scan.DefaultLimits(), PitchMetres: pitch}.Read(filepath.Join(dir, "image.dat"))
		if err != nil {
			t.Fatal(err)
		}
		if s.Image == nil || s.Image.PitchX != pitch || s.Image.PitchY != pitch {
			t.Errorf("pitch %g: image %+v", pitch, s.Image)
		}
	}
}

func TestReadErrorsNameTheFile(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "broken.x3p", "PK\x03\x04 and no more")
	r := Reader{Limits: scan.DefaultLimits()}
	for _, name := range []string{"broken.x3p", "none.x3p", "."} {
		path := filepath.Join(dir, name)
		if _, err := r.Read(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error %v does not name the file", name, err)
		}
	}
	_, err := r.Read(filepath.Join(dir, "broken.x3p"))
	if e := (*scan.Error)(nil); !errors.As(err, &e) {
		t.Errorf("the reader's error is lost: %v", err)
	}
}

func TestListByContent(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "b.txt", pngBytes(t))
	write(t, dir, "a.x3p", "PK\x03\x04...")
	write(t, dir, "truth.csv", "file,firearm\n")
	write(t, dir, "c.png", "not an image")
	write(t, dir, "empty.x3p", "")
	scans, others, err := List(dir)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"a.x3p", "b.txt"}, scans); d != "" {
		t.Errorf("scans (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"c.png", "empty.x3p", "truth.csv"}, others); d != "" {
		t.Errorf("others (-want +got):\n%s", d)
	}
}
