// Package damage spoils scans in a seeded way, to see how an evaluation holds
// when marks are partial, noisy or turned. It follows the development set of
// the prototype (hard.py), in physical units instead of pixels.
package damage

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Spec says how a scan is damaged. Six round holes are always made.
type Spec struct {
	// SectorDeg is the width of the random sector that is kept, in degrees
	// about the middle of the frame; 360 keeps everything.
	SectorDeg float64
	// Noise is the standard deviation of the added noise, in units of the
	// surface's robust standard deviation.
	Noise float64
}

// The largest noise that is accepted: far beyond what any comparison survives.
const maxNoise = 100

// Parse reads the form "sector=240,noise=0.5". A key may be left out: then the
// whole circle is kept, and no noise added. An error names the key.
func Parse(text string) (Spec, error) {
	s := Spec{SectorDeg: 360}
	if strings.TrimSpace(text) == "" {
		return s, fmt.Errorf("damage is empty: give it as sector=240,noise=0.5")
	}
	seen := map[string]bool{}
	for part := range strings.SplitSeq(text, ",") {
		key, value, ok := strings.Cut(part, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		if !ok {
			return s, fmt.Errorf("damage %q has no value: give it as sector=240,noise=0.5", key)
		}
		if seen[key] {
			return s, fmt.Errorf("damage names %s twice", key)
		}
		seen[key] = true
		if err := s.set(key, value); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (s *Spec) set(key, value string) error {
	v, err := strconv.ParseFloat(value, 64)
	switch key {
	case "sector":
		if err != nil || !(v > 0 && v <= 360) {
			return fmt.Errorf("damage sector=%s: the sector that is kept must be above 0 and at most 360 degrees", value)
		}
		s.SectorDeg = v
	case "noise":
		if err != nil || !(v >= 0 && v <= maxNoise) {
			return fmt.Errorf("damage noise=%s: the noise must be from 0 to %d robust standard deviations of the surface", value, maxNoise)
		}
		s.Noise = math.Abs(v) // no negative zero
	default:
		return fmt.Errorf("damage %q is not known: the keys are sector and noise, as in sector=240,noise=0.5", key)
	}
	return nil
}

// String returns the form that Parse reads, with both keys.
func (s Spec) String() string {
	return fmt.Sprintf("sector=%s,noise=%s",
		strconv.FormatFloat(s.SectorDeg, 'g', -1, 64), strconv.FormatFloat(s.Noise, 'g', -1, 64))
}

// UnmarshalText implements encoding.TextUnmarshaler, for command lines.
func (s *Spec) UnmarshalText(text []byte) (err error) {
	*s, err = Parse(string(text))
	return err
}

// MarshalText implements encoding.TextMarshaler.
func (s Spec) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
