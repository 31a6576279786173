// Package bench measures the engine. Its own benchmarks (go test -bench) time
// extraction, coarse search and fine comparison; the packages below it evaluate
// accuracy: eval drives, accuracy computes and draws, damage spoils scans,
// folder reads them, golden holds figures to what is recorded.
package bench
