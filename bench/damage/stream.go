package damage

import "math/rand/v2"

// Stream returns the random numbers for one purpose on one scan of an
// evaluation. Streams of different purposes are independent, so that turning
// the scans leaves their damage as it was.
func Stream(seed uint64, index int, purpose Purpose) *rand.Rand {
	return rand.New(rand.NewPCG(mix(seed), mix(uint64(index)<<8|uint64(purpose))))
}

// Purpose tells streams apart. The values are part of what a seed means: never
// renumber them.
type Purpose uint8

// The purposes of a stream.
const (
	ForDamage   Purpose = 1
	ForRotation Purpose = 2
)

// mix spreads neighbouring numbers over the whole range (Steele et al. 2014,
// the finaliser of SplitMix64), since seeds and indices are small and close.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
