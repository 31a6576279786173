package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

// fuzzSeed makes the run the same every time, but for the identifiers in it. Others
// find other things: go test ./api -run EveryOperation -fuzzseed 2
var fuzzSeed = flag.Uint64("fuzzseed", 20261123, "seed of the run over all operations")

// attempt is one request of the run.
type attempt struct {
	what    string
	path    string // with parameters
	body    []byte
	headers []string
}

// fuzzer sends attempts to every operation, and holds every answer to what is
// promised.
type fuzzer struct {
	*testing.T
	*document
	service    *apitest.Service
	make       *maker
	rand       *rand.Rand
	own, other *story
	people     map[string]*apitest.Client
	sent       int
	statuses   map[int]int
}

func TestEveryOperationHoldsOutAgainstEverything(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	sc := newScene(t, apitest.Options{})
	f := &fuzzer{T: t, service: sc.Service, document: describe(t, sc.Service), rand: rand.New(rand.NewPCG(*fuzzSeed, 1)), statuses: map[int]int{}}
	f.own, f.other = tell(t, sc, "NORTE", 1), tell(t, sc, "SUR", 2)
	f.make = &maker{document: f.document, rand: f.rand, known: f.known()}
	examiner := sc.As(t, "NORTE", casework.Examiner, "third")
	f.people = map[string]*apitest.Client{
		"nobody": sc.Anyone(t), "technician": sc.As(t, "NORTE", casework.Technician), "examiner": examiner,
		"supervisor": sc.As(t, "NORTE", casework.Supervisor), "administrator": sc.As(t, "NORTE", casework.Administrator),
		"operator": sc.As(t, "*", casework.Administrator), "auditor": sc.As(t, "*", casework.Auditor),
		"program": sc.As(t, "NORTE", casework.Examiner, "programmer").WithToken(t, casework.ScopeRead, casework.ScopeEnter, casework.ScopeReview, casework.ScopeManage),
	}
	operations := f.operations()
	for _, op := range operations {
		f.operation(op)
	}
	if panics := sc.Log.Entries("request panicked"); len(panics) > 0 {
		t.Errorf("%d requests panicked, the first: %v", len(panics), panics[0])
	}
	t.Logf("%d requests to %d operations: %v", f.sent, len(operations), f.statuses)
	if f.sent < 20*len(operations) {
		t.Error("are all operations still reached?")
	}
}

// known are values with which bodies and parameters make sense.
func (f *fuzzer) known() map[string]any {
	out := map[string]any{
		"lab": f.own.Lab(f.T, "NORTE").ID, "side": "probe", "n": "0", "calibre": "9 mm Luger", "occurred": "2026-03-14", "at": "2026-11-23",
		"received": "2026-11-23", "examined_at": "2026-11-23", "country": "MX", "state": "26", "login": "nobody", "password": "x", "limit": "2",
		"session": strings.Repeat("0", 64), "after": "", "labs": []any{}, "ori": "AZ0000000", "code": "NEW", "latitude": 19.4, "longitude": -99.1,
	}
	for kind, id := range f.own.ids {
		out[string(kind)] = id
	}
	return out
}

// operation sends all attempts for one operation.
func (f *fuzzer) operation(op *described) {
	f.renew()
	right := "examiner"
	for _, name := range slices.Sorted(maps.Keys(f.people)) {
		for _, a := range f.ordinary(op) {
			status := f.try(op, name, a)
			if a.what == "own" && status < http.StatusBadRequest && name != "program" {
				right = name
			}
		}
	}
	f.renew()
	for i, a := range f.hostile(op) {
		if raceOn && i%8 != 0 { // which the run without it sends all
			continue
		}
		if i%25 == 24 {
			f.renew()
		}
		f.try(op, right, a)
	}
}

// renew signs everyone in again: some operations end sessions.
func (f *fuzzer) renew() {
	for name, c := range f.people {
		if name != "nobody" {
			c.Renew(f.T)
		}
	}
}

// at fills an operation's path, and what it requires in its query.
func (f *fuzzer) at(op *described, id string) string {
	path, query := op.path, url.Values{}
	for _, p := range op.Parameters {
		switch {
		case p.In == "path" && p.Name == "id":
			path = strings.ReplaceAll(path, "{id}", id)
		case p.In == "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(fmt.Sprint(f.make.value(p.Schema, p.Name))))
		case p.In == "query" && p.Required:
			query.Set(p.Name, fmt.Sprint(f.make.value(p.Schema, p.Name)))
		}
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return path
}

// body makes a body that fits, and the headers that go with it.
func (f *fuzzer) body(op *described) (value any, headers []string) {
	for _, p := range op.Parameters {
		if p.Name == "If-Match" {
			headers = append(headers, "If-Match", `"1"`)
		}
	}
	if op.RequestBody == nil {
		return nil, headers
	}
	if of, ok := op.RequestBody.Content["application/json"]; ok {
		return f.make.value(of.Schema, ""), append(headers, "Content-Type", "application/json")
	}
	kind := slices.Min(slices.Collect(maps.Keys(op.RequestBody.Content)))
	return nil, append(headers, "Content-Type", kind)
}

func encoded(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}

// ordinary are the attempts that everyone makes: on what is there, on what belongs
// to another laboratory, on what is not there.
func (f *fuzzer) ordinary(op *described) (out []attempt) {
	for what, id := range map[string]string{"own": f.own.idFor(op.path), "other": f.other.idFor(op.path), "unknown": unknownID} {
		if what != "own" && !strings.Contains(op.path, "{id}") {
			continue
		}
		value, headers := f.body(op)
		a := attempt{what: what, path: f.at(op, id), headers: headers}
		if op.RequestBody != nil {
			a.body = encoded(value)
		}
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b attempt) int { return strings.Compare(a.what, b.what) })
	if !strings.Contains(op.path, "{id}") && op.RequestBody != nil { // what another laboratory has, in the body
		known := f.make.known
		f.make.known = maps.Clone(known)
		for kind, id := range f.other.ids {
			f.make.known[string(kind)] = id
		}
		f.make.known["lab"] = f.other.Lab(f.T, "SUR").ID
		value, headers := f.body(op)
		out = append(out, attempt{what: "other in the body", path: f.at(op, ""), body: encoded(value), headers: headers})
		f.make.known = known
	}
	return out
}

// try sends one attempt and judges its answer.
func (f *fuzzer) try(op *described, name string, a attempt) int {
	f.Helper()
	f.sent++
	language := []string{"en", "es"}[f.sent%2]
	var body any
	if a.body != nil {
		body = bytes.NewReader(a.body)
	}
	answer := f.people[name].In(language).Do(f.T, op.method, a.path, body, a.headers...)
	f.statuses[answer.Status]++
	fail := func(format string, args ...any) {
		f.Helper()
		f.Errorf("%s %s as %s (%s, body %.300s): %s\n%d %.600s", op.method, a.path, name, a.what, a.body, fmt.Sprintf(format, args...), answer.Status, answer.Body)
	}
	if answer.Status >= http.StatusInternalServerError {
		fail("a fault of ours")
		return answer.Status
	}
	if bytes.Contains(answer.Body, []byte(f.other.mark)) {
		fail("shows what belongs to another laboratory")
	}
	if answer.Status >= http.StatusBadRequest {
		if answer.Header.Get("Content-Type") != "application/problem+json" {
			fail("not a problem")
			return answer.Status
		}
		p := answer.Problem(f.T)
		if answer.Header.Get("Content-Language") != language || !strings.Contains(p.Detail, " ") || strings.Contains(p.Detail, "<no value>") {
			fail("not said in %s", language)
		}
		for _, fault := range p.Errors {
			if !strings.Contains(fault.Message, " ") || fault.Location == "" || fault.Key == "" {
				fail("the fault %+v says too little", fault)
			}
		}
	}
	f.described(op, answer, fail)
	return answer.Status
}

// described holds an answer to the description of its operation.
func (f *fuzzer) described(op *described, answer *apitest.Answer, fail func(string, ...any)) {
	if answer.Status == http.StatusMethodNotAllowed || answer.Status == http.StatusNotFound { // the path was another one
		return
	}
	of, ok := op.Responses[fmt.Sprint(answer.Status)]
	if !ok {
		fail("the status is not described")
		return
	}
	kind, _, _ := strings.Cut(answer.Header.Get("Content-Type"), ";")
	if len(answer.Body) == 0 {
		return
	}
	content, ok := of.Content[kind]
	if !ok {
		fail("content of the kind %q is not described", kind)
		return
	}
	if !strings.HasSuffix(kind, "json") || content.Schema == nil || content.Schema.Format == "binary" {
		return
	}
	var v any
	if err := json.Unmarshal(answer.Body, &v); err != nil {
		fail("%v", err)
	} else if fault := f.fault(content.Schema, v, "body"); fault != "" {
		fail("not as described: %s", fault)
	}
}
