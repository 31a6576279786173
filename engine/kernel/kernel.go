// Package kernel holds the hot loops of matching, in C with AVX2 where the
// processor has it and plain C where not. Everything that decides a score is
// summed in integers, so that both give the same bits. It imports nothing of
// Cotejo and knows no marks: planes, shifts and signatures only.
package kernel

// #cgo CFLAGS: -std=c11 -O3 -Wall -Wno-psabi
// #cgo LDFLAGS: -lm
// #include "kernel.h"
import "C"
