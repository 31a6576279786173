// Package catalog finds records by words, on a bleve index beside the store. The
// index follows the store's changes and can be thrown away and made again at any
// time; nothing in it is the only copy of anything.
package catalog
