package scan

import (
	"crypto/md5"
	"encoding/hex"
	"strings"
)

// maxChecksumBytes bounds md5checksum.hex, which has some 40 bytes.
const maxChecksumBytes = 64 << 10

// checkMain compares main.xml with the checksum entry. A checksum that can be
// read must match: all 69 real X3P files at hand match theirs. One in an unknown
// form, or none, is recorded.
func (s *Scan) checkMain(a *archive, doc *document, main []byte) error {
	raw := doc.fields["Record4/ChecksumFile"]
	name, ok := entryName(raw)
	if !ok || !a.has(name) {
		name = entryChecksum
	}
	if !a.has(name) {
		s.assume(AssumedChecksumMissing, "The archive has no checksum of main.xml; it was not verified.")
		return nil
	}
	text, err := a.read(name, maxChecksumBytes)
	if err != nil {
		return err
	}
	sum := md5.Sum(main)
	return s.checkSum(name, mainSum(string(text)), entryMain, sum[:])
}

// mainSum finds the sum of main.xml in the text of a checksum file. The forms
// seen are the bare number, with or without a line end, the output of md5sum
// ("<hex> *main.xml"), possibly with a line for each file, and that of the BSD
// tool ("MD5 (main.xml) = <hex>").
func mainSum(text string) string {
	text = strings.TrimPrefix(text, "\ufeff")
	first := ""
	for line := range strings.Lines(text) {
		for _, word := range strings.Fields(line) {
			if !isMD5(word) {
				continue
			}
			if strings.Contains(line, entryMain) {
				return word
			}
			if first == "" {
				first = word
			}
		}
	}
	if first == "" {
		return strings.TrimSpace(text)
	}
	return first
}

// checkSum compares a declared MD5 sum with the one found. where is the element
// or entry that declares it, of the entry that it is about.
func (s *Scan) checkSum(where, declared, of string, found []byte) error {
	switch {
	case declared == "":
		s.assume(AssumedChecksumMissing, "%s gives no checksum of %s; it was not verified.", where, of)
	case !isMD5(declared):
		s.assume(AssumedChecksumForm, "%s holds %q, which is not an MD5 sum; %s was not verified.", where, shorten(declared), of)
	case !strings.EqualFold(declared, hex.EncodeToString(found)):
		return &Error{
			Kind: ErrChecksum, Format: X3P,
			What:   of + " does not match its checksum in " + where,
			Remedy: "the file was damaged or changed after it was written: take it again from its source",
		}
	}
	return nil
}

func isMD5(text string) bool {
	if len(text) != 2*md5.Size {
		return false
	}
	_, err := hex.DecodeString(text)
	return err == nil
}
