// Package eval drives an evaluation: it reads folders of scans with their
// truth, turns or damages them if asked to, lets the engine enrol, search and
// compare all of them, and takes the cost of each stage. What the scores mean
// is left to package accuracy.
package eval
