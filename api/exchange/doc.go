// Package exchange takes a laboratory's records out of the service and brings
// them in: whole archives between instances, and folders of files with a table
// that says what they are.
//
// # Archives
//
// An archive is a zip of format "cotejo-exchange", version 1:
//
//	records/KIND.jsonl      every record of a kind as JSON, one a line, newest first
//	tables/KIND.csv         the same as a table for people
//	originals/ID/NAME       the file of the acquisition ID, as it came
//	manifest.json           what is in it (Contents), with the SHA-256 of every file
//
// It holds what whoever made it may see. Templates and pictures are not in it:
// the receiving instance extracts the originals again, with its own engine. What
// people did (searches, candidates, reviews, leads, hits) is in it to be read,
// and is not entered elsewhere: an act belongs to the instance in which a person
// with an account did it, and to its audit log.
package exchange
