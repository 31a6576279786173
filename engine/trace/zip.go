package trace

import (
	"archive/zip"
	"fmt"
	"io"
)

// Zip is a sink that writes each artefact as an entry of a zip file. The entries
// bear no time, so that the same operation gives the same bytes.
type Zip struct {
	w    *zip.Writer
	seen map[string]bool
	err  error
}

// NewZip returns a sink that writes to w. The caller must Close it.
func NewZip(w io.Writer) *Zip {
	return &Zip{w: zip.NewWriter(w), seen: map[string]bool{}}
}

// Enabled returns true.
func (z *Zip) Enabled() bool { return true }

// Put writes the artefact. The first error is kept and returned by Close.
func (z *Zip) Put(name string, a Artefact) {
	if z.err != nil {
		return
	}
	file := name + a.Ext()
	if z.seen[file] {
		z.err = fmt.Errorf("trace: artefact %q was put twice", file)
		return
	}
	z.seen[file] = true
	f, err := z.w.CreateHeader(&zip.FileHeader{Name: file, Method: zip.Deflate})
	if err == nil {
		err = a.Write(f)
	}
	if err != nil {
		z.err = fmt.Errorf("trace: write %q: %w", file, err)
	}
}

// Close ends the zip file and returns the first error of any Put.
func (z *Zip) Close() error {
	if err := z.w.Close(); z.err == nil {
		z.err = err
	}
	return z.err
}
