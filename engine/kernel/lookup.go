package kernel

// #include <stdint.h>
import "C"

import (
	"fmt"
	"unsafe"
)

// lookup is what a Scan or a Sieve is asked for: the peaks of stored signatures,
// those at the places or, when that is nil, the first.
type lookup struct {
	size   int // of a signature
	stored []int8
	places []int32
	best   []float32 // one peak for each
}

// inRow asks for signatures that stand back to back.
func inRow(l Layout, stored []int8, best []float32) lookup {
	if n := l.Bytes(); len(stored) != len(best)*n {
		panic(fmt.Sprintf("kernel: %d values for %d signatures of %d", len(stored), len(best), n))
	}
	return lookup{size: l.Bytes(), stored: stored, best: best}
}

// atPlaces asks for those at places, which C does not check.
func atPlaces(l Layout, stored []int8, places []int32, best []float32) lookup {
	if len(places) != len(best) {
		panic(fmt.Sprintf("kernel: %d places for %d peaks", len(places), len(best)))
	}
	held := len(stored) / l.Bytes()
	for _, p := range places {
		if p < 0 || int(p) >= held {
			panic(fmt.Sprintf("kernel: place %d of %d signatures", p, held))
		}
	}
	return lookup{size: l.Bytes(), stored: stored, places: places, best: best}
}

// step is how many signatures go to C at once: a goroutine cannot be stopped
// there.
const step = 1 << 12

// take cuts the next signatures off, at most n.
func (l *lookup) take(n int) lookup {
	next := *l
	n = min(n, len(l.best))
	next.best, l.best = l.best[:n], l.best[n:]
	if l.places != nil {
		next.places, l.places = l.places[:n], l.places[n:]
	} else {
		l.stored = l.stored[n*l.size:]
	}
	return next
}

// What follows is for C; there must be a signature.

func (l *lookup) values() *C.int8_t { return (*C.int8_t)(unsafe.Pointer(&l.stored[0])) }

func (l *lookup) count() C.int32_t { return C.int32_t(len(l.best)) }

func (l *lookup) peaks() *C.float { return (*C.float)(unsafe.Pointer(&l.best[0])) }
