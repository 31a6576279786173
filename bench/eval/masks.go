package eval

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"cotejo/bench/folder"
	"cotejo/engine"
	"cotejo/engine/mark"
	"cotejo/engine/scan"
)

// known is what is known of a scan besides its file: what the caller knows, the
// true masks, and that kinds which are not compared are not there.
func (o *Options) known(s *scan.Scan, file string) (k engine.Known, err error) {
	if o.Known != nil {
		if k, err = o.Known(s); err != nil {
			return k, err
		}
	}
	regions := map[mark.Kind]*mark.Mask{}
	for kind, m := range k.Regions {
		regions[kind] = m
	}
	for _, kind := range mark.Kinds() {
		switch {
		case o.Kind != 0 && kind != o.Kind:
			regions[kind] = nil
		case o.Masks != "":
			if regions[kind], err = readMask(o.Reader, o.maskPath(file, kind)); err != nil {
				return k, err
			}
		}
	}
	if len(regions) > 0 {
		k.Regions = regions
	}
	return k, nil
}

func (o *Options) maskPath(file string, kind mark.Kind) string {
	name := filepath.Base(filepath.FromSlash(file))
	return filepath.Join(o.Masks, strings.TrimSuffix(name, filepath.Ext(name)), kind.String()+".png")
}

// readMask reads a picture that is white where the mark is; nil when there is none.
func readMask(r folder.Reader, path string) (*mark.Mask, error) {
	s, err := r.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // no mask: there is no such mark
	}
	if err != nil {
		return nil, err
	}
	if s.Image == nil {
		return nil, fmt.Errorf("%s: a mask is a picture, white where the mark is", path)
	}
	m := mark.NewMask(s.Image.Width, s.Image.Height)
	for i, v := range s.Image.Pix {
		m.In[i] = v >= 1<<15
	}
	return m, nil
}
