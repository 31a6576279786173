package store_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"cotejo/api/casework"
)

// facts are those of the collection's marks that take accepts.
func (c *collection) facts(take func(*casework.Mark, *casework.Exhibit) bool) (out []casework.MarkFacts) {
	for _, m := range c.marks {
		e := c.exhibits[m.Exhibit]
		if take(m, e) {
			out = append(out, casework.MarkFacts{
				Seq: m.Seq, MarkKind: m.MarkKind, Modality: m.Modality, Engine: m.Engine, Params: m.Params, Superseded: m.Superseded,
				Lab: e.Lab, Active: e.Withdrawn == "", Calibre: e.Calibre, Origin: e.Origin, BreechFaceClass: e.BreechFaceClass,
				FiringPinClass: e.FiringPinClass, Country: e.Country, State: e.State, Occurred: e.Occurred, Entered: e.CreatedAt,
			})
		}
	}
	return out
}

func factsAreTheirDefinition(t *testing.T, dsn string) {
	s := open(t, dsn)
	r := rand.New(rand.NewPCG(3, 4))
	var c *collection
	update(t, s, func(tx casework.Tx) { c = collect(t, tx, r, 200) })
	marks, exhibits := []string{"mark3", "mark1", "mark9", "none"}, []string{"exhibit5", "exhibit2", "exhibit77"}
	tests := map[string]struct {
		of   casework.FactsOf
		take func(*casework.Mark, *casework.Exhibit) bool
	}{
		"all":      {casework.FactsOf{}, func(*casework.Mark, *casework.Exhibit) bool { return true }},
		"page":     {casework.FactsOf{After: 20, Limit: 30}, func(m *casework.Mark, _ *casework.Exhibit) bool { return m.Seq > 20 && m.Seq <= 50 }},
		"marks":    {casework.FactsOf{Marks: marks}, func(m *casework.Mark, _ *casework.Exhibit) bool { return slices.Contains(marks, m.ID) }},
		"exhibits": {casework.FactsOf{Exhibits: exhibits}, func(_ *casework.Mark, e *casework.Exhibit) bool { return slices.Contains(exhibits, e.ID) }},
		"none":     {casework.FactsOf{Exhibits: []string{}}, func(*casework.Mark, *casework.Exhibit) bool { return false }},
		"case":     {casework.FactsOf{Case: "case1"}, func(_ *casework.Mark, e *casework.Exhibit) bool { return e.Case == "case1" }},
		"firearm":  {casework.FactsOf{Firearm: "firearm0", After: 9}, func(m *casework.Mark, e *casework.Exhibit) bool { return e.Firearm == "firearm0" && m.Seq > 9 }},
	}
	view(t, s, func(tx casework.Tx) {
		for name, test := range tests {
			got, err := tx.Facts(t.Context(), test.of)
			if err != nil {
				t.Fatal(err)
			}
			for i := range got {
				got[i].Entered = got[i].Entered.UTC()
			}
			want := c.facts(test.take)
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", name, got, want)
			}
			if len(want) == 0 && name != "none" {
				t.Errorf("%s: nothing is looked at", name)
			}
		}
		if _, err := tx.Facts(t.Context(), casework.FactsOf{Case: "a\x00b"}); casework.CodeOf(err) != casework.CodeInvalid {
			t.Error(err)
		}
	})
}
