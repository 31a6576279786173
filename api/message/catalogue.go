// Package message is every text for people, in English and Spanish.
//
// A text lives in locale/LANGUAGE/AREA.json, an object of key to text. A text is
// a Go template over its parameters ("{{.most}}"); in place of a text there may be
// an object of its plural forms ("one", "other"), chosen by the parameter count.
// Every key stands in exactly one area and in both languages; tests hold that.
package message

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed locale
var locales embed.FS

// languages are those that texts exist in; the first is the default.
func languages() []language.Tag { return []language.Tag{language.English, language.Spanish} }

// Catalogue holds all texts. It never changes and is safe for concurrent use.
type Catalogue struct {
	matcher language.Matcher
	texts   []*Texts // by the index of languages
}

// Load reads the texts that are built into the program. It fails when a file is
// not an object of texts or when a key stands in two of them.
func Load() (*Catalogue, error) {
	sub, err := fs.Sub(locales, "locale")
	if err != nil {
		return nil, fmt.Errorf("texts: %w", err)
	}
	return load(sub)
}

func load(files fs.FS) (*Catalogue, error) {
	tags := languages()
	bundle := i18n.NewBundle(tags[0])
	patterns, err := humaPatterns()
	if err != nil {
		return nil, err
	}
	c := &Catalogue{matcher: language.NewMatcher(tags)}
	for _, tag := range tags {
		messages, err := readLanguage(files, tag.String())
		if err != nil {
			return nil, fmt.Errorf("texts: %w", err)
		}
		keys := make(map[string]bool, len(messages))
		if len(c.texts) > 0 { // English stands in for a text that is missing
			maps.Copy(keys, c.texts[0].keys)
		}
		for _, m := range messages {
			keys[m.ID] = true
		}
		if err := bundle.AddMessages(tag, messages...); err != nil {
			return nil, fmt.Errorf("texts: %w", err)
		}
		c.texts = append(c.texts, &Texts{language: tag.String(), localizer: i18n.NewLocalizer(bundle, tag.String()), keys: keys, huma: patterns})
	}
	return c, nil
}

// For returns the texts in the language that fits best: of values of
// Accept-Language headers or language tags, those given first come first. What
// cannot be read is passed over; English is what remains.
func (c *Catalogue) For(acceptLanguage ...string) *Texts {
	for _, accept := range acceptLanguage {
		wanted, _, err := language.ParseAcceptLanguage(accept)
		if err != nil || len(wanted) == 0 {
			continue
		}
		if _, i, confidence := c.matcher.Match(wanted...); confidence > language.No {
			return c.texts[i]
		}
	}
	return c.texts[0]
}

// readLanguage reads all areas of a language.
func readLanguage(files fs.FS, lang string) ([]*i18n.Message, error) {
	names, err := fs.Glob(files, path.Join(lang, "*.json"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no files for language %s", lang)
	}
	var all []*i18n.Message
	from := map[string]string{}
	for _, name := range names {
		messages, err := readArea(files, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, m := range messages {
			if other, taken := from[m.ID]; taken {
				return nil, fmt.Errorf("key %s stands in %s and in %s", m.ID, other, name)
			}
			from[m.ID] = name
		}
		all = append(all, messages...)
	}
	return all, nil
}

// readArea reads one file. It goes key by key because decoding into a map would
// hide a key that stands there twice.
func readArea(files fs.FS, name string) ([]*i18n.Message, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return nil, errors.Join(errors.New("not a JSON object"), err)
	}
	var messages []*i18n.Message
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		var value any
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		key := fmt.Sprint(token)
		if !strings.Contains(key, ".") {
			return nil, fmt.Errorf("key %q has no area, such as \"field.\", before its name", key)
		}
		m, err := i18n.NewMessage(value)
		if err != nil {
			return nil, fmt.Errorf("key %s: %w", key, err)
		}
		if m.Other == "" {
			return nil, fmt.Errorf("key %s has no text", key)
		}
		m.ID = key
		messages = append(messages, m)
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	return messages, nil
}
