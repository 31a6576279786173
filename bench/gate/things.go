package gate

import (
	"context"
	"embed"
	"fmt"

	"cotejo/bench/gate/frozen"
	"cotejo/engine/compare"
	"cotejo/engine/feature"
	"cotejo/engine/signature"
	"cotejo/engine/trace"
)

// Two shots each of two generated firearms, as the engine enrolled them when the
// gate was set up: kept, so that the work stays the same when the extraction
// changes. New ones need a new record.
//
//go:embed testdata/*.tmpl
var templateFiles embed.FS

// inputs is what the things work on.
type inputs struct {
	files     [][]byte
	templates []*feature.Template
	stored    []int8 // signatures in stored order
}

// scanned is how many signatures a scan goes through at once: about half a megabyte,
// which stays in the caches, so that the loop is measured and not the memory; and
// twenty blocks of the kernel, so that 15 % is a whole number of them.
const scanned = 320

func newInputs() (*inputs, error) {
	in := &inputs{}
	for i := range 4 {
		name := fmt.Sprintf("testdata/%d.tmpl", i)
		data, err := templateFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		t, err := feature.Decode(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		in.files, in.templates = append(in.files, data), append(in.templates, t)
	}
	l := in.templates[0].Layout
	packed := make([]int8, l.Bytes())
	for i := range scanned {
		l.Pack(packed, in.templates[i%len(in.templates)].Signature)
		for k := range packed { // none like the other
			packed[k] = int8((int(packed[k])+i*k)%256 - 128 | 1)
		}
		in.stored = append(in.stored, packed...)
	}
	return in, nil
}

func (in *inputs) subject(i int) *compare.Subject {
	return compare.NewSubject(in.templates[i], signature.DefaultParams())
}

// things are what the gate watches; each operation takes some milliseconds.
func things(work *frozen.Work) ([]*thing, error) {
	in, err := newInputs()
	if err != nil {
		return nil, err
	}
	scans, err := in.scans(work)
	if err != nil {
		return nil, err
	}
	fine, err := in.fine(work)
	if err != nil {
		return nil, err
	}
	golang := func() { work.Go(); work.Go(); work.Go(); work.Go() }
	return append(scans, fine,
		&thing{name: "layout", items: 1, reference: golang, besides: work.Go, work: func(n int) error {
			for i := range n {
				if err := in.subject(i % len(in.templates)).Ready(); err != nil {
					return err
				}
			}
			return nil
		}},
		&thing{name: "decode", items: 20, reference: golang, work: func(n int) error {
			for i := range n {
				if _, err := feature.Decode(in.files[i%len(in.files)]); err != nil {
					return err
				}
			}
			return nil
		}},
	), nil
}

// scans are the two stages of the coarse search: the sieve and the whole scan.
func (in *inputs) scans(work *frozen.Work) ([]*thing, error) {
	subject := in.subject(0)
	whole, err := subject.Scan()
	if err != nil {
		return nil, err
	}
	sieve, err := subject.Sieve()
	if err != nil {
		return nil, err
	}
	reference := func() {
		for range 40 {
			work.Scan()
		}
	}
	bytes := in.templates[0].Layout.Bytes()
	thingOf := func(name string, items int, s interface{ Peaks([]int8, []float32) }) *thing {
		best := make([]float32, scanned)
		return &thing{name: name, items: items, reference: reference, work: func(n int) error {
			for ; n > 0; n -= scanned {
				k := min(n, scanned)
				s.Peaks(in.stored[:k*bytes], best[:k])
			}
			return nil
		}}
	}
	return []*thing{thingOf("scan", 2*scanned, whole), thingOf("sieve", 4*scanned, sieve)}, nil
}

// fine compares two pairs, one of the same firearm and one not. The first mark of
// each is another, so that the worker turns its planes anew.
func (in *inputs) fine(work *frozen.Work) (*thing, error) {
	var subjects []*compare.Subject
	for i := range in.templates {
		s := in.subject(i)
		if err := s.Ready(); err != nil {
			return nil, err
		}
		subjects = append(subjects, s)
	}
	worker := compare.NewWorker(compare.DefaultParams())
	compared := func(n int) error {
		for i := range n {
			if _, err := worker.Compare(context.Background(), subjects[i%2], subjects[i%2+1], trace.Discard); err != nil {
				return err
			}
		}
		return nil
	}
	return &thing{name: "fine", items: 2, work: compared, besides: work.Planes, reference: func() {
		for range 4 {
			work.Planes()
		}
	}}, nil
}
