package cv

import (
	"fmt"
	"image"

	"gocv.io/x/gocv"
)

// Gradient returns the derivatives along x and y of a plane of width x height
// values, in values a point, after smoothing with a Gaussian of the given standard
// deviation in points, above 0. Scharr's kernels keep directions true to about half
// a degree. Outside of the plane its border repeats.
func Gradient(src []float32, width, height int, sigma float64) (dx, dy []float32, err error) {
	oneThread()
	m, err := matOf(src, width, height)
	if err != nil {
		return nil, nil, err
	}
	defer m.Close()
	if err := gocv.GaussianBlur(m, &m, image.Point{}, sigma, sigma, gocv.BorderReplicate); err != nil {
		return nil, nil, fmt.Errorf("cv: gradient at sigma %g: %w", sigma, err)
	}
	if dx, err = scharr(m, 1, 0); err != nil {
		return nil, nil, err
	}
	if dy, err = scharr(m, 0, 1); err != nil {
		return nil, nil, err
	}
	return dx, dy, nil
}

func scharr(m gocv.Mat, dx, dy int) ([]float32, error) {
	const sum = 32 // of the kernel's absolute values: 2·(3+10+3)
	out := gocv.NewMat()
	defer out.Close()
	if err := gocv.Scharr(m, &out, gocv.MatTypeCV32F, dx, dy, 1.0/sum, 0, gocv.BorderReplicate); err != nil {
		return nil, fmt.Errorf("cv: gradient: %w", err)
	}
	return valuesFrom(out)
}

// Shrink returns a plane of width x height values at a smaller size; each value is
// the mean of the area that it covers.
func Shrink(src []float32, width, height, toWidth, toHeight int) ([]float32, error) {
	oneThread()
	if toWidth < 1 || toHeight < 1 || toWidth > width || toHeight > height {
		return nil, fmt.Errorf("cv: cannot shrink %d x %d to %d x %d", width, height, toWidth, toHeight)
	}
	m, err := matOf(src, width, height)
	if err != nil {
		return nil, err
	}
	defer m.Close()
	out := gocv.NewMat()
	defer out.Close()
	if err := gocv.Resize(m, &out, image.Pt(toWidth, toHeight), 0, 0, gocv.InterpolationArea); err != nil {
		return nil, fmt.Errorf("cv: shrink: %w", err)
	}
	return valuesFrom(out)
}

// valuesFrom copies the values of a Mat of 32-bit values.
func valuesFrom(m gocv.Mat) ([]float32, error) {
	data, err := m.DataPtrFloat32()
	if err != nil {
		return nil, fmt.Errorf("cv: %w", err)
	}
	return append([]float32(nil), data...), nil
}
