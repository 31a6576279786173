package message

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2/validation"
)

// humaMessages are the messages of huma by the key of their text. Those of its
// package validation are taken from there, so that a new wording is found; the
// others it writes where they arise. A verb (%s, %d, %v) is a parameter of the
// text, called a, b in its order.
func humaMessages() map[string]string {
	return map[string]string{
		"huma.unexpected_property":         validation.MsgUnexpectedProperty,
		"huma.date_time":                   validation.MsgExpectedRFC3339DateTime,
		"huma.date_time_http":              validation.MsgExpectedRFC1123DateTime,
		"huma.date":                        validation.MsgExpectedRFC3339Date,
		"huma.time":                        validation.MsgExpectedRFC3339Time,
		"huma.email":                       validation.MsgExpectedRFC5322Email,
		"huma.hostname":                    validation.MsgExpectedRFC5890Hostname,
		"huma.ipv4":                        validation.MsgExpectedRFC2673IPv4,
		"huma.ipv6":                        validation.MsgExpectedRFC2373IPv6,
		"huma.ip":                          validation.MsgExpectedRFCIPAddr,
		"huma.uri":                         validation.MsgExpectedRFC3986URI,
		"huma.uuid":                        validation.MsgExpectedRFC4122UUID,
		"huma.uri_template":                validation.MsgExpectedRFC6570URITemplate,
		"huma.json_pointer":                validation.MsgExpectedRFC6901JSONPointer,
		"huma.relative_json_pointer":       validation.MsgExpectedRFC6901RelativeJSONPointer,
		"huma.regexp":                      validation.MsgExpectedRegexp,
		"huma.one_schema":                  validation.MsgExpectedMatchAtLeastOneSchema,
		"huma.exactly_one_schema":          validation.MsgExpectedMatchExactlyOneSchema,
		"huma.not_schema":                  validation.MsgExpectedNotMatchSchema,
		"huma.property_name":               validation.MsgExpectedPropertyNameInObject,
		"huma.boolean":                     validation.MsgExpectedBoolean,
		"huma.duration":                    validation.MsgExpectedDuration,
		"huma.number":                      validation.MsgExpectedNumber,
		"huma.integer":                     validation.MsgExpectedInteger,
		"huma.string":                      validation.MsgExpectedString,
		"huma.base64":                      validation.MsgExpectedBase64String,
		"huma.array":                       validation.MsgExpectedArray,
		"huma.object":                      validation.MsgExpectedObject,
		"huma.unique":                      validation.MsgExpectedArrayItemsUnique,
		"huma.one_of":                      validation.MsgExpectedOneOf,
		"huma.minimum":                     validation.MsgExpectedMinimumNumber,
		"huma.exclusive_minimum":           validation.MsgExpectedExclusiveMinimumNumber,
		"huma.maximum":                     validation.MsgExpectedMaximumNumber,
		"huma.exclusive_maximum":           validation.MsgExpectedExclusiveMaximumNumber,
		"huma.multiple":                    validation.MsgExpectedNumberBeMultipleOf,
		"huma.min_length":                  validation.MsgExpectedMinLength,
		"huma.max_length":                  validation.MsgExpectedMaxLength,
		"huma.be_pattern":                  validation.MsgExpectedBePattern,
		"huma.match_pattern":               validation.MsgExpectedMatchPattern,
		"huma.min_items":                   validation.MsgExpectedMinItems,
		"huma.max_items":                   validation.MsgExpectedMaxItems,
		"huma.min_properties":              validation.MsgExpectedMinProperties,
		"huma.max_properties":              validation.MsgExpectedMaxProperties,
		"huma.required":                    validation.MsgExpectedRequiredProperty,
		"huma.dependent_required":          validation.MsgExpectedDependentRequiredProperty,
		"huma.exactly_one_schema_multiple": "expected value to match exactly one schema but matched multiple",
		"huma.write_only":                  "write only property is non-zero",
		"huma.validation_failed":           "validation failed",
		"huma.unexpected_error":            "unexpected error occurred",
		"huma.unknown_parameter":           "unknown query parameter",
		"huma.parameter_missing":           "required %s parameter is missing",
		"huma.parameter_multiple":          "expected at most one value, but received multiple values",
		"huma.invalid_integer":             "invalid integer",
		"huma.invalid_float":               "invalid float",
		"huma.invalid_floating":            "invalid floating value",
		"huma.invalid_boolean":             "invalid boolean",
		"huma.invalid_date_time":           "invalid date/time for format %s",
		"huma.invalid_url":                 "invalid url.URL value",
		"huma.invalid_value":               "invalid value: %s",
		"huma.body_required":               "request body is required",
		"huma.body_too_large":              "request body is too large limit=%d bytes",
		"huma.body_timeout":                "request body read timeout",
		"huma.body_unreadable":             "cannot read request body",
		"huma.body_type":                   "unknown content type",
		"huma.body_type_named":             "unknown content type: %s",
		"huma.accept_type":                 "unknown accept content type",
		"huma.accept_type_named":           "unknown accept content type: %s",
		"huma.response_unwritable":         "unable to marshal response",
		"huma.form_unreadable":             "cannot read multipart form: %s",
		"huma.file_unreadable":             "Failed to open file",
		"huma.file_type_unknown":           "Failed to infer file media type",
		"huma.file_type":                   "Invalid mime type: got %v, expected %v",
		"huma.file_required":               "File required",
		"huma.file_single":                 "Multiple files received but only one was expected",
		"huma.files_required":              "At least one file is required",
		"huma.json_ended":                  "unexpected end of JSON input",
		"huma.json_character":              "invalid character %s",
		"huma.json_type":                   "json: cannot unmarshal %s into Go %s",
	}
}

// humaPattern finds one of huma's messages and its parameters.
type humaPattern struct {
	key      string
	verbs    int
	wildness int // the share of the template that is not literal decides which pattern is tried first
	match    *regexp.Regexp
}

var verb = regexp.MustCompile(`%[svd]`)

func humaPatterns() ([]humaPattern, error) {
	var patterns []humaPattern
	for key, template := range humaMessages() {
		literals := verb.Split(template, -1)
		for i := range literals {
			literals[i] = regexp.QuoteMeta(literals[i])
		}
		match, err := regexp.Compile(`(?s)^` + strings.Join(literals, `(.*)`) + `$`)
		if err != nil {
			return nil, fmt.Errorf("message of huma %q: %w", template, err)
		}
		patterns = append(patterns, humaPattern{key: key, verbs: len(literals) - 1, wildness: len(literals)*1000 - len(template), match: match})
	}
	// The most literal first: "expected string to be regex: %v" before "expected
	// string to be %s".
	slices.SortFunc(patterns, func(a, b humaPattern) int {
		if a.wildness != b.wildness {
			return a.wildness - b.wildness
		}
		return strings.Compare(a.key, b.key)
	})
	return patterns, nil
}

// Huma puts a message that the HTTP library wrote into this language, and tells
// the key of its text. One that is not known comes back as it is, without a key.
func (t *Texts) Huma(msg string) (text, key string) {
	for _, p := range t.huma {
		found := p.match.FindStringSubmatch(msg)
		if found == nil {
			continue
		}
		params := make(map[string]any, p.verbs)
		for i, value := range found[1:] {
			params[string(rune('a'+i))] = strings.TrimPrefix(value, ", ") // an empty choice, the first of a list
		}
		return t.Text(p.key, params), p.key
	}
	return msg, ""
}
