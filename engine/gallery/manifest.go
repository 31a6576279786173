package gallery

// The manifest lists the segment files that count, by their numbers. All numbers
// are little endian:
//
//	magic    8 bytes  "CTJOGLST"
//	version  uint16   1
//	count    uint32
//	numbers  count times uint32, ascending
//	checksum uint32   CRC-32C of all that precedes
//
// It is replaced by renaming, so that it is there as a whole or as it was. A
// segment file that it does not list is what a crash left behind.

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
)

const (
	manifestName    = "manifest"
	manifestMagic   = "CTJOGLST"
	manifestVersion = 1
	manifestHead    = len(manifestMagic) + 2 + 4
	// mostSegments bounds what is read of a manifest.
	mostSegments = 1 << 20
)

// errManifest is about a file that is no manifest.
var errManifest = errors.New("the gallery's list of segments is damaged")

func appendManifest(b []byte, segments []int) []byte {
	start := len(b)
	b = binary.LittleEndian.AppendUint16(append(b, manifestMagic...), manifestVersion)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(segments)))
	for _, n := range segments {
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b[start:], castagnoli))
}

// readManifest returns the numbers of the segments, never nil. The error wraps
// errManifest or errVersion.
func readManifest(b []byte) ([]int, error) {
	if len(b) < manifestHead || string(b[:len(manifestMagic)]) != manifestMagic {
		return nil, errManifest
	}
	if v := binary.LittleEndian.Uint16(b[len(manifestMagic):]); v > manifestVersion {
		return nil, fmt.Errorf("list of gallery segments of format version %d, this program reads version %d: %w", v, manifestVersion, errVersion)
	} else if v < manifestVersion {
		return nil, errManifest
	}
	count := int64(binary.LittleEndian.Uint32(b[manifestHead-4:]))
	end := int64(manifestHead) + 4*count
	if int64(len(b)) != end+sumBytes || crc32.Checksum(b[:end], castagnoli) != binary.LittleEndian.Uint32(b[end:]) {
		return nil, errManifest
	}
	out := make([]int, count)
	for i := range out {
		out[i] = int(binary.LittleEndian.Uint32(b[manifestHead+4*i:]))
		if out[i] < 1 || out[i] > mostNumber || i > 0 && out[i] <= out[i-1] {
			return nil, errManifest
		}
	}
	return out, nil
}

// loadManifest reads the folder's manifest. The error may wrap os.ErrNotExist.
func (g *Gallery) loadManifest() ([]int, error) {
	path := filepath.Join(g.dir, manifestName)
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > int64(manifestHead)+4*mostSegments+sumBytes {
		return nil, errManifest
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return readManifest(b)
}

// commit makes the segments the ones that count and then removes the files that
// no longer do. When it fails, which of them count after a crash is not known, so
// that nothing may be appended before it succeeds.
func (g *Gallery) commit() error {
	g.unsure = true
	if err := g.replace(manifestName, appendManifest(nil, g.listed())); err != nil {
		return err
	}
	g.unsure = false
	g.sweep()
	return nil
}

// sweep removes files that do not count. What cannot be removed, Open removes.
func (g *Gallery) sweep() {
	for _, name := range g.stale {
		_ = os.Remove(filepath.Join(g.dir, name))
	}
	g.stale = nil
}
