// Package light knows what light does to a surface in a picture: it renders a
// topography under a light, tells from a picture what light it was taken under,
// and turns the brightness under a side light back into something like a relief.
// It imports nothing of Cotejo but the vocabulary.
package light
