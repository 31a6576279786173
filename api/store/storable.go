package store

import (
	"math"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"cotejo/api/casework"
)

// storable refuses what the databases would not give back as it was: text that is
// not UTF-8 or holds a NUL, numbers that are none, years of other than four digits.
func storable(values ...any) error {
	for _, v := range values {
		if !sound(reflect.ValueOf(v)) {
			return casework.Fail(casework.CodeInvalid, "store.text")
		}
	}
	return nil
}

func sound(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return utf8.ValidString(v.String()) && !strings.Contains(v.String(), "\x00")
	case reflect.Float64:
		return !math.IsNaN(v.Float()) && !math.IsInf(v.Float(), 0)
	case reflect.Pointer, reflect.Interface:
		return v.IsNil() || sound(v.Elem())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return true
		}
		for i := range v.Len() {
			if !sound(v.Index(i)) {
				return false
			}
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			if !sound(k) || !sound(v.MapIndex(k)) {
				return false
			}
		}
	case reflect.Struct:
		if t, ok := v.Interface().(time.Time); ok {
			return t.UTC().Year() >= 1 && t.UTC().Year() <= 9999
		}
		for _, field := range v.Fields() {
			if !sound(field) {
				return false
			}
		}
	}
	return true
}

// moment is a time as both databases keep it: UTC, to the microsecond.
func moment(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
