package audit

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"

	"cotejo/api/casework"
)

// TestEntryForm is the form of an entry as it will be checked in many years: a
// change of casework.Event must not change it for what stands in logs already.
func TestEntryForm(t *testing.T) {
	_, text, err := encode(casework.Event{
		At: time.Date(2026, 11, 23, 1, 2, 3, 400_000_999, time.FixedZone("", -6*3600)), Account: "a", Name: "n", Lab: "l", Action: "change",
		Kind: casework.KindCase, Subject: "s", Version: 2, Body: "b", Request: "r", Address: "192.0.2.1", Detail: map[string]string{"z": "<&>", "a": "ñ"},
	})
	const want = `{"at":"2026-11-23T07:02:03.4Z","account":"a","name":"n","lab":"l","action":"change","kind":"case","subject":"s","version":2,` +
		`"body":"b","request":"r","address":"192.0.2.1","detail":{"a":"ñ","z":"<&>"}}`
	if err != nil || string(text) != want {
		t.Errorf("%s, %v\nwant %s", text, err, want)
	}
	if _, text, err = encode(casework.Event{At: time.Unix(0, 0), Action: "start"}); err != nil || string(text) != `{"at":"1970-01-01T00:00:00Z","action":"start"}` {
		t.Errorf("%s, %v", text, err)
	}
}

// FuzzEncode: what an event is written as is read as the same, and written so again.
func FuzzEncode(f *testing.F) {
	f.Add(int64(0), "view", "name", "key", "value", 1)
	f.Add(int64(-1)<<62, "\x00", "\xff\xfe", "\u2028<>&", "\ufffd\"\\", -5)
	f.Fuzz(func(t *testing.T, at int64, action, name, key, value string, version int) {
		e := casework.Event{At: time.Unix(at%200_000_000_000, at), Action: action, Name: name, Subject: value, Version: version, Detail: map[string]string{key: value}}
		said, text, err := encode(e)
		if err != nil {
			return // no action, no time, a year beyond what JSON has
		}
		if !utf8.Valid(text) || bytes.ContainsRune(text, 0) || bytes.ContainsRune(text, '\n') {
			t.Errorf("%q", text)
		}
		if _, again, err := encode(said); err != nil || !bytes.Equal(again, text) {
			t.Errorf("%q\n%q\n%v", text, again, err)
		}
	})
}

func FuzzCheckProof(f *testing.F) {
	const vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(`{"n":0,"text":"{}","proof":[],"head":"PeterNeumann\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— PeterNeumann AAAA\n"}`))
	f.Add([]byte(`{"n":-1,"proof":["47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var p Proof
		if json.Unmarshal(text, &p) != nil {
			return
		}
		if _, _, err := CheckProof(&p, note.VerifierList(verifier)); err == nil {
			t.Errorf("%q was taken for signed", text)
		}
		if h, err := parseHead(p.Head); err == nil && (h.Size < 0 || h.Origin == "") {
			t.Errorf("%+v", h)
		}
		_, _ = decode([]byte(p.Text))
	})
}
