// Package cv is the only importer of OpenCV. Its functions take and give plain
// Go slices; every Mat they need has one owner and one Close. They are safe for
// concurrent use: OpenCV's own threads are switched off, so that work is bounded
// by the engine's pool alone.
package cv

import (
	"fmt"
	"sync"

	"gocv.io/x/gocv"
)

var once sync.Once

// oneThread must run before any call into OpenCV.
func oneThread() { once.Do(func() { gocv.SetNumThreads(1) }) }

// matOf returns a Mat of width x height 32-bit values that is a copy of src.
func matOf(src []float32, width, height int) (gocv.Mat, error) {
	if width < 1 || height < 1 || len(src) != width*height {
		return gocv.Mat{}, fmt.Errorf("cv: %d values for a plane of %d x %d", len(src), width, height)
	}
	m := gocv.NewMatWithSize(height, width, gocv.MatTypeCV32F)
	data, err := m.DataPtrFloat32()
	if err != nil {
		m.Close()
		return gocv.Mat{}, fmt.Errorf("cv: %w", err)
	}
	copy(data, src)
	return m, nil
}

// Version is the version of the OpenCV library in use.
func Version() string { return gocv.OpenCVVersion() }
