// Package crowd draws as many marks as a search is to be measured against, a
// hundred thousand a second, where generating and enrolling one takes half a second:
// signatures like those of generated exhibits (Model), and what a collection knows
// about each of them (Facts). Everything follows from a seed and the mark's number,
// whatever else is drawn and by how many.
//
// Whether a model will do is told by what probes score against what it draws: real
// and generated probes must find it as hard to tell from their mates as real and
// generated non-mates, in the tail of the best scores too (docs/design/bench.md).
package crowd
