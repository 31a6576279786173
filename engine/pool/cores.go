package pool

import "runtime"

var cores = runtime.GOMAXPROCS(0)

// Cores is how many processors the process may use: GOMAXPROCS as it was when the
// process began.
func Cores() int { return cores }

// spare is one processor for the collector of garbage and one to stay idle.
const spare = 2

// KeepSpare gives Go's scheduler more processors than Cores. Workers spend their time
// in C. While no processor is idle, the scheduler takes away that of a worker which has
// been there for 20 us, wakes another thread to look for work, and has to give it back:
// up to a fifth of two cores is lost to that (docs/design/engine.md). It is for programs
// that bound their work by pools, is called once, before there are workers, and sets
// GOMAXPROCS for good.
func KeepSpare() { runtime.GOMAXPROCS(cores + spare) }
