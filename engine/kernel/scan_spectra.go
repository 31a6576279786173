package kernel

import "fmt"

// Spectra works out the dense part alone, the sums over rings, for signatures in
// stored order, and keeps nothing of it: it is there to be timed. MACs of each are
// done. What comes of it is what Sums returns.
func (s *Scan) Spectra(stored []int8) {
	n := s.layout.Bytes()
	if len(stored)%n != 0 {
		panic(fmt.Sprintf("kernel: %d values of signatures of %d", len(stored), n))
	}
	m := s.memory.Get().(*scratch)
	defer s.memory.Put(m)
	for len(stored) > 0 {
		count := min(len(stored)/n, blockItems)
		s.dense(m, stored, nil, count)
		stored = stored[count*n:]
	}
}
