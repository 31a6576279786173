//go:build race

package segment_test

// underRace says that the race detector watches, which makes all some ten times
// slower.
const underRace = true
