//go:build race

package engine_test

// underRace is set when the race detector slows everything down tenfold.
const underRace = true
