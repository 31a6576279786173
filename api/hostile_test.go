package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// badValues are put in place of each value of a body. Each is JSON as it is sent.
func badValues() []string {
	return []string{
		`null`, `true`, `false`, `0`, `-1`, `1`, `1.5`, `-0.0`, `1e308`, `1e999`, `-1e999`, `9223372036854775808`, `99999999999999999999999999`, `2147483648`,
		`""`, `" "`, `"x"`, `"\u0000"`, `"\ud800"`, `"\u202e\u2066"`, `"\u0007"`, `"` + strings.Repeat("ñ", 9000) + `"`, "\"\xff\xfe\"",
		`"2026-13-45"`, `"0000-00-00T00:00:00Z"`, `"' OR 1=1 --"`, `"{{.a}}"`, `"<script>alert(1)</script>"`, `"../../etc/passwd"`, `"%s%n"`,
		`[]`, `[null]`, `[[]]`, `["x","x"]`, `[1]`, `{}`, `{"x":1}`, `[` + strings.Repeat(`"x",`, 999) + `"x"]`, `"` + unknownID + `"`,
	}
}

// badParameters are put in place of each parameter, as they stand in an address.
func badParameters() []string {
	return []string{
		"", "-1", "0", "1", "1.5", "1e9", "99999999999999999999", "-9223372036854775809", "true", "null", "NaN", "x", "%00", "%ff", "%0d%0aX-Evil:1", "%u0000",
		strings.Repeat("9", 300), strings.Repeat("x", 3000), "%27%20OR%201%3D1", "..%2f..%2f", "%E2%80%AE", unknownID, "2026-02-30", ",", ",,,", "x,y,z", "*", "[", "{}", "%22",
	}
}

// some takes n of a list, to bound the run: the same with the same seed.
func (f *fuzzer) some(list []string, n int) []string {
	f.rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:min(n, len(list))]
}

// hostile are the attempts that nobody makes by mistake, and those that everyone
// does once.
func (f *fuzzer) hostile(op *described) (out []attempt) {
	out = append(out, f.badPaths(op)...)
	out = append(out, f.badQueries(op)...)
	out = append(out, f.badHeaders(op)...)
	if op.RequestBody == nil {
		return out
	}
	out = append(out, f.badBodies(op)...)
	value, headers := f.body(op)
	if object, ok := value.(map[string]any); ok {
		add := func(what string, text []byte) {
			out = append(out, attempt{what: what, path: f.at(op, f.own.idFor(op.path)), body: text, headers: headers})
		}
		f.badFields(object, func(what string, change func() func()) {
			undo := change()
			add(what, encoded(object))
			undo()
		})
	}
	return out
}

func (f *fuzzer) badPaths(op *described) (out []attempt) {
	names := []string{}
	for _, p := range op.Parameters {
		if p.In == "path" {
			names = append(names, p.Name)
		}
	}
	value, headers := f.body(op)
	for _, name := range names {
		for _, bad := range f.some(badParameters(), 10) {
			if bad == "" {
				continue
			}
			path := strings.ReplaceAll(op.path, "{"+name+"}", bad)
			for _, other := range names {
				path = strings.ReplaceAll(path, "{"+other+"}", f.own.idFor(op.path))
			}
			if _, err := url.Parse(path); err != nil {
				continue // no client sends it
			}
			a := attempt{what: "path " + name, path: path, headers: headers}
			if op.RequestBody != nil {
				a.body = encoded(value)
			}
			out = append(out, a)
		}
	}
	return out
}

func (f *fuzzer) badQueries(op *described) (out []attempt) {
	value, headers := f.body(op)
	add := func(what, query string) {
		path := f.at(op, f.own.idFor(op.path))
		if strings.Contains(path, "?") {
			path += "&" + query
		} else {
			path += "?" + query
		}
		a := attempt{what: what, path: path, headers: headers}
		if op.RequestBody != nil {
			a.body = encoded(value)
		}
		out = append(out, a)
	}
	for _, query := range []string{"unknown=1", "%00=1", "%zz", "a;b", "=", "limit=-1", "limit=1000000", "after=x", strings.Repeat("x", 5000) + "=1", "%F0%9F%92%A5=1"} {
		add("query", query)
	}
	for _, p := range op.Parameters {
		if p.In != "query" {
			continue
		}
		for _, bad := range f.some(badParameters(), 4) {
			add("query "+p.Name, p.Name+"="+bad)
		}
		add("query "+p.Name, p.Name+"=a&"+p.Name+"=b")
	}
	return out
}

func (f *fuzzer) badHeaders(op *described) (out []attempt) {
	value, headers := f.body(op)
	for _, header := range [][2]string{
		{"If-Match", "x"}, {"If-Match", `"99999999999999999999"`}, {"If-Match", `"1","2"`}, {"If-Match", `W/"1"`}, {"If-Match", "\xff"}, {"If-Match", ""},
		{"If-None-Match", strings.Repeat(`"1",`, 2000)}, {"If-None-Match", "*"}, {"Idempotency-Key", strings.Repeat("k", 3000)}, {"Idempotency-Key", "é"},
		{"Idempotency-Key", "used before"}, {"Accept", "text/html"}, {"Accept", "application/xml;q=x"}, {"Accept-Encoding", "br;q=x, *"},
		{"Range", "bytes=9-1"}, {"Range", "bytes=" + strings.Repeat("0-0,", 500)}, {"Last-Event-ID", "x"}, {"X-Request-Id", "a\tb"}, {"X-Forwarded-For", "1.2.3.4, x"},
		{"Content-Digest", "sha-256=:x:"}, {"Origin", "null"}, {"Cookie", "__Host-cotejo=\xff; cotejo=x"},
	} {
		a := attempt{what: "header " + header[0], path: f.at(op, f.own.idFor(op.path)), headers: slices.Concat(headers, []string{header[0], header[1]})}
		if op.RequestBody != nil {
			a.body = encoded(value)
		}
		out = append(out, a)
	}
	return out
}

// badBodies are bodies that are no record at all.
func (f *fuzzer) badBodies(op *described) (out []attempt) {
	value, headers := f.body(op)
	good := encoded(value)
	noise := make([]byte, 4000)
	for i := range noise {
		noise[i] = byte(f.rand.Uint32())
	}
	for what, body := range map[string][]byte{
		"nothing": {}, "blank": []byte(" "), "text": []byte("text"), "half": good[:len(good)/2], "twice": slices.Concat(good, good), "noise": noise,
		"deep": bytes.Repeat([]byte("["), 50000), "deep objects": bytes.Repeat([]byte(`{"a":`), 50000), "wide": slices.Concat([]byte("["), bytes.Repeat([]byte("1,"), 400000), []byte("1]")),
		"oversized": slices.Concat([]byte(`{"comment":"`), bytes.Repeat([]byte("x"), 2<<20), []byte(`"}`)), "a byte order mark": slices.Concat([]byte("\xef\xbb\xbf"), good),
		"another value": []byte(`"x"`), "null": []byte("null"), "a zip": []byte("PK\x03\x04" + strings.Repeat("\x00", 100)), "a form": []byte("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../x\"\r\n\r\nx\r\n--b--\r\n"),
		"csv": []byte("a,b\n\"1,2\n"),
	} {
		out = append(out, attempt{what: "body " + what, path: f.at(op, f.own.idFor(op.path)), body: body, headers: headers})
	}
	for _, kind := range []string{"text/plain", "application/xml", "application/json; charset=utf-16", "multipart/form-data", "multipart/form-data; boundary=b", "x", "application/x-www-form-urlencoded", "application/octet-stream", "text/csv", "application/JSON", "application/json;a+b=c"} {
		body := good
		if strings.HasSuffix(kind, "=b") {
			body = []byte("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nx\r\n--b--\r\n")
		}
		out = append(out, attempt{what: "kind " + kind, path: f.at(op, f.own.idFor(op.path)), body: body, headers: slices.Concat(headers, []string{"Content-Type", kind})})
	}
	slices.SortFunc(out, func(a, b attempt) int { return strings.Compare(a.what, b.what) })
	return append(out, attempt{what: "encoded", path: f.at(op, f.own.idFor(op.path)), body: good, headers: slices.Concat(headers, []string{"Content-Encoding", "gzip"})})
}

// badFields calls try for ways to spoil an object: every value in it becomes some
// bad ones, is left out, stands under a name in other letters, or gets a
// stranger at its side. What change did is undone by what it returns.
func (f *fuzzer) badFields(object map[string]any, try func(what string, change func() (undo func()))) {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		value := object[name]
		restore := func() { object[name] = value }
		for _, bad := range f.some(badValues(), 5) {
			try(fmt.Sprintf("%s = %.20s", name, bad), func() func() {
				object[name] = json.RawMessage(bad)
				return restore
			})
		}
		try("no "+name, func() func() {
			delete(object, name)
			return restore
		})
		try(name+" in capitals", func() func() {
			object[strings.ToUpper(name)] = 7
			return func() { delete(object, strings.ToUpper(name)) }
		})
		switch inner := value.(type) {
		case map[string]any:
			f.badFields(inner, try)
		case []any:
			if len(inner) > 0 {
				if one, ok := inner[0].(map[string]any); ok {
					f.badFields(one, try)
				}
			}
		}
	}
	try("a stranger", func() func() {
		object["stranger"] = 1
		return func() { delete(object, "stranger") }
	})
}
