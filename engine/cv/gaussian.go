package cv

import (
	"fmt"
	"image"

	"gocv.io/x/gocv"
)

// Gaussian returns src, a plane of width x height values, smoothed with a
// Gaussian of the given standard deviation in points; outside the plane the
// values count as zero. A sigma of zero or less returns a copy.
func Gaussian(src []float32, width, height int, sigma float64) ([]float32, error) {
	oneThread()
	m, err := matOf(src, width, height)
	if err != nil {
		return nil, err
	}
	defer m.Close()
	if sigma > 0 {
		if err := gocv.GaussianBlur(m, &m, image.Point{}, sigma, sigma, gocv.BorderConstant); err != nil {
			return nil, fmt.Errorf("cv: gaussian of sigma %g: %w", sigma, err)
		}
	}
	data, err := m.DataPtrFloat32()
	if err != nil {
		return nil, fmt.Errorf("cv: %w", err)
	}
	return append([]float32(nil), data...), nil
}
