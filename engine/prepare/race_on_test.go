//go:build race

package prepare_test

// underRace is set when the race detector slows everything down tenfold.
const underRace = true
