package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"cotejo/engine"
)

// version is stamped by the build: go build -ldflags "-X main.version=v1.2.3".
var version string

type versionCmd struct {
	JSON bool `help:"Print JSON."`
}

// build says which program this is; evidence depends on it.
type build struct {
	Version string `json:"version"`
	Engine  string `json:"engine"`
	Go      string `json:"go"`
	OS      string `json:"os"`
	Arch    string `json:"arch"`
}

// Run prints the version.
func (c *versionCmd) Run(a *app) error {
	b := build{buildVersion(), engine.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH}
	if c.JSON {
		return a.printJSON(b)
	}
	_, err := fmt.Fprintf(a.stdout, "cotejo %s (engine %s, %s, %s/%s)\n", b.Version, b.Engine, b.Go, b.OS, b.Arch)
	return err
}

// buildVersion is the stamped version, or what the Go tool recorded: the
// module's version, or the commit that it was built from.
func buildVersion() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	return recordedVersion(info)
}

func recordedVersion(info *debug.BuildInfo) string {
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	revision, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "-dirty"
		}
	}
	if revision == "" {
		return "devel"
	}
	return "devel-" + revision + dirty
}

// printJSON prints a result for programs.
func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
