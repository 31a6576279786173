package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"cotejo/api/casework"
	"cotejo/api/store"
)

// day is the day of entry of the nth case of a listing.
func day(n int) time.Time { return time.Date(2026, 3, 1+n, 12, 0, 0, 500000, time.UTC) }

// listing has cases c0 to c9 and firearms f0 to f9, of which the even ones are of a
// case.
func listing(t *testing.T, dsn string) *store.Store {
	s := open(t, dsn)
	lab(t, s, "lab")
	update(t, s, func(tx casework.Tx) {
		for n := range 10 {
			c := newCase(fmt.Sprint("c", n), "lab")
			c.CreatedAt, c.Occurred, c.Status = day(n), casework.Date(fmt.Sprintf("20%02d", 30-n)), []string{"open", "closed"}[n%2]
			f := &casework.Firearm{Head: casework.Head{ID: fmt.Sprint("f", n), Lab: "lab", Version: 1}, Number: fmt.Sprint(n), Obliterated: n > 7}
			if n%2 == 0 {
				f.Case = c.ID
			}
			if err := tx.Insert(t.Context(), c); err != nil {
				t.Fatal(err)
			}
			if err := tx.Insert(t.Context(), f); err != nil {
				t.Fatal(err)
			}
		}
	})
	return s
}

func find(t *testing.T, dsn string) {
	s := listing(t, dsn)
	cond := func(column string, op casework.Op, value any) casework.Cond {
		return casework.Cond{Column: column, Op: op, Value: value}
	}
	all := []string{"c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"}
	reversed := slices.Clone(all)
	slices.Reverse(reversed)
	for name, c := range map[string]struct {
		q    casework.Query
		want []string
	}{
		"all by identifier":  {casework.Query{}, all},
		"by another column":  {casework.Query{Order: []string{"occurred"}}, reversed},
		"descending":         {casework.Query{Order: []string{"-created_at"}}, reversed},
		"ties by identifier": {casework.Query{Order: []string{"-status"}}, []string{"c0", "c2", "c4", "c6", "c8", "c1", "c3", "c5", "c7", "c9"}},
		"two columns":        {casework.Query{Order: []string{"status", "-id"}, Limit: 2}, []string{"c9", "c7"}},
		"a page":             {casework.Query{Limit: 3, Offset: 4}, []string{"c4", "c5", "c6"}},
		"offset alone":       {casework.Query{Offset: 8}, []string{"c8", "c9"}},
		"past the end":       {casework.Query{Offset: 10, Limit: 5}, nil},
		"equal":              {casework.Where("status", "open", "number", "c4"), []string{"c4"}},
		"a named type":       {casework.Where("occurred", casework.Date("2029")), []string{"c1"}},
		"times":              {casework.Query{Where: []casework.Cond{cond("created_at", casework.AtLeast, day(8))}}, []string{"c8", "c9"}},
		"another zone": {casework.Query{Where: []casework.Cond{cond("created_at", casework.Equal,
			day(3).In(time.FixedZone("east", 3600)))}}, []string{"c3"}},
		"range":        {casework.Query{Where: []casework.Cond{cond("id", casework.Greater, "c2"), cond("id", casework.Less, "c5")}}, []string{"c3", "c4"}},
		"at most":      {casework.Query{Where: []casework.Cond{cond("occurred", casework.AtMost, "2022")}}, []string{"c8", "c9"}},
		"not equal":    {casework.Query{Where: []casework.Cond{cond("status", casework.NotEqual, "open")}, Limit: 2}, []string{"c1", "c3"}},
		"in":           {casework.Query{Where: []casework.Cond{cond("id", casework.In, []string{"c7", "c1", "x"})}}, []string{"c1", "c7"}},
		"in typed":     {casework.Query{Where: []casework.Cond{cond("occurred", casework.In, []casework.Date{"2030"})}}, []string{"c0"}},
		"in anything":  {casework.Query{Where: []casework.Cond{cond("version", casework.In, []any{1, int64(2)})}, Limit: 1}, []string{"c0"}},
		"in none":      {casework.Query{Where: []casework.Cond{cond("id", casework.In, []string{})}}, nil},
		"any":          {casework.Query{Where: []casework.Cond{{Any: []casework.Cond{cond("id", casework.Equal, "c1"), cond("occurred", casework.Equal, "2027")}}}}, []string{"c1", "c3"}},
		"any of none":  {casework.Query{Where: []casework.Cond{{Any: []casework.Cond{}}}}, nil},
		"all of none":  {casework.Query{Where: []casework.Cond{{All: []casework.Cond{}}}, Limit: 1}, []string{"c0"}},
		"any and more": {casework.Query{Where: []casework.Cond{cond("status", casework.Equal, "closed"), {Any: []casework.Cond{cond("id", casework.Less, "c2"), cond("id", casework.Greater, "c8")}}}}, []string{"c1", "c9"}},
		"all in any": {casework.Query{Where: []casework.Cond{{Any: []casework.Cond{
			{All: []casework.Cond{cond("status", casework.Equal, "closed"), cond("id", casework.Less, "c3")}}, cond("id", casework.Equal, "c8"),
		}}}}, []string{"c1", "c8"}},
		"text that would be SQL": {casework.Where("number", "' OR 1=1 --"), nil},
		"a question mark":        {casework.Where("number", "?", "id", "?0"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			view(t, s, func(tx casework.Tx) {
				values := []casework.Case{{Number: "kept"}}
				pointers := []*casework.Case{nil}
				if err := tx.Find(t.Context(), &values, c.q); err != nil {
					t.Fatal(err)
				}
				if err := tx.Find(t.Context(), &pointers, c.q); err != nil {
					t.Fatal(err)
				}
				if values[0].Number != "kept" || pointers[0] != nil || len(values) != len(pointers) {
					t.Fatalf("not appended: %v, %v", values, pointers)
				}
				var got []string
				for i, v := range values[1:] {
					got = append(got, v.ID)
					if pointers[i+1].ID != v.ID || v.CreatedAt.Location() != time.UTC {
						t.Errorf("%v and %v", v, pointers[i+1])
					}
				}
				if !slices.Equal(got, c.want) {
					t.Errorf("found %v, want %v", got, c.want)
				}
				n, err := tx.Count(t.Context(), casework.KindCase, c.q)
				if err != nil || c.q.Limit == 0 && c.q.Offset == 0 && n != len(c.want) {
					t.Errorf("counted %d, %v", n, err)
				}
			})
		})
	}
	view(t, s, func(tx casework.Tx) { nulls(t, tx) })
}

// nulls: an identifier that is not set is NULL, first when ascending.
func nulls(t *testing.T, tx casework.Tx) {
	for _, c := range []struct {
		q    casework.Query
		want int
	}{
		{casework.Query{Where: []casework.Cond{{Column: "case_id", Op: casework.Null}}}, 5},
		{casework.Query{Where: []casework.Cond{{Column: "case_id", Op: casework.NotNull}}}, 5},
		{casework.Where("case_id", ""), 0},
		{casework.Where("obliterated", true), 2},
		{casework.Where("obliterated", false, "version", 1), 8},
	} {
		n, err := tx.Count(t.Context(), casework.KindFirearm, c.q)
		if err != nil || n != c.want {
			t.Errorf("%+v: %d, want %d, %v", c.q, n, c.want, err)
		}
	}
	for order, first := range map[string]string{"case_id": "f1", "-case_id": "f8"} {
		var list []casework.Firearm
		if err := tx.Find(t.Context(), &list, casework.Query{Order: []string{order}, Limit: 1}); err != nil || list[0].ID != first {
			t.Errorf("order %s: %v, %v", order, list, err)
		}
	}
}

// orderDoesNotKnowLocales: pages and dates depend on an order by bytes.
func orderDoesNotKnowLocales(t *testing.T, dsn string) {
	s := open(t, dsn)
	lab(t, s, "lab")
	numbers := []string{"-1", "10", "9", "A", "B", "a", "b", "ch", "á", "ñ"} // by their UTF-8
	update(t, s, func(tx casework.Tx) {
		for _, n := range numbers {
			if err := tx.Insert(t.Context(), newCase(n, "lab")); err != nil {
				t.Fatal(err)
			}
		}
	})
	view(t, s, func(tx casework.Tx) {
		var list []casework.Case
		if err := tx.Find(t.Context(), &list, casework.Query{Order: []string{"number"}}); err != nil {
			t.Fatal(err)
		}
		var page []casework.Case
		for i, n := range numbers {
			if list[i].Number != n {
				t.Errorf("number %d is %q, want %q", i, list[i].Number, n)
			}
			page = page[:0]
			err := tx.Find(t.Context(), &page, casework.Query{Where: []casework.Cond{{Column: "id", Op: casework.Greater, Value: n}}})
			if err != nil || len(page) != len(numbers)-1-i {
				t.Errorf("after %q are %d, %v", n, len(page), err)
			}
		}
	})
}

func findRefusesForeignNames(t *testing.T, dsn string) {
	s := listing(t, dsn)
	attack := `id" = "id"; DROP TABLE cases; --`
	in := func(c casework.Cond) casework.Query { return casework.Query{Where: []casework.Cond{c}} }
	for name, q := range map[string]casework.Query{
		"order":                 {Order: []string{attack}},
		"descending order":      {Order: []string{"-" + attack}},
		"order with a word":     {Order: []string{"id DESC"}},
		"twice descending":      {Order: []string{"--id"}},
		"empty order":           {Order: []string{""}},
		"expression":            {Order: []string{"(SELECT 1)"}},
		"column":                casework.Where(attack, "x"),
		"qualified":             casework.Where("cases.id", "x"),
		"capitals":              casework.Where("ID", "x"),
		"of another table":      casework.Where("sha256", "x"),
		"own column":            casework.Where("lab_ref", "x"),
		"JSON":                  casework.Where("place", "{}"),
		"order by JSON":         {Order: []string{"refs"}},
		"no column":             in(casework.Cond{Op: casework.Equal, Value: 1}),
		"nested":                in(casework.Cond{Any: []casework.Cond{{All: []casework.Cond{{Column: attack, Op: casework.Null}}}}}),
		"comparison":            in(casework.Cond{Column: "id", Op: "= 'x' OR 1=1 --", Value: "x"}),
		"no comparison":         in(casework.Cond{Column: "id", Value: "x"}),
		"alternatives and more": in(casework.Cond{Column: "id", Op: casework.Null, Any: []casework.Cond{{Column: "id", Op: casework.Null}}}),
		"any and all":           in(casework.Cond{Any: []casework.Cond{}, All: []casework.Cond{}}),
		"number for text":       casework.Where("id", 1),
		"text for number":       casework.Where("version", "1"),
		"text for time":         casework.Where("created_at", "2026-01-01"),
		"fraction for number":   casework.Where("version", 1.5),
		"nothing":               casework.Where("id", nil),
		"structure":             casework.Where("id", struct{}{}),
		"list for one":          casework.Where("id", []string{"x"}),
		"one for list":          in(casework.Cond{Column: "id", Op: casework.In, Value: "x"}),
		"wrong list":            in(casework.Cond{Column: "id", Op: casework.In, Value: []int{1}}),
		"nothing in a list":     in(casework.Cond{Column: "id", Op: casework.In, Value: []any{nil}}),
		"negative limit":        {Limit: -1},
		"negative offset":       {Offset: -1},
	} {
		t.Run(name, func(t *testing.T) {
			view(t, s, func(tx casework.Tx) {
				list := []casework.Case{}
				if err := tx.Find(t.Context(), &list, q); err == nil || len(list) > 0 {
					t.Errorf("found %v", list)
				}
				if _, err := tx.Count(t.Context(), casework.KindCase, q); err == nil && len(q.Where) > 0 {
					t.Error("counted")
				}
			})
		})
	}
	view(t, s, func(tx casework.Tx) {
		type own struct{ casework.Case }
		for _, out := range []any{nil, []casework.Case{}, &casework.Case{}, &[]string{}, &[]any{}, &[]own{}, &[]**casework.Case{}, (*[]casework.Case)(nil)} {
			if err := tx.Find(t.Context(), out, casework.Query{}); err == nil {
				t.Errorf("found into %T", out)
			}
		}
		if _, err := tx.Count(t.Context(), `cases"; DROP TABLE cases`, casework.Query{}); err == nil {
			t.Error("counted an unknown kind")
		}
		if err := tx.Get(t.Context(), &own{}, "c0"); err == nil {
			t.Error("got a foreign type")
		}
		if err := tx.Get(t.Context(), (*casework.Case)(nil), "c0"); err == nil {
			t.Error("got into nil")
		}
		if n, err := tx.Count(t.Context(), casework.KindCase, casework.Query{}); n != 10 || err != nil {
			t.Errorf("%d cases are left, %v", n, err)
		}
	})
}

func findManyIdentifiers(t *testing.T, dsn string) {
	s := listing(t, dsn)
	ids := make([]string, 50_000)
	for i := range ids {
		ids[i] = fmt.Sprintf("00000000-0000-0000-0000-%012d", i)
	}
	ids[25_000] = "c5"
	view(t, s, func(tx casework.Tx) {
		n, err := tx.Count(t.Context(), casework.KindCase, casework.Query{Where: []casework.Cond{{Column: "id", Op: casework.In, Value: ids}}})
		if n != 1 || err != nil {
			t.Errorf("%d, %v", n, err)
		}
	})
}
