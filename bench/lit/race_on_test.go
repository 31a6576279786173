//go:build race

package lit

// underRace says that the race detector runs. It makes an evaluation ten times
// as slow and finds nothing in real scans that it does not find in generated
// ones, so real scans are left to the run without it.
const underRace = true
