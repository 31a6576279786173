//go:build race

package overlap

// underRace says that the race detector runs. It makes the measurement ten times as
// slow and finds nothing in it: segmentation works on one goroutine.
const underRace = true
