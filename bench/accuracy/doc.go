// Package accuracy turns the scores of a labelled collection into figures: how
// well the score separates pairs from one firearm from pairs of different ones,
// how well it ranks, and what it cost. It knows nothing of scans or of the
// engine: labels and scores in, a report, a table and three plots out.
package accuracy
