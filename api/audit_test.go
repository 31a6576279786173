package api_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"cotejo/api/apitest"
	"cotejo/api/audit"
	"cotejo/api/casework"
)

func TestAuditorsReadTheLog(t *testing.T) {
	s := newScene(t, apitest.Options{Idle: true})
	c, auditor := s.As(t, "NORTE", casework.Technician), s.As(t, "*", casework.Auditor)
	e := s.exhibit(c, "A")
	a := s.upload(c, e.ID, []byte("some file"), "")
	c.Do(t, http.MethodGet, "/acquisitions/"+a.ID+"/original", nil).Want(t, http.StatusOK)

	paths := []string{"/audit/entries", "/audit/export", "/audit/export?format=csv", "/audit/head", "/audit/key", "/audit/entries/0/proof"}
	for _, path := range paths {
		s.Anyone(t).Do(t, http.MethodGet, path, nil).Want(t, http.StatusUnauthorized)
		for _, other := range []*apitest.Client{c, s.As(t, "NORTE", casework.Supervisor), s.As(t, "*", casework.Administrator), s.As(t, "NORTE", casework.Auditor)} {
			other.Do(t, http.MethodGet, path, nil).Want(t, http.StatusForbidden).Problem(t)
		}
	}
	c.Do(t, http.MethodPost, "/audit/verify", map[string]any{}).Want(t, http.StatusForbidden)

	// Page by page, newest first, and what was asked for only.
	var seen []audit.Entry
	for at := "/audit/entries?limit=3"; at != ""; {
		page := apitest.Get[pageOf[audit.Entry]](t, auditor, at)
		seen, at = append(seen, page.Items...), page.Next
	}
	for i := 1; i < len(seen); i++ {
		if seen[i].N != seen[i-1].N-1 {
			t.Fatalf("entry %d after %d", seen[i].N, seen[i-1].N)
		}
	}
	if last := seen[len(seen)-1]; last.N != 0 {
		t.Errorf("the list ends with entry %d", last.N)
	}
	found := list[audit.Entry](t, auditor, "/audit/entries?action=download&subject="+a.ID)
	if len(found) != 1 || found[0].Event.Account != c.Account.ID || found[0].Event.Kind != casework.KindAcquisition {
		t.Errorf("%+v", found)
	}
	if n := len(list[audit.Entry](t, auditor, "/audit/entries?from=2999-01-01T00:00:00Z")); n != 0 {
		t.Errorf("%d entries of the future", n)
	}
	// That it was read is in the log.
	if n := len(list[audit.Entry](t, auditor, "/audit/entries?action=read_log&account="+auditor.Account.ID)); n < 4 {
		t.Errorf("the log was read %d times", n)
	}
	s.proves(auditor, found[0].N)
}

// proves checks proofs, exports and verification.
func (s *scene) proves(auditor *apitest.Client, n int64) {
	t := s.t
	key := strings.TrimSpace(string(auditor.Do(t, http.MethodGet, "/audit/key", nil).Want(t, http.StatusOK).Body))
	verifier, err := note.NewVerifier(key)
	if err != nil {
		t.Fatal(err)
	}
	verifiers := note.VerifierList(verifier)
	signed := auditor.Do(t, http.MethodGet, "/audit/head", nil).Want(t, http.StatusOK)
	head, err := audit.OpenHead(signed.Body, verifiers)
	if err != nil || head.Size <= n {
		t.Fatalf("%v, %+v", err, head)
	}
	var proof audit.Proof
	auditor.Do(t, http.MethodGet, "/audit/entries/"+jsonNumber(n)+"/proof", nil).Want(t, http.StatusOK).JSON(t, &proof)
	if event, _, err := audit.CheckProof(&proof, verifiers); err != nil || event.Action != "download" {
		t.Errorf("%v, %+v", err, event)
	}
	auditor.Do(t, http.MethodGet, "/audit/entries/99999999/proof", nil).Want(t, http.StatusNotFound).Problem(t)

	var exported struct {
		Head    string
		Entries []audit.Proof
	}
	auditor.Do(t, http.MethodGet, "/audit/export?action=download", nil).Want(t, http.StatusOK).JSON(t, &exported)
	if len(exported.Entries) != 1 {
		t.Fatalf("%+v", exported)
	}
	exported.Entries[0].Head = exported.Head
	if _, _, err := audit.CheckProof(&exported.Entries[0], verifiers); err != nil {
		t.Error(err)
	}
	table := auditor.Do(t, http.MethodGet, "/audit/export?format=csv", nil).Want(t, http.StatusOK)
	if rows, err := csv.NewReader(bytes.NewReader(table.Body)).ReadAll(); err != nil || len(rows) < 10 {
		t.Errorf("%v, %d rows", err, len(rows))
	}

	var verified struct {
		OK       bool
		Entries  int64
		Findings []struct{ Key, Message string }
	}
	auditor.Do(t, http.MethodPost, "/audit/verify", map[string]any{"heads": []string{string(signed.Body)}}).Want(t, http.StatusOK).JSON(t, &verified)
	if !verified.OK || verified.Entries < head.Size {
		t.Errorf("%+v", verified)
	}
	auditor.Do(t, http.MethodPost, "/audit/verify", map[string]any{"heads": []string{"nonsense"}}).Want(t, http.StatusOK).JSON(t, &verified)
	if verified.OK || len(verified.Findings) != 1 || verified.Findings[0].Message == "" {
		t.Errorf("%+v", verified)
	}
}

func jsonNumber(n int64) string {
	text, _ := json.Marshal(n)
	return string(text)
}
