package folder

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"cotejo/engine/scan"
)

// Reader reads scans from files.
type Reader struct {
	Limits scan.Limits
	// PitchMetres is taken for an image whose file does not say its pitch; 0
	// when it is not known.
	PitchMetres float64
}

// Read decodes one file. An error names the file, by its path as it was given.
func (r Reader) Read(path string) (*scan.Scan, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err // it names the path and says what is wrong
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && !st.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file: name one scan", path)
	}
	s, err := scan.Read(f, r.Limits)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if m := s.Image; m != nil && m.PitchX == 0 && r.PitchMetres > 0 {
		m.PitchX, m.PitchY = r.PitchMetres, r.PitchMetres
	}
	return s, nil
}

// List returns the names of the files directly in dir, sorted, split by whether
// their content looks like a scan.
func List(dir string) (scans, others []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if st, err := os.Stat(path); err != nil || !st.Mode().IsRegular() {
			continue
		}
		is, err := looksLikeScan(path)
		if err != nil {
			return nil, nil, err
		}
		if is {
			scans = append(scans, e.Name())
		} else {
			others = append(others, e.Name())
		}
	}
	return scans, others, nil
}

func looksLikeScan(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head := make([]byte, 64) // longer than any magic number
	n, err := io.ReadFull(f, head)
	if err != nil && n == 0 {
		return false, nil // empty
	}
	return scan.Sniff(head[:n]) != "", nil
}
