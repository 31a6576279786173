// Package web holds the desk: the pages at which people work in the browser. They
// are written in TypeScript (src/), built by `make build` into dist/ and part of
// the program from then on. The package knows nothing of how they are served.
package web

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

// built is what Vite made; of a checkout in which it was not built yet there is
// an empty file alone.
//
//go:embed all:dist
var built embed.FS

// ErrNotBuilt says that the program was compiled without the desk.
var ErrNotBuilt = errors.New("this program was compiled without the pages of the desk: make build builds them first")

// Files are the built pages: index.html, and assets/ whose names have the hash of
// their content. Beside an asset may lie the same compressed, with .br or .gz at
// the end of its name.
func Files() (fs.FS, error) {
	files, err := fs.Sub(built, "dist")
	if err != nil {
		return nil, fmt.Errorf("desk: %w", err)
	}
	if _, err := fs.Stat(files, "index.html"); err != nil {
		return nil, ErrNotBuilt
	}
	return files, nil
}
