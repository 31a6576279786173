//go:build !race

package prepare_test

const underRace = false
