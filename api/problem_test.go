package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

const unknownID = "0190a5f0-0000-7000-8000-000000000000"

func TestWhatCannotBeMeantIsRefused(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	lab := c.Lab(t)
	own := enterCase(t, c, "N-0")
	in := func(fields string) string { return `{"lab":"` + lab + `","number":"N-1"` + fields + `}` }
	tests := map[string]struct {
		method, path string
		body         any
		headers      []string
		status       int
		location     string // of the first fault
	}{
		"not JSON":                       {"POST", "/cases", `{"number"`, nil, 400, ""},
		"two values":                     {"POST", "/cases", in("") + in(""), nil, 400, ""},
		"nothing":                        {"POST", "/cases", ``, nil, 400, ""},
		"blanks":                         {"POST", "/cases", "  \n", nil, 400, ""},
		"a byte order mark":              {"POST", "/cases", "\ufeff" + in(""), nil, 400, ""},
		"not UTF-8":                      {"POST", "/cases", in(",\"comment\":\"\xff\""), nil, 400, ""},
		"UTF-16":                         {"POST", "/cases", "\xff\xfe{\x00}\x00", nil, 400, ""},
		"too deep":                       {"POST", "/cases", in(`,"comment":` + strings.Repeat("[", 200) + strings.Repeat("]", 200)), nil, 400, ""},
		"deep without end":               {"POST", "/cases", strings.Repeat("[", 100000), nil, 400, ""},
		"too many values":                {"POST", "/cases", in(`,"comment":[` + strings.Repeat("0,", 30000) + `0]`), nil, 400, ""},
		"NUL":                            {"POST", "/cases", in(`,"comment":"a\u0000b"`), nil, 422, ""},
		"a control character":            {"POST", "/cases", in(`,"comment":"a\u0007b"`), nil, 422, "body.comment"},
		"half a surrogate pair":          {"POST", "/cases", in(`,"comment":"\ud800"`), nil, 201, ""},
		"a huge number":                  {"POST", "/cases", in(`,"place":{"latitude":1e400,"longitude":0}`), nil, 422, ""},
		"a number beyond its bounds":     {"POST", "/cases", in(`,"place":{"latitude":91,"longitude":0}`), nil, 422, "body.place.latitude"},
		"an object for a text":           {"POST", "/cases", in(`,"comment":{}`), nil, 422, "body.comment"},
		"a number for a text":            {"POST", "/cases", in(`,"comment":1`), nil, 422, "body.comment"},
		"a list for the record":          {"POST", "/cases", `[]`, nil, 422, "body"},
		"null for the record":            {"POST", "/cases", `null`, nil, 422, "body"},
		"a fraction for a whole number":  {"POST", "/exhibits", `{"number":"1","origin":"questioned","calibre":"9mm","sequence":1.5}`, nil, 422, "body.sequence"},
		"an exponent":                    {"POST", "/exhibits", `{"number":"1","origin":"questioned","calibre":"9mm","case":"` + own.ID + `","sequence":1e2}`, nil, 422, "body"},
		"a choice that is none":          {"POST", "/cases", in(`,"status":"ajar"`), nil, 422, "body.status"},
		"an unknown field":               {"POST", "/cases", in(`,"colour":"red"`), nil, 422, "body.colour"},
		"a missing field":                {"POST", "/cases", `{"lab":"` + lab + `"}`, nil, 422, "body"},
		"an empty field":                 {"POST", "/cases", `{"lab":"` + lab + `","number":" "}`, nil, 422, "body.number"},
		"a long text":                    {"POST", "/cases", in(`,"agency":"` + strings.Repeat("ñ", 201) + `"`), nil, 422, "body.agency"},
		"a date that is none":            {"POST", "/cases", in(`,"occurred":"2026-02-30"`), nil, 422, "body.occurred"},
		"a reference to nothing":         {"POST", "/exhibits", `{"number":"1","origin":"questioned","calibre":"9mm","case":"` + unknownID + `"}`, nil, 422, "body.case"},
		"a reference that is none":       {"POST", "/exhibits", `{"number":"1","origin":"questioned","calibre":"9mm","case":"x"}`, nil, 422, "body.case"},
		"another kind of content":        {"POST", "/cases", in(""), []string{"Content-Type", "text/plain"}, 415, ""},
		"XML":                            {"POST", "/cases", in(""), []string{"Content-Type", "application/xml"}, 415, ""},
		"no kind of content at all":      {"POST", "/cases", in(""), []string{"Content-Type", ";;"}, 415, ""},
		"compressed":                     {"POST", "/cases", in(""), []string{"Content-Encoding", "gzip"}, 415, ""},
		"too large":                      {"POST", "/cases", in(`,"comment":"` + strings.Repeat("a", 1<<20) + `"`), nil, 413, ""},
		"a key for once that is none":    {"POST", "/cases", in(""), []string{"Idempotency-Key", strings.Repeat("k", 200)}, 400, ""},
		"an unknown parameter":           {"GET", "/cases?stat=open", nil, nil, 422, "query.stat"},
		"a parameter twice":              {"GET", "/cases?status=open&status=closed", nil, nil, 422, "query.status"},
		"a parameter with NUL":           {"GET", "/cases?number=a%00", nil, nil, 422, "query.number"},
		"a parameter that is not UTF-8":  {"GET", "/cases?number=%ff", nil, nil, 422, "query.number"},
		"a long parameter":               {"GET", "/cases?number=" + strings.Repeat("a", 5000), nil, nil, 422, "query.number"},
		"parameters that cannot be read": {"GET", "/cases?number=%zz", nil, nil, 400, ""},
		"a limit below all":              {"GET", "/cases?limit=-1", nil, nil, 422, "query.limit"},
		"no limit":                       {"GET", "/cases?limit=0", nil, nil, 422, "query.limit"},
		"a limit above all":              {"GET", "/cases?limit=501", nil, nil, 422, "query.limit"},
		"a limit out of numbers":         {"GET", "/cases?limit=99999999999999999999", nil, nil, 422, "query.limit"},
		"a limit that is no number":      {"GET", "/cases?limit=ten", nil, nil, 422, "query.limit"},
		"a cursor that is none":          {"GET", "/cases?after=x", nil, nil, 422, "query.after"},
		"a laboratory that is none":      {"GET", "/cases?lab=x", nil, nil, 422, "query.lab"},
		"a case that is none":            {"GET", "/exhibits?case=x", nil, nil, 422, "query.case"},
		"a truth that is none":           {"GET", "/accounts?disabled=2", nil, nil, 422, "query.disabled"},
		"an identifier that is none":     {"GET", "/cases/1", nil, nil, 404, ""},
		"one in capitals":                {"GET", "/cases/" + strings.ToUpper(own.ID), nil, nil, 404, ""},
		"one in braces":                  {"GET", "/cases/%7B" + own.ID + "%7D", nil, nil, 404, ""},
		"one with more behind":           {"GET", "/cases/" + own.ID + "%00", nil, nil, 404, ""},
		"a path out of the tree":         {"GET", "/cases/%2e%2e%2f%2e%2e%2fetc", nil, nil, 404, ""},
		"one of another kind":            {"GET", "/firearms/" + own.ID, nil, nil, 404, ""},
		"one of nothing":                 {"GET", "/cases/" + unknownID, nil, nil, 404, ""},
		"an address of nothing":          {"GET", "/nothing", nil, nil, 404, ""},
		"an address outside":             {"GET", "//nothing", nil, nil, 404, ""},
		"a deletion":                     {"DELETE", "/cases/" + own.ID, nil, nil, 405, ""},
		"a method that is none":          {"BREW", "/cases", nil, nil, 405, ""},
		"a change without its version":   {"PUT", "/cases/" + own.ID, in(""), nil, 428, ""},
		"a change of any version":        {"PUT", "/cases/" + own.ID, in(""), []string{"If-Match", "*"}, 428, ""},
		"a change of no version":         {"PUT", "/cases/" + own.ID, in(""), []string{"If-Match", "1"}, 412, ""},
		"a change of version zero":       {"PUT", "/cases/" + own.ID, in(""), []string{"If-Match", `"0"`}, 412, ""},
		"a change of a later version":    {"PUT", "/cases/" + own.ID, in(""), []string{"If-Match", `"7"`}, 412, ""},
		"a number that is taken":         {"POST", "/cases", `{"lab":"` + lab + `","number":"N-0"}`, nil, 409, "body.number"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			inEnglish := c.In("en").Do(t, test.method, test.path, test.body, test.headers...).Want(t, test.status)
			if test.status < 400 {
				return
			}
			en := inEnglish.Problem(t)
			es := c.In("es-MX,en;q=0.5").Do(t, test.method, test.path, test.body, test.headers...).Want(t, test.status).Problem(t)
			if en.Title == es.Title || en.Detail == es.Detail || en.Type != es.Type {
				t.Errorf("the same in both languages: %+v and %+v", en, es)
			}
			if test.location == "" && len(en.Errors) > 0 || test.location != "" && (len(en.Errors) == 0 || en.Errors[0].Location != test.location) {
				t.Errorf("the faults are %+v, want one at %q", en.Errors, test.location)
			}
			for i, fault := range en.Errors {
				if fault.Message == "" || fault.Key == "" || strings.HasPrefix(fault.Message, fault.Key) || es.Errors[i].Message == fault.Message {
					t.Errorf("fault %+v, in Spanish %+v", fault, es.Errors[i])
				}
			}
			if got := inEnglish.Header; got.Get("Content-Language") != "en" || got.Get("X-Request-Id") != en.Instance {
				t.Errorf("headers %v of %+v", got, en)
			}
		})
	}
}

func TestProblemsAreInTheLanguageOfWhoeverAsks(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	admin := s.As(t, "*", casework.Administrator)
	account := apitest.Get[casework.Account](t, admin, "/accounts/"+c.Account.ID)
	account.Language = "es"
	admin.Do(t, http.MethodPut, "/accounts/"+account.ID, account, "If-Match", tag(account)).Want(t, http.StatusOK)
	for asked, want := range map[string]string{"": "es", "en": "en", "fr": "es", "fr, en-GB;q=0.1": "en", "*": "es", ";;q=z": "es", "es-419": "es"} {
		if got := c.In(asked).Do(t, http.MethodGet, "/cases/1", nil).Want(t, http.StatusNotFound).Header.Get("Content-Language"); got != want {
			t.Errorf("asked for %q, the answer is in %q, want %q", asked, got, want)
		}
	}
	if got := s.Anyone(t).Do(t, http.MethodGet, "/cases", nil).Want(t, http.StatusUnauthorized).Header.Get("Content-Language"); got != "en" {
		t.Errorf("nobody is answered in %q", got)
	}
}

func TestManyFaultsAreToldInPart(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	body := `{"number":"1"`
	for i := range 3000 {
		body += fmt.Sprintf(`,"x%d":1`, i)
	}
	p := c.Do(t, http.MethodPost, "/cases", body+"}").Want(t, http.StatusUnprocessableEntity).Problem(t)
	if len(p.Errors) != 50 {
		t.Errorf("%d faults", len(p.Errors))
	}
}
