package gallery

// A segment file, version 2, holds entries of one class in ascending order of
// their sequence numbers. All numbers are little endian.
//
// The header is a page of 4096 bytes:
//
//	magic    8 bytes  "CTJOGLRY"
//	version  uint16   2
//	kind, modality, rings, harmonics, first    5 uint8
//	engine, params    each uint8 length + bytes
//	capacity uint32   how many entries the file can take, 1 to 2^20
//	zeros, and in the last four bytes
//	checksum uint32   CRC-32C of all that precedes
//
// Names follow, capacity times 64 bytes:
//
//	sequence number  int64, positive
//	template         32 bytes, SHA-256 of the stored template
//	signature        uint32   CRC-32C of the signature
//	checksum         uint32   CRC-32C of the three above
//	zeros            16 bytes
//
// From the next page's beginning on there are the signatures, capacity times as
// many bytes as kernel.Layout says, in stored order.
//
// Both checksums of a name continue that of the header, so that an entry of
// another class or file does not pass for one of this. What is not yet written is
// a hole of the file; its length tells how many signatures were begun. An entry
// is there when its name is: signatures are made durable first. A name whose
// place is zero or whose checksum does not fit is damaged when a sound one
// follows, and else what a crash left behind, which is cut off.
//
// Version 1 kept entries as records, ring by ring. Its files are reported as lost
// and removed: whoever owns the gallery has their templates. A version that is
// newer is refused.

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"unsafe"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/mark"
)

const (
	magic     = "CTJOGLRY"
	version   = 2
	pageBytes = 4096
	sumBytes  = 4

	nameBytes = 64
	nameBody  = 8 + 32 + sumBytes // what a name's checksum is of
	nameEnd   = nameBody + sumBytes

	// mostCapacity is what a header may ask for.
	mostCapacity = 1 << 20
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errHeader is wrapped by errors about bytes that do not begin like a segment of
// this version.
var errHeader = errors.New("the segment's header is damaged or of an older version")

// errVersion is wrapped by the error about a version that is too new.
var errVersion = errors.New("use a newer program, or remove the gallery's folder and rebuild it with this one")

// format is what the header says about a file.
type format struct {
	class    feature.Class
	capacity int
	// sum is the header's checksum.
	sum uint32
}

// nameAt is where the name of the entry i stands.
func (f *format) nameAt(i int) int64 { return pageBytes + int64(i)*nameBytes }

// signatureAt is where the signature of the entry i stands.
func (f *format) signatureAt(i int) int64 {
	start := (f.nameAt(f.capacity) + pageBytes - 1) / pageBytes * pageBytes
	return start + int64(i)*int64(f.class.Layout.Bytes())
}

// size is the length of a full file in bytes.
func (f *format) size() int64 { return f.signatureAt(f.capacity) }

// newFormat returns the format of a class, which must pass its Check, and the
// header's bytes.
func newFormat(c feature.Class, capacity int) (format, []byte) {
	b := binary.LittleEndian.AppendUint16(append(make([]byte, 0, pageBytes), magic...), version)
	b = append(b, uint8(c.Kind), uint8(c.Modality), uint8(c.Layout.Rings), uint8(c.Layout.Harmonics), uint8(c.Layout.First))
	for _, s := range []string{c.Engine, c.Params} {
		b = append(append(b, uint8(len(s))), s...)
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(capacity))[:pageBytes]
	sum := crc32.Checksum(b[:pageBytes-sumBytes], castagnoli)
	binary.LittleEndian.PutUint32(b[pageBytes-sumBytes:], sum)
	return format{class: c, capacity: capacity, sum: sum}, b
}

// readFormat reads a header, of which less than a page may be there.
func readFormat(b []byte) (format, error) {
	fixed := len(magic) + 2
	if len(b) < fixed || string(b[:len(magic)]) != magic {
		return format{}, errHeader
	}
	if v := binary.LittleEndian.Uint16(b[len(magic):]); v > version {
		return format{}, fmt.Errorf("gallery segment of format version %d, this program reads version %d: %w", v, version, errVersion)
	} else if v < version || len(b) < pageBytes {
		return format{}, errHeader
	}
	body := b[:pageBytes-sumBytes]
	f := format{sum: crc32.Checksum(body, castagnoli)}
	if binary.LittleEndian.Uint32(b[pageBytes-sumBytes:]) != f.sum {
		return format{}, errHeader
	}
	f.class.Kind, f.class.Modality = mark.Kind(body[fixed]), feature.Modality(body[fixed+1])
	f.class.Layout = kernel.Layout{Rings: int(body[fixed+2]), Harmonics: int(body[fixed+3]), First: int(body[fixed+4])}
	rest := body[fixed+5:] // longer than two names and the capacity can be
	for _, name := range []*string{&f.class.Engine, &f.class.Params} {
		n := 1 + int(rest[0])
		*name, rest = string(rest[1:n]), rest[n:]
	}
	f.capacity = int(binary.LittleEndian.Uint32(rest))
	if f.capacity < 1 || f.capacity > mostCapacity || f.class.Check() != nil {
		return format{}, errHeader
	}
	return f, nil
}

// appendName appends the name of an entry with the given signature, in stored
// order.
func (f *format) appendName(b []byte, seq int64, template *[32]byte, stored []int8) []byte {
	start := len(b)
	b = binary.LittleEndian.AppendUint64(b, uint64(seq))
	b = append(b, template[:]...)
	b = binary.LittleEndian.AppendUint32(b, f.signatureSum(stored))
	b = binary.LittleEndian.AppendUint32(b, crc32.Update(f.sum, castagnoli, b[start:]))
	return append(b, make([]byte, nameBytes-nameEnd)...)
}

func (f *format) signatureSum(stored []int8) uint32 {
	return crc32.Update(f.sum, castagnoli, unsigned(stored))
}

// name is what stands in an entry's name.
type name struct {
	seq       int64
	template  [32]byte
	signature uint32 // its checksum
}

// openName reads a name and tells whether it is as it was written.
func (f *format) openName(b []byte) (n name, sound bool) {
	n.seq = int64(binary.LittleEndian.Uint64(b))
	n.template = [32]byte(b[8:])
	n.signature = binary.LittleEndian.Uint32(b[nameBody-sumBytes:])
	sound = n.seq > 0 && crc32.Update(f.sum, castagnoli, b[:nameBody]) == binary.LittleEndian.Uint32(b[nameBody:]) &&
		isZero(b[nameEnd:nameBytes])
	return n, sound
}

func isZero(b []byte) bool {
	for _, v := range b {
		if v != 0 {
			return false
		}
	}
	return true
}

// unsigned are the bytes of a signature.
func unsigned(values []int8) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(values))), len(values))
}

// signed are bytes as a signature.
func signed(b []byte) []int8 {
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(b))), len(b))
}
