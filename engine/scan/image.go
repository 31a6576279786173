package scan

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// codecs are the image decoders. They are called by name and not through the
// registry of package image, which other packages could add to.
var codecs = map[Format]struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}{
	PNG:  {png.DecodeConfig, png.Decode},
	TIFF: {tiff.DecodeConfig, tiff.Decode},
	JPEG: {jpeg.DecodeConfig, jpeg.Decode},
	BMP:  {bmp.DecodeConfig, bmp.Decode},
}

const maxJPEGScans = 100

// readImage reads a 2D image into grey. Colour becomes luminance (ITU-R BT.601),
// transparency is laid over black. The pitch is 0 where the file gives none that
// a microscope could have.
func readImage(data []byte, f Format, lim Limits) (*Scan, error) {
	c, err := decodeConfig(data, f)
	if err != nil {
		return nil, imageError(f, err)
	}
	if err := lim.checkSize(f, int64(c.Width), int64(c.Height)); err != nil {
		return nil, err
	}
	if err := checkPacked(data, f, c); err != nil {
		return nil, err
	}
	img, err := decodePixels(data, f)
	if err != nil {
		return nil, imageError(f, err)
	}
	if b := img.Bounds(); b.Dx() != c.Width || b.Dy() != c.Height {
		return nil, malformed(f, "the image has %d x %d pixels, but declares %d x %d", b.Dx(), b.Dy(), c.Width, c.Height)
	}
	s := &Scan{Format: f, Image: luminance(img)}
	var p resolution
	switch f {
	case PNG:
		p = pngResolution(data)
	case TIFF:
		p = tiffResolution(data)
		if p.orientation > 1 && p.orientation <= 8 {
			s.assume(AssumedOrientationIgnored,
				"The file asks to be turned or mirrored (orientation %d); the pixels were kept as they are stored.", p.orientation)
		}
	}
	s.settleResolution(p)
	return s, nil
}

// decodeConfig reads the size without the pixels.
func decodeConfig(data []byte, f Format) (c image.Config, err error) {
	defer contain(&err)
	r := &endReader{Reader: bytes.NewReader(data)}
	c, err = codecs[f].config(r)
	return c, r.explain(err)
}

func decodePixels(data []byte, f Format) (img image.Image, err error) {
	defer contain(&err)
	r := &endReader{Reader: bytes.NewReader(data)}
	img, err = codecs[f].decode(r)
	return img, r.explain(err)
}

// endReader notes whether a decoder wanted more bytes than there are. The
// decoders report that in many ways, some of them as damage.
type endReader struct {
	*bytes.Reader
	ended bool
}

// Read implements io.Reader.
func (r *endReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.ended = r.ended || err != nil
	return n, err
}

// explain makes io.ErrUnexpectedEOF of an error where the bytes ran out.
func (r *endReader) explain(err error) error {
	if err == nil || !r.ended || errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	return fmt.Errorf("%w: %w", io.ErrUnexpectedEOF, err)
}

// contain turns a panic of a decoder into an error: a file must never end the
// service. No input is known that causes one.
func contain(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("the decoder failed: %v", r)
	}
}

// checkPacked refuses an image whose data are too short for the pixels it
// declares however well they pack, before memory is taken for them.
func checkPacked(data []byte, f Format, c image.Config) error {
	points := int64(c.Width) * int64(c.Height)
	most := int64(len(data))
	switch f {
	case PNG:
		// Deflate packs at most 1032 to 1; a pixel has at least one bit.
		most *= 8 * 1032
	case JPEG:
		// A block of 8 x 8 pixels takes at least one bit.
		most *= 8 * 64
		// Every scan of a progressive image goes over all of its pixels. Real
		// ones have about ten. Inside of packed data ff is never followed by da.
		if n := bytes.Count(data, []byte{0xff, 0xda}); n > maxJPEGScans {
			return tooLarge(f, "the image is built up from %d scans, the limit is %d", n, maxJPEGScans)
		}
	case BMP:
		// Not packed, at least one bit a pixel.
		most *= 8
	default:
		// CCITT coding in a TIFF has no useful bound; MaxPoints remains.
		return nil
	}
	if points > most {
		return truncated(f, "%d bytes cannot hold %d x %d pixels", len(data), c.Width, c.Height)
	}
	return nil
}

// imageError gives an error of a decoder its kind.
func imageError(f Format, err error) *Error {
	var (
		noPNG  png.UnsupportedError
		noTIFF tiff.UnsupportedError
		noJPEG jpeg.UnsupportedError
	)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return truncated(f, "the image ends early").because(err)
	case errors.As(err, &noPNG), errors.As(err, &noTIFF), errors.As(err, &noJPEG), errors.Is(err, bmp.ErrUnsupported):
		return unsupported(f, "save the image as an 8 or 16 bit PNG", "the image is in a form that is not read").because(err)
	}
	return malformed(f, "the image is damaged").because(err)
}
