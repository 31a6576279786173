// Package scale measures a search through a gallery of a given size: a crowd of
// drawn signatures (bench/crowd) in which scans with known firearms are hidden. It
// builds the gallery, opens it, searches it in every way that a laboratory does,
// and tells what that costs and whether the hidden mates are found. Linux only.
//
// The crowd has signatures and no surfaces. Where a search compares an entry of it
// in full, the entry has the levels of a generated exhibit, chosen by its number,
// beside its own signature: the cost is that of a real comparison, and the score
// that of a real non-mate, but one that was not chosen for being like the probe in
// its finest detail. What that means for rank 1 is told in docs/design/bench.md.
package scale
