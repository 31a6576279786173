// Package papertest reads the texts of PDFs that the service made, for tests.
package papertest

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

var (
	object   = regexp.MustCompile(`(?s)\n([0-9]+) 0 obj\n(.*?)\nendobj`)
	contents = regexp.MustCompile(`/Contents ([0-9]+) 0 R`)
	stream   = regexp.MustCompile(`(?s)stream\n(.*)\nendstream`)
	shown    = regexp.MustCompile(`(?s)\(((?:[^\\()]|\\.)*)\) ?Tj`)
	escaped  = regexp.MustCompile(`(?s)\\(.)`)
)

// Pages are the texts that each page of a PDF shows, in the order in which they
// are drawn. It knows no more of PDF than what go-pdf writes: objects in plain
// sight, deflated contents, text in UTF-16.
func Pages(t testing.TB, pdf []byte) [][]string {
	t.Helper()
	objects := map[string]string{}
	var pages []string
	for _, found := range object.FindAllSubmatch(pdf, -1) {
		objects[string(found[1])] = string(found[2])
		if bytes.Contains(found[2], []byte("/Type /Page\n")) {
			pages = append(pages, contents.FindStringSubmatch(string(found[2]))[1])
		}
	}
	var all [][]string
	for _, page := range pages {
		body := stream.FindStringSubmatch(objects[page])
		if body == nil {
			t.Fatalf("page object %s has no contents", page)
		}
		inflated, err := zlib.NewReader(strings.NewReader(body[1]))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(inflated)
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, found := range shown.FindAllStringSubmatch(string(text), -1) {
			texts = append(texts, fromUTF16(escaped.ReplaceAllStringFunc(found[1], unescape)))
		}
		all = append(all, texts)
	}
	return all
}

func unescape(s string) string {
	if s == `\r` {
		return "\r"
	}
	return s[1:]
}

func fromUTF16(s string) string {
	var units []uint16
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// Transcript is what a PDF shows, page by page.
func Transcript(t testing.TB, pdf []byte) string {
	t.Helper()
	var b strings.Builder
	for i, page := range Pages(t, pdf) {
		b.WriteString("---- page " + strconv.Itoa(i+1) + "\n")
		for _, text := range page {
			b.WriteString(text + "\n")
		}
	}
	return b.String()
}
