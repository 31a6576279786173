package scan

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"strings"
)

// ratioFreeBytes is the unpacked size up to which an entry may pack as well as
// it likes: it costs less than the packed files of ordinary scans.
const ratioFreeBytes = 4 << 20

// directorySignature starts every entry of a zip archive's central directory.
const directorySignature = "PK\x01\x02"

// archive is a checked view of a zip archive. Its names are compared with names
// in main.xml and never used as paths.
type archive struct {
	files  map[string]*zip.File
	packed uint64 // bytes of the whole archive
	lim    Limits
}

// openArchive reads the directory of a zip archive and refuses one that is
// damaged, holds too many entries, or holds names that lead out of it or occur
// twice.
func openArchive(data []byte, lim Limits) (*archive, error) {
	// archive/zip allocates for as many entries as the directory has, whatever
	// number it declares. The signatures bound that number from above.
	if n := bytes.Count(data, []byte(directorySignature)); n > lim.MaxEntries {
		return nil, tooLarge(X3P, "the archive has %d entries, the limit is %d", n, lim.MaxEntries)
	}
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		if !bytes.Contains(data, []byte("PK\x05\x06")) {
			return nil, truncated(X3P, "the zip archive ends before its directory").because(err)
		}
		return nil, malformed(X3P, "the directory of the zip archive is damaged").because(err)
	}
	a := &archive{files: make(map[string]*zip.File, len(zr.File)), packed: uint64(len(data)), lim: lim}
	for _, f := range zr.File {
		name, ok := entryName(f.Name)
		if !ok {
			return nil, malformed(X3P, "the archive has an entry with the unsafe name %q", f.Name)
		}
		if strings.HasSuffix(name, "/") {
			continue
		}
		if a.files[name] != nil {
			return nil, malformed(X3P, "the archive has two entries named %q, so its content is ambiguous", name)
		}
		a.files[name] = f
	}
	return a, nil
}

// entryName brings a name to slashes, without a leading "./". It refuses what
// would leave a directory if it were unpacked.
func entryName(name string) (string, bool) {
	name = strings.ReplaceAll(strings.TrimSpace(name), `\`, "/")
	for strings.HasPrefix(name, "./") {
		name = name[2:]
	}
	if name == "" || len(name) > 512 || name[0] == '/' || strings.ContainsAny(name, ":\x00") {
		return "", false
	}
	for _, part := range strings.Split(name, "/") {
		if part == ".." {
			return "", false
		}
	}
	return name, true
}

// has reports whether an entry of that name exists.
func (a *archive) has(name string) bool { return a.files[name] != nil }

// size returns the unpacked size that an entry declares.
func (a *archive) size(name string) uint64 { return a.files[name].UncompressedSize64 }

// open returns a reader of an entry after checking what it declares against the
// limits and limit. The reader may still yield more than was declared: callers
// stop at what they expect.
func (a *archive) open(name string, limit int64) (io.ReadCloser, error) {
	f := a.files[name]
	if f == nil {
		return nil, malformed(X3P, "the archive has no entry %q", name)
	}
	limit = min(limit, a.lim.MaxEntryBytes)
	if f.UncompressedSize64 > uint64(limit) {
		return nil, tooLarge(X3P, "%s declares %d bytes, the limit is %d", name, f.UncompressedSize64, limit)
	}
	// The packed size is a claim too; the archive has no more bytes than it has.
	packed := min(f.CompressedSize64, a.packed)
	if f.UncompressedSize64 > ratioFreeBytes && float64(f.UncompressedSize64) > a.lim.MaxRatio*float64(packed) {
		return nil, tooLarge(X3P, "%s unpacks %d bytes to %d, more than %g times: this looks like a zip bomb",
			name, packed, f.UncompressedSize64, a.lim.MaxRatio)
	}
	if f.Flags&1 != 0 {
		return nil, unsupported(X3P, "save the archive without a password", "%s is encrypted", name)
	}
	rc, err := f.Open()
	if err != nil {
		return nil, unpackError(name, err)
	}
	return rc, nil
}

// read returns the whole of a small entry.
func (a *archive) read(name string, limit int64) ([]byte, error) {
	rc, err := a.open(name, limit)
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	declared := int64(a.size(name))
	data, err := io.ReadAll(io.LimitReader(rc, declared+1))
	if err != nil {
		return nil, unpackError(name, err)
	}
	if int64(len(data)) > declared {
		return nil, malformed(X3P, "%s unpacks to more than the %d bytes it declares", name, declared)
	}
	return data, nil
}

// unpackError gives an error of archive/zip or compress/flate its kind.
func unpackError(name string, err error) *Error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, zip.ErrChecksum):
		e := malformed(X3P, "%s does not match the checksum of the zip archive", name).because(err)
		e.Kind, e.Remedy = ErrChecksum, remedyAgain
		return e
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return truncated(X3P, "%s ends early", name).because(err)
	case errors.Is(err, zip.ErrAlgorithm):
		return unsupported(X3P, "pack the archive with deflate", "%s is packed with an unknown method", name).because(err)
	case errors.As(err, &corrupt), errors.Is(err, zip.ErrFormat):
		return malformed(X3P, "%s cannot be unpacked", name).because(err)
	}
	return malformed(X3P, "%s cannot be read", name).because(err)
}
