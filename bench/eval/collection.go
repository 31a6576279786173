package eval

import (
	"fmt"
	"path/filepath"

	"cotejo/bench/accuracy"
	"cotejo/bench/folder"
)

// collection is the scans of all folders, one after the other.
type collection struct {
	items []accuracy.Item
	paths []string
}

// load reads the truth of every folder.
func load(o *Options) (*collection, error) {
	names, err := datasetNames(o.Dirs)
	if err != nil {
		return nil, err
	}
	c := &collection{}
	for i, dir := range o.Dirs {
		entries, err := folder.ReadTruth(dir, o.TruthName)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			c.items = append(c.items, accuracy.Item{File: e.File, Firearm: e.Firearm, Dataset: names[i]})
			c.paths = append(c.paths, filepath.Join(dir, filepath.FromSlash(e.File)))
		}
	}
	if len(c.items) < 2 {
		return nil, fmt.Errorf("%s names %d scan: an evaluation needs at least two", o.TruthName, len(c.items))
	}
	return c, nil
}

// datasetNames calls each folder by its last element, or by its whole path when
// two end in the same.
func datasetNames(dirs []string) ([]string, error) {
	seen := map[string]string{}
	ends := map[string]int{}
	names := make([]string, len(dirs))
	for i, dir := range dirs {
		full, err := filepath.Abs(dir)
		if err != nil {
			return nil, fmt.Errorf("find the folder %s: %w", dir, err)
		}
		if real, err := filepath.EvalSymlinks(full); err == nil {
			full = real
		}
		if other, twice := seen[full]; twice {
			return nil, fmt.Errorf("%s and %s are the same folder: name each once", other, dir)
		}
		seen[full] = dir
		// The last element of what was given, unless that is a dot.
		if names[i] = filepath.Base(filepath.Clean(dir)); names[i] == "." || names[i] == ".." {
			names[i] = filepath.Base(full)
		}
		ends[names[i]]++
	}
	for i, dir := range dirs {
		if ends[names[i]] > 1 {
			names[i] = filepath.ToSlash(filepath.Clean(dir))
		}
	}
	return names, nil
}
