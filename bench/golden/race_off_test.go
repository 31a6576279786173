//go:build !race

package golden

// underRace says that the race detector runs.
const underRace = false
