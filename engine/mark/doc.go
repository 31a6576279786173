// Package mark is the vocabulary of the engine: surfaces and images with a
// lateral pitch, masks, kinds of mark, and poses. It imports nothing of Cotejo
// and holds no algorithm beyond what a definition needs.
package mark
