//go:build !race

package scan_test

// underRace says that the race detector runs.
const underRace = false
