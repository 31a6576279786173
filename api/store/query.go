package store

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"strings"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"

	"cotejo/api/casework"
)

// Find appends the records that a query selects to out. Records that are equal by
// the query's order come by their identifiers.
func (t *tx) Find(ctx context.Context, out any, q casework.Query) error {
	list := reflect.ValueOf(out)
	if list.Kind() != reflect.Pointer || list.IsNil() || list.Elem().Kind() != reflect.Slice {
		return fmt.Errorf("store: records cannot be appended to a %T", out)
	}
	list = list.Elem()
	s, err := sheetOfElem(t, list.Type().Elem())
	if err != nil {
		return err
	}
	if err := t.ready(ctx); err != nil {
		return err
	}
	found := reflect.New(list.Type())
	query, err := s.where(t.NewSelect().Model(found.Interface()), q.Where)
	if err != nil {
		return err
	}
	if err := s.page(query, q); err != nil {
		return err
	}
	if err := query.Scan(ctx); err != nil {
		return t.fail(ctx, err)
	}
	for i := range found.Elem().Len() {
		s.align(reflect.Indirect(found.Elem().Index(i)))
	}
	list.Set(reflect.AppendSlice(list, found.Elem()))
	return nil
}

// Count counts what a query selects.
func (t *tx) Count(ctx context.Context, k casework.Kind, q casework.Query) (int, error) {
	s, err := sheetOf(t, k)
	if err != nil {
		return 0, err
	}
	if err := t.ready(ctx); err != nil {
		return 0, err
	}
	query, err := s.where(t.NewSelect().Model(casework.New(k)).ColumnExpr("count(*)"), q.Where)
	if err != nil {
		return 0, err
	}
	var n int
	if err := query.Scan(ctx, &n); err != nil {
		return 0, t.fail(ctx, err)
	}
	return n, nil
}

// sheetOfElem returns the table of a list's elements, T or *T.
func sheetOfElem(db bun.IDB, elem reflect.Type) (*sheet, error) {
	if elem.Kind() != reflect.Pointer {
		elem = reflect.PointerTo(elem)
	}
	r, ok := reflect.New(elem.Elem()).Interface().(casework.Record)
	if !ok {
		return nil, fmt.Errorf("store: %s is no record", elem)
	}
	return sheetFor(db, r)
}

func (s *sheet) where(q *bun.SelectQuery, conds []casework.Cond) (*bun.SelectQuery, error) {
	for _, c := range conds {
		text, args, err := s.condition(c)
		if err != nil {
			return nil, err
		}
		q.Where(text, args...)
	}
	return q, nil
}

// never is a condition that nothing meets, always one that everything does.
const (
	never  = "1 = 0"
	always = "1 = 1"
)

// notWaiting looks at the one lead of a candidate.
const notWaiting = "NOT EXISTS (SELECT 1 FROM leads AS waiting WHERE waiting.candidate_id = ?TableAlias.? AND (waiting.state = ? OR waiting.state = ? AND waiting.second_by = ''))"

// condition writes a condition with a place for each name and value.
func (s *sheet) condition(c casework.Cond) (text string, args []any, err error) {
	if c.Any != nil || c.All != nil {
		return s.combined(c)
	}
	f, err := s.column(c.Column)
	if err != nil {
		return "", nil, err
	}
	switch c.Op {
	case casework.NotWaiting:
		return notWaiting, []any{f.SQLName, casework.LeadSecondReview, casework.LeadDecoy}, nil
	case casework.Null:
		return "? IS NULL", []any{f.SQLName}, nil
	case casework.NotNull:
		return "? IS NOT NULL", []any{f.SQLName}, nil
	case casework.In:
		return s.among(f, c.Value)
	case casework.Equal, casework.NotEqual, casework.Less, casework.AtMost, casework.Greater, casework.AtLeast:
		v, err := s.comparable(f, reflect.ValueOf(c.Value))
		if login, ok := v.(string); ok && c.Op == casework.Equal && s.kind == casework.KindAccount && f.Name == "login" {
			return "login_key = ?", []any{loginKey(login)}, err // in every case, as they are unique
		}
		return "? " + string(c.Op) + " ?", []any{f.SQLName, v}, err
	}
	return "", nil, fmt.Errorf("store: %q is no comparison", c.Op)
}

// combined is true when one of a condition's alternatives is, or all of its parts
// are; one of none never is.
func (s *sheet) combined(c casework.Cond) (text string, args []any, err error) {
	if c.Column != "" || c.Any != nil && c.All != nil {
		return "", nil, fmt.Errorf("store: a condition on %q is more than one thing", c.Column)
	}
	list, word, text := c.Any, " OR ", never
	if c.All != nil {
		list, word, text = c.All, " AND ", always
	}
	parts := make([]string, len(list))
	for i, one := range list {
		part, more, err := s.condition(one)
		if err != nil {
			return "", nil, err
		}
		parts[i], args = part, append(args, more...)
	}
	if len(parts) > 0 {
		text = "(" + strings.Join(parts, word) + ")"
	}
	return text, args, nil
}

// among is true for one of a list of values, and never for one of none.
func (s *sheet) among(f *schema.Field, list any) (string, []any, error) {
	v := reflect.ValueOf(list)
	if v.Kind() != reflect.Slice {
		return "", nil, fmt.Errorf("store: column %q is to be in a %T", f.Name, list)
	}
	if v.Len() == 0 {
		return never, nil, nil
	}
	values := make([]any, v.Len())
	for i := range values {
		one, err := s.comparable(f, v.Index(i))
		if err != nil {
			return "", nil, err
		}
		values[i] = one
	}
	return "? IN (?)", []any{f.SQLName, bun.List(values)}, nil
}

// comparable checks that a value is of the column's type, since SQLite would compare
// any with any.
func (s *sheet) comparable(f *schema.Field, v reflect.Value) (any, error) {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() {
		return nil, fmt.Errorf("store: column %q of %s records is compared with nothing", f.Name, s.kind)
	}
	if err := storable(v.Interface()); err != nil {
		return nil, err
	}
	kind := f.IndirectType.Kind()
	switch {
	case f.IndirectType == timeType && v.Type() == timeType:
		return moment(v.Interface().(time.Time)), nil
	case kind == reflect.String && v.Kind() == reflect.String:
		return v.String(), nil
	case kind == reflect.Bool && v.Kind() == reflect.Bool:
		return v.Bool(), nil
	case kind == reflect.Float64 && v.CanFloat():
		return v.Float(), nil
	case (kind == reflect.Int || kind == reflect.Int64 || kind == reflect.Float64) && v.CanInt():
		return v.Int(), nil
	}
	return nil, fmt.Errorf("store: column %q of %s records is compared with a %s", f.Name, s.kind, v.Type())
}

// page sets a query's order, limit and offset.
func (s *sheet) page(query *bun.SelectQuery, q casework.Query) error {
	byID := false
	for _, name := range q.Order {
		column, descending := strings.CutPrefix(name, "-")
		f, err := s.column(column)
		if err != nil {
			return err
		}
		byID = byID || column == "id"
		order := "? ASC"
		if descending {
			order = "? DESC"
		}
		if f.NullZero { // the databases disagree on where NULL stands
			order += map[bool]string{false: " NULLS FIRST", true: " NULLS LAST"}[descending]
		}
		query.OrderExpr(order, f.SQLName)
	}
	if !byID {
		query.OrderExpr("id ASC")
	}
	if q.Limit < 0 || q.Offset < 0 {
		return fmt.Errorf("store: limit %d and offset %d", q.Limit, q.Offset)
	}
	if q.Limit > 0 {
		query.Limit(int64(q.Limit))
	} else if q.Offset > 0 {
		query.Limit(math.MaxInt64) // SQLite takes no offset alone
	}
	query.Offset(int64(q.Offset))
	return nil
}
