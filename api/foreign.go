package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"cotejo/api/message"
)

// mostFaults is how many faults of one request are told.
const mostFaults = 50

// transform puts huma's own errors into the form and the language of ours.
func (s *server) transform(c huma.Context, _ string, v any) (any, error) {
	m, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	ctx, texts := c.Context(), s.textsFor(c.Context())
	c.SetHeader("Content-Language", texts.Language())
	detail, key := translate(texts, m.Detail)
	p := &Problem{
		Type: problemURN + key, Title: texts.Text("status."+strconv.Itoa(m.Status), nil), Status: m.Status, Detail: detail, Instance: requestOf(ctx).id,
	}
	if m.Status >= http.StatusInternalServerError {
		s.log.ErrorContext(ctx, "request failed", "error", m, "request", p.Instance)
		return p, nil
	}
	for _, e := range m.Errors[:min(len(m.Errors), mostFaults)] {
		if e == nil {
			continue
		}
		text, key := translate(texts, e.Message)
		p.Errors = append(p.Errors, ProblemField{Location: clipped(e.Location), Message: text, Key: key})
	}
	return p, nil
}

// translate puts a message of huma's, or of a library that it calls, into a
// language. What is not known is said in general: it may quote anything.
func translate(texts *message.Texts, msg string) (text, key string) {
	if text, key = texts.Huma(msg); key != "" {
		return text, key
	}
	return texts.Text("http.not_understood", nil), "http.not_understood"
}

// unmarshalJSON reads a body that has been checked already. What still does not
// fit is a number with a point or an exponent where a whole one is expected, or a
// field under a name in other letters: its error is worded as huma's own are.
func unmarshalJSON(body []byte, v any) error {
	err := huma.DefaultJSONFormat.Unmarshal(body, v)
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return err
	}
	switch wrong.Type.Kind() {
	case reflect.String:
		return errors.New(validation.MsgExpectedString)
	case reflect.Int, reflect.Int64:
		return errors.New(validation.MsgExpectedInteger)
	case reflect.Float64:
		return errors.New(validation.MsgExpectedNumber)
	case reflect.Bool:
		return errors.New(validation.MsgExpectedBoolean)
	case reflect.Slice:
		return errors.New(validation.MsgExpectedArray)
	}
	return errors.New(validation.MsgExpectedObject)
}
