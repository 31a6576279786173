package api_test

import (
	"fmt"
	"strings"

	"cotejo/api/casework"
)

// tag is a record's entity tag.
func tag(r casework.Record) string { return fmt.Sprintf("%q", fmt.Sprint(casework.HeadOf(r).Version)) }

func contains(s, part string) bool { return strings.Contains(s, part) }
