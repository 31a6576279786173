package eval

import (
	"context"
	"time"

	"cotejo/bench/accuracy"
	"cotejo/engine"
	"cotejo/engine/compare"
	"cotejo/engine/pool"
)

// run is one evaluation on its way.
type run struct {
	o        Options
	eng      *engine.Engine
	pool     *pool.Pool
	c        *collection
	meter    *meter
	subjects [][]*compare.Subject
	refused  []error // of the scans whose marks cannot be compared
}

// Run evaluates the engine on the folders of o: all 1:N searches and all pairs.
// The work is bounded by p, and by the engine's own pool where it compares
// pairs. It fails on the first scan that cannot be read; one that holds no mark
// scores 0, since figures without it would flatter. It fails when none does.
func Run(ctx context.Context, eng *engine.Engine, params any, p *pool.Pool, o Options) (*accuracy.Input, *accuracy.Report, error) {
	start := time.Now()
	if err := o.check(); err != nil {
		return nil, nil, err
	}
	before, err := userCPU()
	if err != nil {
		return nil, nil, err
	}
	c, err := load(&o)
	if err != nil {
		return nil, nil, err
	}
	r := &run{o: o, eng: eng, pool: p, c: c, meter: newMeter()}
	if err := r.enrol(ctx); err != nil {
		return nil, nil, err
	}
	if err := r.anyUsable(); err != nil {
		return nil, nil, err
	}
	coarse, err := r.coarse(ctx)
	if err != nil {
		return nil, nil, err
	}
	pairs, err := r.fine(ctx)
	if err != nil {
		return nil, nil, err
	}
	after, err := userCPU()
	if err != nil {
		return nil, nil, err
	}
	in := r.input(pairs, coarse, params)
	in.Costs.CPUSeconds = (after - before).Seconds()
	in.Costs.WallSeconds = time.Since(start).Seconds()
	report, err := accuracy.Evaluate(in)
	return in, report, err
}

func (r *run) input(pairs []accuracy.Pair, coarse [][]float64, params any) *accuracy.Input {
	n := len(r.c.items)
	in := &accuracy.Input{
		Items: r.c.items, Pairs: pairs, Coarse: coarse,
		SharedFirearms: r.o.SharedFirearms, Parameters: params,
		Version: r.o.Version, Engine: engine.Version,
		Settings: accuracy.Settings{Rotate: r.o.Rotate, Seed: r.o.Seed},
		Costs: accuracy.Costs{
			ReadCPUMsPerFile:    r.meter.each(stageRead, n, time.Millisecond),
			ExtractCPUMsPerFile: r.meter.each(stageEnrol, n, time.Millisecond),
			IndexCPUMsPerFile:   r.meter.each(stageSubject, n, time.Millisecond),
			CoarseCPUUsPerItem:  r.meter.each(stageCoarse, n*n, time.Microsecond),
			FineCPUMsPerPair:    r.meter.each(stageFine, len(pairs), time.Millisecond),
		},
	}
	for i, err := range r.refused {
		if err != nil {
			in.Refused = append(in.Refused, accuracy.Refused{File: r.c.items[i].File, Reason: err.Error()})
		}
	}
	in.Found = map[string]int{}
	for _, marks := range r.subjects {
		for _, s := range marks {
			in.Found[s.Template.Kind.String()]++
		}
	}
	if r.o.Damage != nil {
		in.Settings.Damage = r.o.Damage.String()
	}
	return in
}

// anyUsable fails with the first refusal when no two scans can be compared.
func (r *run) anyUsable() error {
	usable, first := 0, -1
	for i, err := range r.refused {
		switch {
		case err == nil:
			usable++
		case first < 0:
			first = i
		}
	}
	if usable < 2 && first >= 0 {
		return r.named(first, r.refused[first])
	}
	return nil
}
