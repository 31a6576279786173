package gallery

// A segment file, version 1, holds entries of one class in ascending order of
// their sequence numbers. All numbers are little endian.
//
// Header:
//
//	magic    8 bytes  "CTJOGLRY"
//	version  uint16   1
//	kind, modality, rings, harmonics, first    5 uint8
//	engine, params    each uint8 length + bytes
//	checksum uint32   CRC-32C of all that precedes
//
// Records follow, all of one length, which the header's layout gives:
//
//	sequence number  int64, positive
//	template         32 bytes, SHA-256 of the stored template
//	name's checksum  uint32   CRC-32C of the two above
//	signature        int8 values as kernel.Layout says
//	checksum         uint32   CRC-32C of the record so far
//
// Both checksums of a record continue that of the header, so that a record of
// another segment's class does not pass for one of this. Because records have
// one length, a damaged one costs itself alone, and the checksum of its name
// often tells which it was. Records are only ever added at the end; what a crash
// in the middle of that leaves behind the last sound record is cut off.
//
// A reader refuses a version that it does not know.

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"cotejo/engine/feature"
	"cotejo/engine/kernel"
	"cotejo/engine/mark"
)

const (
	magic     = "CTJOGLRY"
	version   = 1
	fixedHead = len(magic) + 2 + 5
	nameBytes = 8 + 32
	sumBytes  = 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errHeader is wrapped by errors about bytes that do not begin like a segment.
var errHeader = errors.New("the segment's header is damaged")

// errVersion is wrapped by the error about a version that is too new.
var errVersion = errors.New("use a newer program, or remove the gallery's folder and rebuild it with this one")

// format is what the header says about the records.
type format struct {
	class feature.Class
	// sum is the header's checksum, header its length in bytes.
	sum    uint32
	header int
}

// record is the length of a record in bytes.
func (f *format) record() int {
	return nameBytes + sumBytes + f.class.Layout.Bytes() + sumBytes
}

// size is the length of a file of n records in bytes.
func (f *format) size(n int) int64 { return int64(f.header) + int64(n)*int64(f.record()) }

// newFormat returns the format of a class, which must pass its Check, and the
// header's bytes.
func newFormat(c feature.Class) (format, []byte) {
	b := binary.LittleEndian.AppendUint16([]byte(magic), version)
	b = append(b, uint8(c.Kind), uint8(c.Modality), uint8(c.Layout.Rings), uint8(c.Layout.Harmonics), uint8(c.Layout.First))
	for _, s := range []string{c.Engine, c.Params} {
		b = append(append(b, uint8(len(s))), s...)
	}
	sum := crc32.Checksum(b, castagnoli)
	b = binary.LittleEndian.AppendUint32(b, sum)
	return format{class: c, sum: sum, header: len(b)}, b
}

// appendRecord appends the bytes of an entry's record.
func (f *format) appendRecord(b []byte, e *Entry) []byte {
	start := len(b)
	b = binary.LittleEndian.AppendUint64(b, uint64(e.Seq))
	b = append(b, e.Template[:]...)
	sum := crc32.Update(f.sum, castagnoli, b[start:])
	b = binary.LittleEndian.AppendUint32(b, sum)
	for _, v := range e.Signature {
		b = append(b, byte(v))
	}
	return binary.LittleEndian.AppendUint32(b, crc32.Update(f.sum, castagnoli, b[start:]))
}

// readFormat reads the header.
func readFormat(r io.Reader) (format, error) {
	head := make([]byte, fixedHead, fixedHead+2*256+sumBytes)
	if err := fill(r, head); err != nil {
		return format{}, err
	}
	if string(head[:len(magic)]) != magic {
		return format{}, errHeader
	}
	if v := binary.LittleEndian.Uint16(head[len(magic):]); v != version {
		return format{}, fmt.Errorf("gallery segment of format version %d, this program reads version %d: %w", v, version, errVersion)
	}
	f := head[len(magic)+2:]
	c := feature.Class{
		Kind: mark.Kind(f[0]), Modality: feature.Modality(f[1]),
		Layout: kernel.Layout{Rings: int(f[2]), Harmonics: int(f[3]), First: int(f[4])},
	}
	take := func(n int) ([]byte, error) {
		at := len(head)
		head = head[:at+n]
		return head[at:], fill(r, head[at:])
	}
	for _, name := range []*string{&c.Engine, &c.Params} {
		n, err := take(1)
		if err != nil {
			return format{}, err
		}
		text, err := take(int(n[0]))
		if err != nil {
			return format{}, err
		}
		*name = string(text)
	}
	sum := crc32.Checksum(head, castagnoli)
	stored, err := take(sumBytes)
	if err != nil {
		return format{}, err
	}
	if binary.LittleEndian.Uint32(stored) != sum || c.Check() != nil {
		return format{}, errHeader
	}
	return format{class: c, sum: sum, header: len(head)}, nil
}

// fill reads exactly len(b) bytes of a header.
func fill(r io.Reader, b []byte) error {
	_, err := io.ReadFull(r, b)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errHeader
	}
	return err
}

// slot is what stands in the place of a record.
type slot struct {
	named bool // the sequence number is as it was written
	sound bool // all of it is
	seq   int64
}

// open looks at a record's bytes.
func (f *format) open(b []byte) slot {
	body, stored := b[:len(b)-sumBytes], binary.LittleEndian.Uint32(b[len(b)-sumBytes:])
	name, nameSum := b[:nameBytes], binary.LittleEndian.Uint32(b[nameBytes:])
	s := slot{seq: int64(binary.LittleEndian.Uint64(name))}
	s.named = s.seq > 0 && crc32.Update(f.sum, castagnoli, name) == nameSum
	s.sound = s.named && crc32.Update(f.sum, castagnoli, body) == stored
	return s
}

// unpack reads a sound record; its signature is written into values.
func (f *format) unpack(b []byte, values []int8) Entry {
	e := Entry{Seq: int64(binary.LittleEndian.Uint64(b)), Class: f.class, Signature: values}
	copy(e.Template[:], b[8:])
	for i, v := range b[nameBytes+sumBytes : len(b)-sumBytes] {
		values[i] = int8(v)
	}
	return e
}

// content is what a segment file turned out to hold.
type content struct {
	format
	sound, whole int    // records: sound ones, and all that are not cut short
	lost         []Loss // before the last sound record
	torn         []Loss // after it
}

// readSegment reads a segment to its end and calls keep with every sound record,
// in order; the entry's signature is valid during the call only. It returns the
// reader's error, or one that wraps errHeader or errVersion.
func readSegment(r io.Reader, keep func(Entry)) (content, error) {
	buffered := bufio.NewReaderSize(r, 1<<16)
	f, err := readFormat(buffered)
	if err != nil {
		return content{}, err
	}
	c := content{format: f}
	bytes, values := make([]byte, f.record()), make([]int8, f.class.Layout.Bytes())
	last := int64(0) // known sequence number
	for {
		got, err := io.ReadFull(buffered, bytes)
		if errors.Is(err, io.EOF) {
			break
		}
		s := slot{}
		if err == nil {
			c.whole++
			s = f.open(bytes)
		} else if !errors.Is(err, io.ErrUnexpectedEOF) {
			return content{}, err
		}
		if s.seq <= last { // no place for it: as good as unreadable
			s = slot{}
		}
		if s.named {
			c.torn = before(c.torn, s.seq)
			last = s.seq
		}
		if !s.sound {
			c.torn = lose(c.torn, s, last)
			if got < len(bytes) {
				break
			}
			continue
		}
		c.lost, c.torn = append(c.lost, c.torn...), nil
		c.sound++
		keep(f.unpack(bytes, values))
	}
	return c, nil
}
