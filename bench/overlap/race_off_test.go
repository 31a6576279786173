//go:build !race

package overlap

const underRace = false
