package mark

import "fmt"

// Kind names a mark on a fired cartridge case. The values are stored in
// templates and records: never renumber them.
type Kind uint8

// The kinds of mark that the engine compares. A mark is compared with marks of
// its own kind only.
const (
	// BreechFace is the impression of the slide's breech face on the primer
	// and the case head.
	BreechFace Kind = 1
	// FiringPin is the dent of the firing pin in the primer.
	FiringPin Kind = 2
	// ApertureShear is the striated mark where the primer flowed into the
	// firing pin aperture and was sheared.
	ApertureShear Kind = 3
	// Ejector is the impact of the ejector on the rim or the case head.
	Ejector Kind = 4
)

// String returns the name used in file names, JSON and reports.
func (k Kind) String() string {
	switch k {
	case BreechFace:
		return "breech_face"
	case FiringPin:
		return "firing_pin"
	case ApertureShear:
		return "aperture_shear"
	case Ejector:
		return "ejector"
	}
	return "unknown"
}

// Kinds returns the kinds of mark in their order.
func Kinds() []Kind { return []Kind{BreechFace, FiringPin, ApertureShear, Ejector} }

// KindNamed returns the kind that String names so.
func KindNamed(name string) (Kind, error) {
	for _, k := range Kinds() {
		if k.String() == name {
			return k, nil
		}
	}
	return 0, fmt.Errorf("no kind of mark is called %q: breech_face, firing_pin, aperture_shear, ejector", name)
}
