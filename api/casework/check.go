package casework

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Checker gathers the faults of a record. Its zero value is ready.
type Checker struct {
	faults []Fault
}

// Fault adds one; params are pairs of name and value.
func (c *Checker) Fault(path, key string, params ...any) {
	c.faults = append(c.faults, Fault{Path: path, Key: key, Params: pairs(params)})
}

// Need adds a fault when a text is empty or blank.
func (c *Checker) Need(path, value string) {
	if strings.TrimSpace(value) == "" {
		c.Fault(path, "field.required")
	}
}

// Err returns nil or an invalid Error with all faults.
func (c *Checker) Err() error {
	if len(c.faults) == 0 {
		return nil
	}
	return &Error{Code: CodeInvalid, Key: "record.invalid", Params: map[string]any{"count": len(c.faults)}, Fields: c.faults}
}

// invalid is an Error about a single field.
func invalid(path, key string, params ...any) *Error {
	var c Checker
	c.Fault(path, key, params...)
	return &Error{Code: CodeInvalid, Key: "record.invalid", Params: map[string]any{"count": 1}, Fields: c.faults}
}

// checked is a value with rules that tags cannot say.
type checked interface {
	check(c *Checker, path string)
}

// Check reports all that is wrong with a record, by its tags and its own rules.
func Check(r Record) error {
	var c Checker
	c.value("", reflect.ValueOf(r))
	return c.Err()
}

// value walks a value: its own rules, and the tags of its fields.
func (c *Checker) value(path string, v reflect.Value) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Struct:
		c.fields(path, v)
		if v.CanAddr() {
			if own, ok := v.Addr().Interface().(checked); ok {
				own.check(c, path)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.value(path+"["+strconv.Itoa(i)+"]", v.Index(i))
		}
	}
}

func (c *Checker) fields(path string, v reflect.Value) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() || f.Type == reflect.TypeFor[Head]() {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" {
			c.value(path, v.Field(i))
			continue
		}
		at := strings.TrimPrefix(path+"."+name, ".")
		c.tagged(at, f, v.Field(i))
		c.value(at, v.Field(i))
	}
}

// tagged checks one field against its tags.
func (c *Checker) tagged(path string, f reflect.StructField, v reflect.Value) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		c.text(path, f.Tag, v.String())
		if d, ok := v.Interface().(Date); ok && !d.Valid() {
			c.Fault(path, "field.date", "value", string(d))
		}
	case reflect.Slice:
		if most, err := strconv.Atoi(f.Tag.Get("maxItems")); err == nil && v.Len() > most {
			c.Fault(path, "field.too_many", "most", most, "count", v.Len())
		}
		if v.Type().Elem().Kind() == reflect.String {
			for i := range v.Len() {
				c.text(path+"["+strconv.Itoa(i)+"]", f.Tag, v.Index(i).String())
			}
		}
	case reflect.Int, reflect.Int64:
		c.number(path, f.Tag, float64(v.Int()))
	case reflect.Float64:
		c.number(path, f.Tag, v.Float())
	}
}

func (c *Checker) text(path string, tag reflect.StructTag, s string) {
	if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }) {
		c.Fault(path, "field.characters")
		return
	}
	if most, err := strconv.Atoi(tag.Get("maxLength")); err == nil && utf8.RuneCountInString(s) > most {
		c.Fault(path, "field.too_long", "most", most)
	}
	if enum, ok := tag.Lookup("enum"); ok && !slices.Contains(strings.Split(enum, ","), s) {
		c.Fault(path, "field.choice", "value", s, "choices", strings.ReplaceAll(strings.TrimPrefix(enum, ","), ",", ", "))
	}
}

// object checks an object of any content by its length as JSON.
func (c *Checker) object(path string, v map[string]any, most int) {
	if text, err := json.Marshal(v); err != nil || len(text) > most {
		c.Fault(path, "field.object_too_long", "most", most)
	}
}

func (c *Checker) number(path string, tag reflect.StructTag, x float64) {
	if least, err := strconv.ParseFloat(tag.Get("minimum"), 64); err == nil && !(x >= least) {
		c.Fault(path, "field.too_small", "least", least)
	}
	if most, err := strconv.ParseFloat(tag.Get("maximum"), 64); err == nil && !(x <= most) {
		c.Fault(path, "field.too_large", "most", most)
	}
}
