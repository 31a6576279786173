package scan_test

import (
	"archive/zip"
	"errors"
	"testing"

	"cotejo/engine/scan"
)

// An error answers to its kind and to its cause, and to no other kind.
func TestErrorIs(t *testing.T) {
	data := newParts().bytes(t)
	_, err := readWith(data[:len(data)-30], scan.DefaultLimits())
	if !errors.Is(err, scan.ErrTruncated) || !errors.Is(err, zip.ErrFormat) || errors.Is(err, scan.ErrMalformed) {
		t.Errorf("%v", err)
	}
	var e *scan.Error
	if !errors.As(err, &e) || e.Kind.Error() != "truncated" || e.Format != scan.X3P {
		t.Errorf("%+v", e)
	}
}
