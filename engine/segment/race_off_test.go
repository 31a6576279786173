//go:build !race

package segment_test

const underRace = false
