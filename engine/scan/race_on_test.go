//go:build race

package scan_test

// underRace says that the race detector runs. It makes unpacking twenty times
// slower, so that tests over many real files then read a part of them.
const underRace = true
