package demo

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"cotejo/api/casework"
	"cotejo/engine/pool"
	"cotejo/engine/scan"
	"cotejo/fixtures"
)

// perGun is how many cartridge cases the collection has of each firearm.
func (s *story) perGun() int { return (s.config.Exhibits + s.config.Firearms - 1) / s.config.Firearms }

// firearms invents who has which firearm: of every five, two were seized and
// test-fired; the rest are known by what they left at scenes.
func (s *story) firearms(ctx context.Context) error {
	cfg := fixtures.DefaultConfig()
	cfg.Firearms, cfg.Shots, cfg.Seed = s.config.Firearms, s.perGun(), s.config.Seed
	cfg.ModelPitch = 12.5e-6 // a quarter of the time; fine detail is not what the story shows
	in := fixtures.Confocal()
	in.Pitch = cfg.ModelPitch
	cfg.Instruments = []fixtures.Instrument{in}
	var err error
	if s.gallery, err = fixtures.NewCollection(cfg); err != nil {
		return err
	}
	for i := range s.config.Firearms {
		g := &gun{lab: i % len(s.labs), calibre: calibreOf(i)}
		if err := s.caseOf(ctx, g, i, 0); err != nil {
			return err
		}
		if i%5 < 2 {
			if err := s.seize(ctx, g, i); err != nil {
				return err
			}
		}
		s.guns = append(s.guns, g)
	}
	return nil
}

func calibreOf(i int) string {
	if i%6 == 5 {
		return ".45 Auto"
	}
	return "9 mm Luger"
}

// day counts from the start of the story.
func day(n int) casework.Date {
	return casework.Date(time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format("2006-01-02"))
}

// caseOf enters the n-th case in which a firearm was used, the first by its own
// laboratory, later ones by the next, so that hits cross laboratories.
func (s *story) caseOf(ctx context.Context, g *gun, i, n int) error {
	lab := (g.lab + n) % len(s.labs)
	at := scenes[lab][(i+n)%len(scenes[lab])]
	c := &casework.Case{
		Number: fmt.Sprintf("%s/2026/%04d", s.labs[lab].Code, 100+i*3+n), Agency: s.labs[lab].Agency,
		Offence: offences[(i+n)%len(offences)], Occurred: day(i*3 + n*20), Received: day(i*3 + n*20 + 1), Place: at.place(),
		Start: []string{"location", "discovery", "contribution"}[(i+n)%3], Status: "open",
		References: []casework.Reference{{Type: "carpeta", Value: fmt.Sprintf("CI-DEMO/%05d/2026", 4000+i*7+n)}},
	}
	if lab == tucson {
		c.Offence, c.References = offencesUS[(i+n)%len(offencesUS)], []casework.Reference{{Type: "ori_case", Value: fmt.Sprintf("26-%06d", 41000+i*13+n)}}
	}
	if i%11 == 3 {
		c.Occurred = c.Occurred[:7] // only the month is known
	}
	c.Lab = s.labs[lab].ID
	if err := s.Cases.Create(s.as(ctx, technicians[lab], fmt.Sprintf("case:%d:%d", i, n)), c); err != nil {
		return fmt.Errorf("case %s: %w", c.Number, err)
	}
	g.cases = append(g.cases, c)
	return nil
}

// seize enters a firearm that its laboratory received.
func (s *story) seize(ctx context.Context, g *gun, i int) error {
	mk := makes[i%len(makes)]
	f := &casework.Firearm{
		Case: g.cases[0].ID, Number: fmt.Sprintf("%s-A-%03d", s.labs[g.lab].Code, i+1), Serial: fmt.Sprintf("DM%06d", 310000+i*977),
		Maker: mk.maker, Model: mk.model, Country: mk.country, Importer: mk.importer, Type: "pistol", Calibre: g.calibre,
		Recovered: day(i*3 + 30), Place: g.cases[0].Place, Consecutive: i%10 == 0,
	}
	if i%15 == 5 {
		f.Serial, f.Obliterated = "", true
	}
	f.Lab = s.labs[g.lab].ID
	if err := s.Cases.Create(s.as(ctx, technicians[g.lab], fmt.Sprintf("firearm:%d", i)), f); err != nil {
		return fmt.Errorf("firearm %s: %w", f.Number, err)
	}
	g.seized = f
	return nil
}

// shots generates every cartridge case, enters it and uploads its scan, and
// waits until all are extracted.
func (s *story) shots(ctx context.Context) error {
	s.exhibits = make([]*casework.Exhibit, s.config.Exhibits)
	// What belongs to an exhibit is entered in order, so that numbers tell a story.
	for i := range s.exhibits {
		if err := s.exhibit(ctx, i); err != nil {
			return err
		}
	}
	var mu sync.Mutex
	done := 0
	work, ctx2 := errgroup.WithContext(ctx)
	work.SetLimit(pool.Cores())
	for i := range s.exhibits {
		work.Go(func() error {
			if err := ctx2.Err(); err != nil { // told to stop: generate nothing more
				return err
			}
			if err := s.upload(ctx2, i); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			done++
			s.Progress("generating", done, len(s.exhibits))
			return nil
		})
	}
	if err := work.Wait(); err != nil {
		return err
	}
	return s.settle(ctx)
}

// origin of an exhibit: the first shots of a seized firearm are test fires, all
// others were found.
func (s *story) exhibit(ctx context.Context, i int) error {
	at, shot := i/s.perGun(), i%s.perGun()
	g := s.guns[at]
	e := &casework.Exhibit{
		Number: fmt.Sprintf("%d", shot+1), Origin: casework.Questioned, Packaging: "sealed paper envelope",
		Specimen: casework.Specimen{Calibre: g.calibre, Brand: brands[i%len(brands)], CaseMaterial: "brass", PrimerMaterial: "nickel", FiringPinClass: "hemispherical"},
	}
	lab := g.lab
	switch {
	case g.seized != nil && shot < 2:
		e.Origin, e.Firearm, e.Number, e.Sequence = casework.TestFire, g.seized.ID, fmt.Sprintf("%s-T%d", g.seized.Number, shot+1), shot+1
	default:
		n := shot / 2
		for len(g.cases) <= n {
			if err := s.caseOf(ctx, g, at, len(g.cases)); err != nil {
				return err
			}
		}
		c := g.cases[n]
		lab = (g.lab + n) % len(s.labs)
		e.Case, e.Collected, e.Found = c.ID, c.Received, fmt.Sprintf("marker %d", shot+1)
		e.Number = fmt.Sprintf("%s-%d", c.Number, shot+1)
	}
	who := technicians[lab]
	if err := s.Cases.Create(s.as(ctx, who, fmt.Sprintf("exhibit:%d", i)), e); err != nil {
		return fmt.Errorf("exhibit %s: %w", e.Number, err)
	}
	s.exhibits[i] = e
	if e.Origin == casework.TestFire {
		return nil
	}
	t := &casework.Transfer{
		Exhibit: e.ID, From: casework.Handler{Name: "Agente de demostración", Institution: s.labs[lab].Agency, Post: "first responder"},
		To: casework.Handler{Name: s.people[who].Name, Institution: s.labs[lab].Name, Post: s.people[who].Post},
		At: e.Collected, Reason: "examination", State: "sealed",
	}
	return s.Cases.Create(s.as(ctx, who, fmt.Sprintf("transfer:%d", i)), t)
}

func (s *story) upload(ctx context.Context, i int) error {
	there := 0
	err := s.Store.View(ctx, func(tx casework.Tx) (err error) {
		there, err = tx.Count(ctx, casework.KindAcquisition, casework.Where("exhibit_id", s.exhibits[i].ID))
		return err
	})
	if err != nil || there > 0 { // by a load that was interrupted
		return err
	}
	x, err := s.gallery.Exhibit(i)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := scan.WriteX3P(&b, x.Surface, scan.X3POptions{Meta: scan.Meta{
		Creator: "Cotejo", Manufacturer: "Cotejo", Model: "Generated confocal", Comment: "generated for demonstration",
	}}); err != nil {
		return err
	}
	e := s.exhibits[i]
	ctx = casework.WithActor(ctx, &casework.Actor{Account: s.people[technicians[s.labOf(e)]], Request: "demo", Address: "demo"})
	_, err = s.Cases.AddAcquisition(ctx, casework.Upload{
		Exhibit: e.ID, FileName: x.Name + ".x3p", Batch: true, NoSearch: true,
		Measurement: casework.Measurement{Objective: "10x", MeasuredBy: s.people[technicians[s.labOf(e)]].Name},
	}, &b)
	return err
}

func (s *story) labOf(e *casework.Exhibit) int {
	for i, l := range s.labs {
		if l.ID == e.Lab {
			return i
		}
	}
	return 0
}

// settle waits until no job waits.
func (s *story) settle(ctx context.Context) error {
	stop := fmt.Errorf("settled")
	start, err := s.Cases.LastChange(casework.AsService(ctx))
	if err != nil {
		return err
	}
	total := 0
	err = s.Cases.Follow(casework.AsService(ctx), start, func(int64, []casework.Change) error {
		waiting := 0
		err := s.Store.View(ctx, func(tx casework.Tx) (err error) {
			waiting, err = tx.Count(ctx, casework.KindJob, casework.Where("state", casework.JobQueued))
			return err
		})
		if err != nil {
			return err
		}
		total = max(total, waiting)
		if waiting == 0 {
			return stop
		}
		s.Progress("working", total-waiting, total)
		return nil
	})
	if err == stop { //nolint:errorlint // our own value, not wrapped
		return nil
	}
	return err
}
