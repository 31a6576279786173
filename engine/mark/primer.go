package mark

import (
	"fmt"
	"strings"
)

// PrimerSize is the size of a cartridge's primer.
type PrimerSize string

// The sizes that matter on pistol cartridges. Rifle primers share the diameters.
const (
	SmallPrimer PrimerSize = "small"
	LargePrimer PrimerSize = "large"
	// Rimfire cartridges have no primer: the firing pin strikes the rim.
	Rimfire PrimerSize = "rimfire"
)

// DiameterUm is the nominal diameter of the primer's cup in micrometres, 0 for
// none: 0.175 and 0.210 inch (SAAMI Z299.3).
func (p PrimerSize) DiameterUm() float64 {
	switch p {
	case SmallPrimer:
		return 4445
	case LargePrimer:
		return 5334
	}
	return 0
}

// primerOf lists calibres by the size of their primer, each as squash writes it.
var primerOf = map[PrimerSize][]string{
	SmallPrimer: {
		"9x19", "9mmluger", "9mmparabellum", "9mmpara", "9mm", "9x17", "380acp", "380auto", "9mmkurz", "9mmcorto", "9mmshort",
		"9x18", "9mmmakarov", "9x21", "38special", "38spl", "38super", "38superauto", "357magnum", "357mag", "357sig",
		"32acp", "32auto", "765browning", "765mm", "25acp", "25auto", "635browning", "635mm", "40sw", "40smithwesson",
		"57x28", "57x28mm", "762x25", "762tokarev", "30luger", "223remington", "223rem", "556x45", "30carbine",
	},
	LargePrimer: {
		"45acp", "45auto", "10mmauto", "10mm", "44magnum", "44mag", "44special", "45colt", "41magnum", "50ae",
		"762x39", "762x51", "308winchester", "308win", "3006", "3006springfield", "454casull",
	},
	Rimfire: {"22lr", "22longrifle", "22long", "22short", "22", "22wmr", "22magnum", "17hmr", "22l"},
}

// PrimerOfCalibre returns the size of the primer of a calibre, by its usual names
// whatever their spacing and case, also with words after them. The error names what
// can be said instead.
func PrimerOfCalibre(name string) (PrimerSize, error) {
	s := squash(name)
	var best string
	var size PrimerSize
	for of, names := range primerOf {
		for _, n := range names {
			if s == n {
				return of, nil
			}
			if len(n) >= shortestStem && len(n) > len(best) && strings.HasPrefix(s, n) {
				best, size = n, of
			}
		}
	}
	if best == "" {
		return "", fmt.Errorf("calibre %q is not known here: say the primer's size, small or large, or the pitch in micrometres", name)
	}
	return size, nil
}

// shortestStem is how long a name must be to be known with more words after it: 9x19
// is, 22 is not.
const shortestStem = 4

// squash keeps the letters and digits of a name.
func squash(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(strings.ReplaceAll(name, "×", "x")))
}
