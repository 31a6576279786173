// Package bench measures the engine. Its own benchmarks (go test -bench) time
// extraction, coarse search and fine comparison. The packages below it evaluate
// accuracy (eval drives, accuracy computes and draws, damage spoils scans, folder
// reads them, golden, overlap and lit hold figures to what is recorded) and speed:
// machine says what the machine can do, gate holds the hot loops to their records,
// crowd draws a million marks, scale searches among them, peer runs beside other
// programs.
package bench
