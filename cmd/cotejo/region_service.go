package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"cotejo/api/casework"
	"cotejo/api/exchange"
	"cotejo/engine/mark"
)

// regionCmd looks after the regions of marks that a service keeps.
type regionCmd struct {
	Set  regionSetCmd  `cmd:"" help:"Draw the region of a mark by hand; what was found automatically stays on record beside it."`
	List regionListCmd `cmd:"" help:"Print where the marks of an acquisition lie: in force, by hand, found automatically."`
}

// clientFlags say how a running service is reached. A token is never a flag: it
// would stand in the list of processes.
type clientFlags struct {
	Server    string `default:"http://127.0.0.1:8080" env:"COTEJO_URL" placeholder:"URL" help:"Address of the service (${default})."`
	TokenFile string `placeholder:"FILE" help:"File with the token (default: the variable COTEJO_TOKEN)."`
	Language  string `enum:"en,es" default:"en" help:"Of what the service says: ${enum} (${default})."`
}

func (f clientFlags) client(a *app) (*exchange.Client, error) {
	token := os.Getenv("COTEJO_TOKEN")
	if f.TokenFile != "" {
		text, err := os.ReadFile(f.TokenFile)
		if err != nil {
			return nil, fmt.Errorf("token: %w", err)
		}
		token = string(text)
	}
	if token = strings.TrimSpace(token); token == "" {
		return nil, misused("no token: make one for programs (POST /api/v1/tokens, scopes read and enter) and put it into COTEJO_TOKEN or a file for --token-file")
	}
	return &exchange.Client{
		URL: f.Server, Token: token, Language: f.Language,
		Waiting: func(d time.Duration, why string) { a.note("waiting %v: %s", d.Round(time.Second), why) },
	}, nil
}

type regionSetCmd struct {
	Acquisition string `arg:"" help:"Identifier of the acquisition."`
	Kind        string `required:"" enum:"breech_face,firing_pin,aperture_shear,ejector" placeholder:"KIND" help:"Kind of the mark: ${enum}."`
	File        string `placeholder:"R.json" help:"The outline: {\"shapes\": [...]}, or a file of regions that has the kind."`
	Absent      bool   `help:"Say that there is no such mark."`
	Automatic   bool   `help:"Go back to what was found automatically."`
	Reason      string `required:"" placeholder:"TEXT" help:"Why what was there is not right."`
	clientFlags
}

// Run draws upon the regions as they stand.
func (c *regionSetCmd) Run(ctx context.Context, a *app) error {
	d, err := c.drawing()
	if err != nil {
		return err
	}
	client, err := c.client(a)
	if err != nil {
		return err
	}
	now, err := client.Regions(ctx, c.Acquisition)
	if err != nil {
		return err
	}
	d.Based = now.Revision
	r, err := client.Draw(ctx, d)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s: %s, revision %d; the acquisition is extracted again\n", r.MarkKind, r.Basis, r.Revision)
	return err
}

func (c *regionSetCmd) drawing() (casework.Drawing, error) {
	d := casework.Drawing{Acquisition: c.Acquisition, MarkKind: c.Kind, Reason: c.Reason}
	ways := 0
	for _, given := range []bool{c.File != "", c.Absent, c.Automatic} {
		if given {
			ways++
		}
	}
	switch {
	case ways != 1:
		return d, misused("give one of --file, --absent and --automatic")
	case c.Absent:
		d.Basis = casework.BasisNone
		return d, nil
	case c.Automatic:
		d.Basis = casework.BasisAutomatic
		return d, nil
	}
	d.Basis = casework.BasisDrawn
	o, err := readOutline(c.File, c.Kind)
	if err != nil {
		return d, err
	}
	text, err := json.Marshal(o)
	if err == nil {
		err = json.Unmarshal(text, &d.Outline) // the service's words for the same
	}
	return d, err
}

// readOutline reads the outline of a kind of mark from a file that has it alone,
// or from a file of regions.
func readOutline(path, kind string) (mark.Outline, error) {
	var o mark.Outline
	text, err := os.ReadFile(path)
	if err != nil {
		return o, fmt.Errorf("regions: %w", err)
	}
	var alone struct{ Shapes json.RawMessage }
	if err := json.Unmarshal(text, &alone); err == nil && alone.Shapes != nil {
		if o, err = mark.ParseOutline(text); err != nil {
			return o, fmt.Errorf("regions: %s: %w", path, err)
		}
		return o, nil
	}
	all, err := readRegions(path)
	if err != nil {
		return o, err
	}
	k, err := mark.KindNamed(kind)
	if err != nil {
		return o, err
	}
	o, has := all[k]
	switch {
	case !has:
		return o, fmt.Errorf("regions: %s has no %s", path, kind)
	case len(o.Shapes) == 0:
		return o, misused("%s says that there is no %s: use --absent", path, kind)
	}
	return o, nil
}

type regionListCmd struct {
	Acquisition string `arg:"" help:"Identifier of the acquisition."`
	JSON        bool   `help:"Print JSON, with all outlines."`
	clientFlags
}

// Run prints what the service says.
func (c *regionListCmd) Run(ctx context.Context, a *app) error {
	client, err := c.client(a)
	if err != nil {
		return err
	}
	r, err := client.Regions(ctx, c.Acquisition)
	if err != nil {
		return err
	}
	if c.JSON {
		return a.printJSON(r)
	}
	return printRegions(a.stdout, r)
}

func printRegions(w io.Writer, r *casework.Regions) error {
	var b strings.Builder
	fmt.Fprintf(&b, "revision %d, %s\n", r.Revision, r.State)
	for _, f := range r.InForce {
		fmt.Fprintf(&b, "in force   %-15s %-10s %d shapes", f.MarkKind, f.Basis, len(f.Outline.Shapes))
		if f.Confidence > 0 {
			fmt.Fprintf(&b, ", confidence %.2f", f.Confidence)
		}
		b.WriteString("\n")
	}
	for _, h := range r.ByHand {
		fmt.Fprintf(&b, "by hand    %-15s %-10s %s by %s: %s\n", h.MarkKind, h.Basis, h.CreatedAt.Format("2006-01-02 15:04:05Z07:00"), h.CreatedBy, h.Reason)
	}
	for _, s := range r.Automatic {
		fmt.Fprintf(&b, "automatic  %d marks, pitch %.4g um (%s), %s, engine %s\n", len(s.Marks), s.PitchXUm, s.PitchFrom, s.CreatedAt.Format("2006-01-02 15:04:05Z07:00"), s.Engine)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
