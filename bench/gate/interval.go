package gate

import (
	"math"
	"slices"
)

// Interval is a median and the range that holds it 99 times of 100.
type Interval struct {
	Median float64 `json:"median"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
}

// width is the interval's, as a share of the median.
func (i Interval) width() float64 { return (i.High - i.Low) / i.Median }

// least is how many values an interval needs.
const least = 11

// medianOf returns the median of at least so many values, which it sorts, and the
// interval that order statistics give it without asking how they are distributed:
// how many of n values lie below the true median is binomial, about normal with
// deviation sqrt(n)/2.
func medianOf(values []float64) Interval {
	slices.Sort(values)
	n := len(values)
	half := 2.576 * math.Sqrt(float64(n)) / 2
	low := max(0, int(math.Floor(float64(n)/2-half)))
	high := min(n-1, int(math.Ceil(float64(n)/2+half)))
	return Interval{Median: (values[(n-1)/2] + values[n/2]) / 2, Low: values[low], High: values[high]}
}
