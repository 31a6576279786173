package scale

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"

	"cotejo/bench/crowd"
	"cotejo/bench/folder"
	"cotejo/engine/feature"
	"cotejo/engine/prepare"
	"cotejo/engine/segment"
)

// Hidden is a scan that is hidden in the crowd.
type Hidden struct {
	// File is its path, or the name of a generated exhibit. Firearm is unique over
	// all folders.
	File, Firearm string
	Template      *feature.Template
	// seq is its number in the gallery.
	seq int64
}

// Refused is a scan that could not be hidden.
type Refused struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// The series that are generated beside the model's: hidden ones, and those whose
// levels the crowd's entries have.
func hiddenSeries(seed uint64) crowd.Series {
	return crowd.Series{Firearms: 12, Shots: 2, Seed: seed + 0x68696464656e, Hardness: []float64{0.2, 0.4, 0.6}}
}

func standInSeries(seed uint64) crowd.Series {
	return crowd.Series{Firearms: 12, Shots: 1, Seed: seed + 0x7374616e64, Hardness: []float64{0.2, 0.5, 0.8}}
}

// hidden enrols what is to be hidden, in the order of the folders and their truth
// files. Scans of which the engine makes no template like those of the class are
// named.
func (r *run) hidden(ctx context.Context, class feature.Class) ([]Hidden, []Refused, error) {
	if len(r.o.Hide) == 0 {
		all, err := hiddenSeries(r.o.Seed).Exhibits(ctx, r.eng, r.eng.Pool(), func(done, total int) { r.o.progress("generating mates", done, total) })
		out := make([]Hidden, len(all))
		for i, e := range all {
			out[i] = Hidden{File: e.Name, Firearm: e.Firearm, Template: e.Template}
		}
		return out, nil, err
	}
	var all []Hidden
	for _, dir := range r.o.Hide {
		entries, err := folder.ReadTruth(dir, r.o.TruthName)
		if err != nil {
			return nil, nil, err
		}
		for _, e := range entries {
			all = append(all, Hidden{File: filepath.Join(dir, filepath.FromSlash(e.File)), Firearm: filepath.Clean(dir) + "#" + e.Firearm})
		}
	}
	reasons := make([]error, len(all))
	var mu sync.Mutex
	done := 0
	err := r.eng.Pool().Map(ctx, len(all), func(ctx context.Context, i int) error {
		t, err := r.enrol(ctx, all[i].File, class)
		var no *unfit
		if err != nil && !errors.As(err, &no) {
			return err
		}
		all[i].Template, reasons[i] = t, err
		mu.Lock()
		defer mu.Unlock()
		done++
		r.o.progress("extracting", done, len(all))
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	return sorted(all, reasons)
}

// sorted parts those with a template from those without.
func sorted(all []Hidden, reasons []error) (good []Hidden, bad []Refused, err error) {
	for i, h := range all {
		if reasons[i] != nil {
			bad = append(bad, Refused{h.File, reasons[i].Error()})
			continue
		}
		good = append(good, h)
	}
	if len(good) == 0 {
		return nil, nil, fmt.Errorf("no scan can be hidden: %s: %s", bad[0].File, bad[0].Reason)
	}
	return good, bad, nil
}

// unfit is why a scan that could be read is not hidden.
type unfit struct{ error }

func (u *unfit) Unwrap() error { return u.error }

// enrol makes the template of a file's breech face.
func (r *run) enrol(ctx context.Context, path string, class feature.Class) (*feature.Template, error) {
	s, err := r.o.Reader.Read(path)
	if err != nil {
		return nil, err
	}
	t, err := r.eng.Enrol(ctx, s, nil)
	var refused *segment.Refusal
	var unusable *prepare.Unusable
	switch {
	case errors.As(err, &refused), errors.As(err, &unusable):
		return nil, &unfit{err}
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, err)
	case t.Class() != class:
		return nil, &unfit{fmt.Errorf("its mark is a %s of %s, the crowd is of %s", t.Kind, t.Modality, class.Modality)}
	}
	return t, nil
}

// place spreads the hidden evenly over the numbers 1 to size.
func place(all []Hidden, size int) error {
	if len(all) > size/2 {
		return fmt.Errorf("%d scans cannot be hidden in a gallery of %d: make it at least twice as large", len(all), size)
	}
	for i := range all {
		all[i].seq = int64((2*i+1)*size/(2*len(all))) + 1
	}
	return nil
}

// mates lists for each of the hidden the others of its firearm, the next in file
// order first.
func mates(all []Hidden) [][]int {
	of := map[string][]int{}
	for i, h := range all {
		of[h.Firearm] = append(of[h.Firearm], i)
	}
	out := make([][]int, len(all))
	for _, same := range of {
		for k, i := range same {
			out[i] = append(append([]int{}, same[k+1:]...), same[:k]...)
		}
	}
	return out
}
