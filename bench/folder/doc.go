// Package folder reads scans and their truth from folders on disk. The engine
// takes readers and never paths; this is where paths become readers, for
// evaluations and for the command line.
package folder
