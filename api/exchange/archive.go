package exchange

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"cotejo/api/casework"
)

// Limits bound what an archive may hold, so that a hostile one costs little.
type Limits struct {
	Files    int   // in the archive
	Total    int64 // bytes of all files, uncompressed
	Contents int64 // bytes of manifest.json
	Line     int   // bytes of one record
}

// DefaultLimits are above the collection of a large laboratory.
func DefaultLimits() Limits {
	return Limits{Files: 2_000_000, Total: 16 << 40, Contents: 1 << 30, Line: 1 << 20}
}

// Archive is an archive that may be imported: its structure is sound, and it
// holds what its manifest says.
type Archive struct {
	Contents Contents

	limits    Limits
	files     map[string]*zip.File
	originals map[string]*zip.File // by SHA-256
}

// Open reads what an archive of a size holds, and refuses one that is hostile,
// damaged or of another format. It does not read the files: see Verify.
func Open(r io.ReaderAt, size int64, limits Limits) (*Archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, casework.Fail(casework.CodeUnsupported, "exchange.no_archive").Because(err)
	}
	a := &Archive{limits: limits, files: make(map[string]*zip.File, len(z.File)), originals: map[string]*zip.File{}}
	if err := a.entries(z.File, size); err != nil {
		return nil, err
	}
	if err := a.contents(); err != nil {
		return nil, err
	}
	return a, a.agree()
}

// entries checks what the archive's directory says.
func (a *Archive) entries(entries []*zip.File, size int64) error {
	if len(entries) > a.limits.Files {
		return tooLarge("files", int64(a.limits.Files))
	}
	var total, packed uint64
	for _, f := range entries {
		if !sound(f.Name) {
			return damaged("exchange.name", "name", shorten(f.Name))
		}
		if a.files[f.Name] != nil {
			return damaged("exchange.twice", "name", f.Name)
		}
		if f.Method != zip.Store && f.Method != zip.Deflate || f.Flags&1 != 0 {
			return damaged("exchange.method", "name", f.Name)
		}
		a.files[f.Name] = f
		// Neither sum can overflow: each addend is checked against what is left.
		if f.UncompressedSize64 > uint64(a.limits.Total)-total {
			return tooLarge("bytes", a.limits.Total)
		}
		total += f.UncompressedSize64
		// Files that lie in one another pack more than there is.
		if f.CompressedSize64 > uint64(size)-packed {
			return damaged("exchange.overlap", "name", f.Name)
		}
		packed += f.CompressedSize64
	}
	return nil
}

// sound tells whether a name is one that this package writes: it never becomes a
// path here, and must be harmless for whoever unpacks the archive.
func sound(name string) bool {
	parts := strings.Split(name, "/")
	switch {
	case !utf8.ValidString(name) || len(name) > 400 || path.Clean(name) != name || strings.ContainsAny(name, "\\:"):
		return false
	case name == contentsName:
		return true
	case len(parts) == 2 && parts[0]+"/" == recordsDir:
		return casework.New(casework.Kind(strings.TrimSuffix(parts[1], recordsExt))) != nil && strings.HasSuffix(name, recordsExt)
	case len(parts) == 2 && parts[0]+"/" == tablesDir:
		return casework.New(casework.Kind(strings.TrimSuffix(parts[1], tablesExt))) != nil && strings.HasSuffix(name, tablesExt)
	case len(parts) == 2 && (parts[0]+"/" == snapshotsDir || parts[0]+"/" == reportsDir):
		return parts[1] == safeName(parts[1])
	case len(parts) == 3 && parts[0]+"/" == originalsDir:
		return parts[1] == safeName(parts[1]) && parts[2] == safeName(parts[2])
	}
	return false
}

// contents reads manifest.json.
func (a *Archive) contents() error {
	f := a.files[contentsName]
	if f == nil {
		return casework.Fail(casework.CodeUnsupported, "exchange.no_manifest")
	}
	text, err := readAll(f, a.limits.Contents)
	if err != nil {
		return err
	}
	var head struct {
		Format  string `json:"format"`
		Version int    `json:"format_version"`
	}
	if err := json.Unmarshal(text, &head); err != nil || head.Format != Format {
		return casework.Fail(casework.CodeUnsupported, "exchange.no_manifest").Because(err)
	}
	if head.Version != FormatVersion {
		return casework.Fail(casework.CodeUnsupported, "exchange.version", "version", head.Version, "known", FormatVersion)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&a.Contents); err != nil {
		return damaged("exchange.manifest").Because(err)
	}
	return nil
}

// agree checks that the archive holds the files of its manifest and no others.
func (a *Archive) agree() error {
	listed := make(map[string]bool, len(a.Contents.Files))
	for _, file := range a.Contents.Files {
		f := a.files[file.Path]
		switch {
		case f == nil || file.Path == contentsName:
			return damaged("exchange.absent", "name", shorten(file.Path))
		case listed[file.Path]:
			return damaged("exchange.twice", "name", file.Path)
		case file.Size < 0 || uint64(file.Size) != f.UncompressedSize64:
			return damaged("exchange.size", "name", file.Path)
		case !isHash(file.SHA256):
			return damaged("exchange.hash", "name", file.Path)
		}
		listed[file.Path] = true
		if strings.HasPrefix(file.Path, originalsDir) {
			a.originals[file.SHA256] = f
		}
	}
	for name := range a.files {
		if !listed[name] && name != contentsName {
			return damaged("exchange.unlisted", "name", name)
		}
	}
	return nil
}

// Verify reads all files but the originals, and refuses an archive in which one
// is not what the manifest says. Originals are verified when they are brought.
func (a *Archive) Verify(ctx context.Context) error {
	for _, file := range a.Contents.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if strings.HasPrefix(file.Path, originalsDir) {
			continue
		}
		sum := sha256.New()
		r, err := open(a.files[file.Path])
		if err == nil {
			_, err = io.Copy(sum, r)
			_ = r.Close()
		}
		if err != nil {
			return damaged("exchange.unreadable", "name", file.Path).Because(err)
		}
		if hex.EncodeToString(sum.Sum(nil)) != file.SHA256 {
			return damaged("exchange.hash", "name", file.Path)
		}
	}
	return nil
}

// open reads a file of the archive, and hardly more than its directory says: one
// byte, by which a file that holds more differs from what it says it is.
func open(f *zip.File) (io.ReadCloser, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return bounded{io.LimitReader(r, int64(f.UncompressedSize64)+1), r}, nil
}

type bounded struct {
	io.Reader
	io.Closer
}

func readAll(f *zip.File, most int64) ([]byte, error) {
	if f.UncompressedSize64 > uint64(most) {
		return nil, tooLarge("bytes", most)
	}
	r, err := open(f)
	if err != nil {
		return nil, damaged("exchange.unreadable", "name", f.Name).Because(err)
	}
	defer func() { _ = r.Close() }()
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, damaged("exchange.unreadable", "name", f.Name).Because(err)
	}
	return text, nil
}

func isHash(s string) bool {
	return len(s) == 2*sha256.Size && !slices.ContainsFunc([]byte(s), func(c byte) bool { return (c < '0' || c > '9') && (c < 'a' || c > 'f') })
}

func damaged(key string, params ...any) *casework.Error {
	return casework.Fail(casework.CodeInvalid, key, params...)
}

func tooLarge(what string, most int64) error {
	return casework.Fail(casework.CodeTooLarge, "exchange.too_large", "what", what, "most", most)
}

// shorten is the beginning of a name that is not sound, fit to be shown.
func shorten(name string) string { return fmt.Sprintf("%.80q", name) }
