package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"cotejo/api/casework"
)

// Regions asks where the marks of an acquisition lie.
func (c *Client) Regions(ctx context.Context, acquisition string) (*casework.Regions, error) {
	out := &casework.Regions{}
	return out, c.send(ctx, http.MethodGet, regionsOf(acquisition), nil, nil, out)
}

// Draw sends a region by hand, or that there is no such mark, or goes back to what
// was found automatically, as the drawing's basis says. Its revision must be that
// of the regions as they stand.
func (c *Client) Draw(ctx context.Context, d casework.Drawing) (*casework.Region, error) {
	at := regionsOf(d.Acquisition) + "/" + url.PathEscape(d.MarkKind)
	headers := http.Header{"If-Match": {`"` + strconv.Itoa(d.Based) + `"`}}
	out := &casework.Region{}
	if d.Basis == casework.BasisAutomatic {
		return out, c.send(ctx, http.MethodDelete, at+"?reason="+url.QueryEscape(d.Reason), headers, nil, out)
	}
	said := map[string]any{"reason": d.Reason}
	if d.Basis == casework.BasisNone {
		said["absent"] = true
	} else {
		said["outline"] = d.Outline
	}
	text, err := json.Marshal(said)
	if err != nil {
		return nil, err
	}
	headers.Set("Content-Type", "application/json")
	body := func() (io.ReadCloser, int64, error) {
		return io.NopCloser(bytes.NewReader(text)), int64(len(text)), nil
	}
	return out, c.send(ctx, http.MethodPut, at, headers, body, out)
}

func regionsOf(acquisition string) string {
	return "/acquisitions/" + url.PathEscape(acquisition) + "/regions"
}
