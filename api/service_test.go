package api_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"cotejo/api/apitest"
	"cotejo/api/casework"
)

func TestHealth(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.Anyone(t)
	c.Do(t, http.MethodGet, "//healthz", nil).Want(t, http.StatusOK)
	var ready struct {
		Status string
		Parts  map[string]string
	}
	c.Do(t, http.MethodGet, "//readyz", nil).Want(t, http.StatusOK).JSON(t, &ready)
	if ready.Status != "ok" || ready.Parts["store"] != "ok" || ready.Parts["blobs"] != "ok" || ready.Parts["queue"] != "ok" {
		t.Errorf("%+v", ready)
	}
	failing := apitest.Start(t, apitest.Options{Idle: true, Ready: map[string]error{"disk": errors.New("no space on hunter2")}})
	answer := failing.Anyone(t).Do(t, http.MethodGet, "//readyz", nil).Want(t, http.StatusServiceUnavailable).JSON(t, &ready)
	if ready.Status != "failed" || ready.Parts["disk"] != "failed" || ready.Parts["store"] != "ok" || strings.Contains(string(answer.Body), "hunter2") {
		t.Errorf("%s", answer.Body)
	}
	if logged := failing.Log.Entries("part not ready"); len(logged) != 1 || !strings.Contains(logged[0]["error"], "hunter2") {
		t.Errorf("logged: %v", logged)
	}
}

func TestMetricsAndLogNameRoutesAndNoRecords(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	in := enterCase(t, c, "N-1")
	c.Do(t, http.MethodGet, "/cases/"+in.ID, nil, "X-Request-Id", "req-1").Want(t, http.StatusOK)
	c.Do(t, http.MethodGet, "/cases/"+unknownID, nil).Want(t, http.StatusNotFound)
	c.Do(t, http.MethodGet, "/cases?limit=0", nil).Want(t, http.StatusUnprocessableEntity)
	c.Do(t, "BREW", "//"+in.ID, nil)
	text := string(s.Anyone(t).Do(t, http.MethodGet, "//metrics", nil).Want(t, http.StatusOK).Body)
	for _, line := range []string{
		`cotejo_http_requests_total{method="GET",route="/api/v1/cases/{id}",status="200"} 1`,
		`cotejo_http_requests_total{method="GET",route="/api/v1/cases/{id}",status="404"} 1`,
		`cotejo_http_requests_total{method="GET",route="/api/v1/cases",status="422"} 1`,
		`cotejo_http_requests_total{method="POST",route="/api/v1/cases",status="201"} 1`,
		`cotejo_http_requests_in_flight 1`,
		`cotejo_http_request_duration_seconds_count{method="POST",route="/api/v1/cases"} 1`,
		`cotejo_http_response_size_bytes_count{method="POST",route="/api/v1/cases"} 1`,
		`cotejo_http_panics_total 0`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("the metrics lack %s", line)
		}
	}
	if strings.Contains(text, in.ID) || strings.Contains(text, "BREW") {
		t.Error("the metrics have what a client made up")
	}
	found := false
	for _, entry := range s.Log.Entries("request") {
		for key, value := range entry {
			if strings.Contains(value, in.ID) {
				t.Errorf("the log names a record: %s=%s", key, value)
			}
		}
		if entry["request"] == "req-1" {
			found = true
			if entry["account"] != c.Account.ID || entry["route"] != "/api/v1/cases/{id}" || entry["status"] != "200" || entry["method"] != "GET" || entry["bytes"] == "0" || entry["address"] == "" {
				t.Errorf("logged: %v", entry)
			}
		}
	}
	if !found {
		t.Error("the request is not in the log under its identifier")
	}
}

func TestHeadersBoundWhatABrowserDoes(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	for _, path := range []string{"/cases", "/nothing", "//docs", "//openapi.json", "//healthz", "//", "/cases/1"} {
		h := c.Do(t, http.MethodGet, path, nil).Header
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Strict-Transport-Security": "max-age", "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			if !strings.Contains(h.Get(name), want) {
				t.Errorf("%s: %s %q", path, name, h.Get(name))
			}
		}
		if !strings.Contains(h.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
			t.Errorf("%s may be framed", path)
		}
	}
	if got := c.Do(t, http.MethodGet, "/cases", nil).Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("records may be kept: %q", got)
	}
}

func TestHEAD(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	in := enterCase(t, c, "N-1")
	if a := c.Do(t, http.MethodHead, "/cases/"+in.ID, nil).Want(t, http.StatusOK); a.Header.Get("ETag") != `"1"` || len(a.Body) > 0 {
		t.Errorf("%+v", a)
	}
	c.Do(t, http.MethodHead, "/events", nil).Want(t, http.StatusOK)
	c.Do(t, http.MethodHead, "/cases/1", nil).Want(t, http.StatusNotFound)
}

func TestAnswersAreCompressed(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	answer, err := s.Anyone(t).HTTP.Do(s.Anyone(t).Request(t, http.MethodGet, "//openapi.json", nil, "Accept-Encoding", "gzip"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	head := make([]byte, 2)
	if _, err := io.ReadFull(answer.Body, head); err != nil || answer.Header.Get("Content-Encoding") != "gzip" || head[0] != 0x1f || head[1] != 0x8b {
		t.Errorf("%v, %q, % x", err, answer.Header.Get("Content-Encoding"), head)
	}
}

func TestThePageOfTheDescriptionLoadsNothingFromElsewhere(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.Anyone(t)
	seen, open := map[string]bool{}, []string{"/docs"}
	references := regexp.MustCompile(`(?:src|href)="([^"#]+)"|from "([^"]+)"|fetch\("([^"]+)"`)
	elsewhere := regexp.MustCompile(`https?://|url\(|@import|<script>|<style|\sstyle=|\son[a-z]+="|eval\(|innerHTML`)
	for len(open) > 0 {
		path := open[0]
		open = open[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		answer := c.Do(t, http.MethodGet, "/"+path, nil).Want(t, http.StatusOK)
		if strings.HasPrefix(path, "/openapi") {
			continue
		}
		if found := elsewhere.FindString(string(answer.Body)); found != "" {
			t.Errorf("%s has %q", path, found)
		}
		if policy := answer.Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
			t.Errorf("%s: policy %s", path, policy)
		}
		for _, m := range references.FindAllStringSubmatch(string(answer.Body), -1) {
			next := m[1] + m[2] + m[3]
			if local, ok := strings.CutPrefix(next, "./"); ok {
				next = "/docs/" + local
			}
			open = append(open, next)
		}
		again := c.Do(t, http.MethodGet, "/"+path, nil, "If-None-Match", answer.Header.Get("ETag"))
		again.Want(t, http.StatusNotModified)
	}
	for _, path := range []string{"/docs/page.js", "/docs/schema.js", "/docs/try.js", "/docs/page.css", "/openapi.json", "/openapi.yaml"} {
		if !seen[path] {
			t.Errorf("%s is not reached from the page; seen %v", path, seen)
		}
	}
}

func TestTheDescriptionIsComplete(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	answer := s.Anyone(t).Do(t, http.MethodGet, "//openapi.json", nil).Want(t, http.StatusOK)
	var doc struct {
		OpenAPI string
		Tags    []struct{ Name string }
		Paths   map[string]map[string]struct {
			OperationID, Summary string
			Tags                 []string
			Security             *[]map[string][]string
			Parameters           []struct{ Name, In string }
			Responses            map[string]json.RawMessage
		}
		Components struct{ Schemas map[string]json.RawMessage }
	}
	answer.JSON(t, &doc)
	if doc.OpenAPI != "3.1.0" {
		t.Errorf("OpenAPI %s", doc.OpenAPI)
	}
	for _, ref := range regexp.MustCompile(`"#/components/schemas/([^"]+)"`).FindAllStringSubmatch(string(answer.Body), -1) {
		if doc.Components.Schemas[ref[1]] == nil {
			t.Errorf("there is no schema %s", ref[1])
		}
	}
	ids, used := map[string]bool{}, map[string]bool{}
	open := map[string]bool{"get-service": true, "sign-in": true}
	for path, item := range doc.Paths {
		for method, op := range item {
			if op.OperationID == "" || ids[op.OperationID] || op.Summary == "" || len(op.Tags) != 1 {
				t.Errorf("%s %s: %+v", method, path, op)
			}
			ids[op.OperationID] = true
			used[op.Tags[0]] = true
			if !strings.HasPrefix(path, apitest.Root+"/") {
				t.Errorf("%s is elsewhere", path)
			}
			if op.Security == nil || (len(*op.Security) == 0) != open[op.OperationID] {
				t.Errorf("%s: security %v", op.OperationID, op.Security)
			}
			for _, name := range regexp.MustCompile(`\{([^}]+)\}`).FindAllStringSubmatch(path, -1) {
				found := false
				for _, p := range op.Parameters {
					found = found || p.In == "path" && p.Name == name[1]
				}
				if !found {
					t.Errorf("%s: parameter %s is not described", op.OperationID, name[1])
				}
			}
			if !open[op.OperationID] && op.Responses["401"] == nil {
				t.Errorf("%s: 401 is not described", op.OperationID)
			}
		}
	}
	if len(ids) < 50 {
		t.Errorf("only %d operations", len(ids))
	}
	for _, tag := range doc.Tags {
		if !used[tag.Name] {
			t.Errorf("no operation has the tag %s", tag.Name)
		}
		delete(used, tag.Name)
	}
	for name := range used {
		t.Errorf("the tag %s is not described", name)
	}
}

func TestChoicesForForms(t *testing.T) {
	s := apitest.Start(t, apitest.Options{Idle: true})
	c := s.As(t, "NORTE", casework.Technician)
	var calibres struct{ Items []string }
	if c.Do(t, http.MethodGet, "/calibres", nil).Want(t, http.StatusOK).JSON(t, &calibres); len(calibres.Items) < 10 {
		t.Errorf("%q", calibres.Items)
	}
	var places struct {
		Items []struct {
			Code, Name string
			States     []casework.State
		}
	}
	c.In("es").Do(t, http.MethodGet, "/places", nil).Want(t, http.StatusOK).JSON(t, &places)
	if p := places.Items; len(p) != 2 || p[0].Name != "México" || len(p[0].States) != 32 || p[0].States[25] != (casework.State{Code: "26", Name: "Sonora"}) || len(p[1].States) != 56 {
		t.Errorf("%+v", p)
	}
}
