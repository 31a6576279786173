//go:build !race

package lit

// underRace says that the race detector runs.
const underRace = false
