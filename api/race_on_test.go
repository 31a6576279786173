//go:build race

package api_test

// raceOn tells whether the race detector watches: everything then takes several times as long.
const raceOn = true
