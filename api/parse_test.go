package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
)

func FuzzJSONBodies(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,2.5e3,"x",null,true,{}]}`, `[1,]`, `{"a" 1}`, `[1 2]`, `{} {}`, `"\ud800"`, `"\u0000"`, `1e999`, `-0`, "\xff", "\xef\xbb\xbf{}", ``, `nul`, `{"a":1,}`,
		strings.Repeat("[", 40) + strings.Repeat("]", 40), strings.Repeat(`{"a":`, 10) + "1" + strings.Repeat("}", 10),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		err := checkJSON(body)
		var refused *protocolError
		var v any
		switch {
		case err == nil:
			if err := json.Unmarshal(body, &v); err != nil {
				t.Errorf("%q is taken, but %v", body, err)
			}
		case !errors.As(err, &refused) || refused.status != http.StatusBadRequest && refused.status != http.StatusUnprocessableEntity:
			t.Errorf("%q: %v", body, err)
		}
	})
}

func FuzzVersions(f *testing.F) {
	for _, seed := range []string{`"1"`, `W/"3"`, `1`, `"01"`, `"-1"`, `"9999999999999999999"`, `*`, ``, `"1","2"`, `" 1"`, `""`, `"`, `W/`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		version, err := basedOn(header)
		var refused *protocolError
		if err == nil && version < 1 || err != nil && (!errors.As(err, &refused) || refused.status < 400 || refused.status > 499) {
			t.Errorf("%q: %d, %v", header, version, err)
		}
	})
}

func TestVersions(t *testing.T) {
	for header, want := range map[string]int{`"1"`: 1, `W/"3"`: 3, ` "12" `: 12, `1`: 0, `"01"`: 0, `"+1"`: 0, `"0"`: 0, `"1","2"`: 0, `*`: 0, ``: 0, `"99999999999999999999"`: 0} {
		if got, err := basedOn(header); got != want || (err == nil) != (want > 0) {
			t.Errorf("%q: %d, %v", header, got, err)
		}
	}
	for header, want := range map[string]bool{`"1"`: true, `W/"1"`: true, `"2", "1"`: true, `*`: true, `"11"`: false, ``: false, `1`: false} {
		if got := noneMatch(header, `"1"`); got != want {
			t.Errorf("%q: %v", header, got)
		}
	}
}
