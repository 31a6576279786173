package cv

import (
	"fmt"
	"image"

	"gocv.io/x/gocv"
)

// Open returns the parts of a plane of flags into which a disc of the given radius
// in points fits (erosion, then dilation). What lies outside of the plane stops
// nothing.
func Open(in []bool, width, height, radius int) ([]bool, error) {
	return morph(in, width, height, radius, gocv.MorphOpen)
}

// Close returns a plane of flags with the gaps filled into which no disc of the
// given radius in points fits (dilation, then erosion).
func Close(in []bool, width, height, radius int) ([]bool, error) {
	return morph(in, width, height, radius, gocv.MorphClose)
}

// Dilate returns a plane of flags grown by a disc of the given radius in points.
func Dilate(in []bool, width, height, radius int) ([]bool, error) {
	return morph(in, width, height, radius, gocv.MorphDilate)
}

func morph(in []bool, width, height, radius int, op gocv.MorphType) ([]bool, error) {
	oneThread()
	m, err := flagsOf(in, width, height)
	if err != nil {
		return nil, err
	}
	defer m.Close()
	if radius > 0 {
		disc := gocv.GetStructuringElement(gocv.MorphEllipse, image.Pt(2*radius+1, 2*radius+1))
		defer disc.Close()
		if err := gocv.MorphologyEx(m, &m, op, disc); err != nil {
			return nil, fmt.Errorf("cv: morphology of radius %d: %w", radius, err)
		}
	}
	data, err := m.DataPtrUint8()
	if err != nil {
		return nil, fmt.Errorf("cv: %w", err)
	}
	out := make([]bool, len(in))
	for i, v := range data {
		out[i] = v != 0
	}
	return out, nil
}

// Components returns the number of the connected part of each point that is in
// (neighbours by side and corner), from 1 in the order of their first points, and
// 0 for the others; size is the number of points by number of the part.
func Components(in []bool, width, height int) (label []int32, size []int, err error) {
	oneThread()
	m, err := flagsOf(in, width, height)
	if err != nil {
		return nil, nil, err
	}
	defer m.Close()
	out := gocv.NewMat()
	defer out.Close()
	parts := gocv.ConnectedComponentsWithParams(m, &out, 8, gocv.MatTypeCV32S, gocv.CCL_WU)
	// gocv reads no whole numbers of 32 bits; as floats they are exact up to 2^24.
	if err := out.ConvertTo(&out, gocv.MatTypeCV32F); err != nil {
		return nil, nil, fmt.Errorf("cv: components: %w", err)
	}
	data, err := out.DataPtrFloat32()
	if err != nil {
		return nil, nil, fmt.Errorf("cv: components: %w", err)
	}
	label, size = make([]int32, len(data)), make([]int, parts)
	for i, k := range data {
		label[i] = int32(k)
		size[label[i]]++
	}
	return label, size, nil
}

// Depth returns the distance in points of each point that is in from the nearest
// that is not, 0 for the others; the edge of the plane is no end. It is exact to
// some hundredths (5 x 5 chamfer of Borgefors 1986).
func Depth(in []bool, width, height int) ([]float32, error) {
	oneThread()
	m, err := flagsOf(in, width, height)
	if err != nil {
		return nil, err
	}
	defer m.Close()
	out, labels := gocv.NewMat(), gocv.NewMat()
	defer out.Close()
	defer labels.Close()
	if err := gocv.DistanceTransform(m, &out, &labels, gocv.DistL2, gocv.DistanceMask5, gocv.DistanceLabelCComp); err != nil {
		return nil, fmt.Errorf("cv: distance: %w", err)
	}
	data, err := out.DataPtrFloat32()
	if err != nil {
		return nil, fmt.Errorf("cv: distance: %w", err)
	}
	return append([]float32(nil), data...), nil
}

// flagsOf returns a Mat that holds 255 for each flag that is set.
func flagsOf(in []bool, width, height int) (gocv.Mat, error) {
	if width < 1 || height < 1 || len(in) != width*height {
		return gocv.Mat{}, fmt.Errorf("cv: %d flags for a plane of %d x %d", len(in), width, height)
	}
	m := gocv.NewMatWithSize(height, width, gocv.MatTypeCV8U)
	data, err := m.DataPtrUint8()
	if err != nil {
		m.Close()
		return gocv.Mat{}, fmt.Errorf("cv: %w", err)
	}
	for i, v := range in {
		data[i] = 0
		if v {
			data[i] = 255
		}
	}
	return m, nil
}
