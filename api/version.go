package api

import (
	"net/http"
	"strconv"
	"strings"

	"cotejo/api/casework"
)

// tagOf is a record's entity tag: its version, since the address names the record.
func tagOf(r casework.Record) string { return `"` + strconv.Itoa(casework.HeadOf(r).Version) + `"` }

// noneMatch tells whether an If-None-Match header names a tag. The comparison is
// the weak one that it calls for.
func noneMatch(header, tag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
		if one == tag || one == "*" {
			return true
		}
	}
	return false
}

// basedOn reads the version that an If-Match header names. A proxy that compresses
// may have made the tag a weak one, which says the same here.
func basedOn(header string) (int, error) {
	tag := strings.TrimSpace(header)
	if tag == "" || tag == "*" {
		return 0, protocol(http.StatusPreconditionRequired, "http.version_missing")
	}
	text, ok := strings.CutPrefix(strings.TrimPrefix(tag, "W/"), `"`)
	text, closed := strings.CutSuffix(text, `"`)
	version, err := strconv.Atoi(text)
	if !ok || !closed || err != nil || version < 1 || strconv.Itoa(version) != text {
		return 0, protocol(http.StatusPreconditionFailed, "http.version_form")
	}
	return version, nil
}
