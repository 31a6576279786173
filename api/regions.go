package api

import (
	"context"
	"io"
	"net/http"
	"strconv"

	"cotejo/api/casework"
)

const regionTag = "Regions"

// MarkOf names a mark of an acquisition by its address.
type MarkOf struct {
	ByID
	MarkKind string `path:"mark_kind" enum:"breech_face,firing_pin,aperture_shear,ejector" doc:"Kind of the mark."`
}

// drawing is a region as a person wants it to be.
type drawing struct {
	Outline *casework.Outline `json:"outline,omitempty" doc:"Where the mark lies."`
	Absent  bool              `json:"absent,omitempty" doc:"There is no such mark on the acquisition; then there is no outline."`
	Reason  string            `json:"reason" minLength:"1" maxLength:"1000" doc:"Why what was there is not right."`
}

type drawInput struct {
	MarkOf
	IfMatch string `header:"If-Match" doc:"ETag of the acquisition's regions that the change is based on. Required."`
	Body    drawing
}

type withdrawInput struct {
	MarkOf
	IfMatch string `header:"If-Match" doc:"ETag of the acquisition's regions that the change is based on. Required."`
	Reason  string `query:"reason" required:"true" minLength:"1" maxLength:"1000" doc:"Why. Required."`
}

type maskInput struct {
	MarkOf
	Automatic bool `query:"automatic" doc:"What was found automatically, whatever was drawn by hand."`
}

type regionsOutput struct {
	ETag string `header:"ETag" doc:"Revision of the acquisition's regions."`
	Body *casework.Regions
}

type drawnOutput struct {
	ETag string `header:"ETag" doc:"Revision of the acquisition's regions after the change."`
	Body *casework.Region
}

func (s *server) regionRoutes() {
	const path = "/acquisitions/{id}/regions"
	register(s, operation("get-regions", http.MethodGet, path, "Where the marks of an acquisition lie", regionTag,
		described("What is in force, all that people drew, and all that was found automatically. Places are in points of the original from its top left corner, x to the right and y down.")),
		func(ctx context.Context, in *ByID) (*regionsOutput, error) {
			r, err := s.Cases.Regions(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			s.tell(ctx, r)
			return &regionsOutput{`"` + strconv.Itoa(r.Revision) + `"`, r}, nil
		})
	register(s, operation("draw-region", http.MethodPut, path+"/{mark_kind}", "Draw the region of a mark by hand", regionTag, changing,
		described("Goes before what was found automatically, which stays on record, as does what was drawn before. The acquisition is extracted again; the new mark takes the place of the old one in new searches."),
		failing(http.StatusServiceUnavailable)), s.draw)
	register(s, operation("withdraw-region", http.MethodDelete, path+"/{mark_kind}", "Go back to what was found automatically", regionTag, changing,
		described("What was drawn stays on record.")), s.withdraw)
	register(s, operation("get-region-mask", http.MethodGet, path+"/{mark_kind}/mask", "Region of a mark as a picture", regionTag, patient,
		described("White on black, a pixel a point of the original."), giving("The picture.", "image/png"), failing(http.StatusConflict)),
		func(ctx context.Context, in *maskInput) (*streamOutput, error) {
			return s.png(s.Cases.RegionMask(ctx, in.ID, in.MarkKind, in.Automatic))
		})
	register(s, operation("get-overlay", http.MethodGet, "/acquisitions/{id}/overlay", "Picture of an acquisition with its regions", regionTag, patient,
		described("The regions in force, and the circles of primer and firing pin aperture."), giving("The picture.", "image/png"), failing(http.StatusConflict)),
		func(ctx context.Context, in *ByID) (*streamOutput, error) { return s.png(s.Cases.Overlay(ctx, in.ID)) })
}

func (s *server) draw(ctx context.Context, in *drawInput) (*drawnOutput, error) {
	d := casework.Drawing{Acquisition: in.ID, MarkKind: in.MarkKind, Basis: casework.BasisDrawn, Reason: in.Body.Reason}
	var c casework.Checker
	switch {
	case in.Body.Absent == (in.Body.Outline != nil):
		c.Fault("outline", "region.outline_or_absent")
		return nil, c.Err()
	case in.Body.Absent:
		d.Basis = casework.BasisNone
	default:
		d.Outline = *in.Body.Outline
	}
	return s.redraw(ctx, d, in.IfMatch)
}

func (s *server) withdraw(ctx context.Context, in *withdrawInput) (*drawnOutput, error) {
	return s.redraw(ctx, casework.Drawing{Acquisition: in.ID, MarkKind: in.MarkKind, Basis: casework.BasisAutomatic, Reason: in.Reason}, in.IfMatch)
}

func (s *server) redraw(ctx context.Context, d casework.Drawing, match string) (out *drawnOutput, err error) {
	if d.Based, err = basedOn(match); err != nil {
		return nil, err
	}
	r, err := s.Cases.Draw(ctx, d)
	if err != nil {
		return nil, err
	}
	return &drawnOutput{`"` + strconv.Itoa(r.Revision+1) + `"`, r}, nil
}

// png answers with a picture.
func (s *server) png(text []byte, err error) (*streamOutput, error) {
	if err != nil {
		return nil, err
	}
	headers := http.Header{"Content-Type": {"image/png"}, "Content-Length": {strconv.Itoa(len(text))}}
	return s.stream(headers, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	}), nil
}

// tell gives the remarks of a record their texts, in the language of whoever asks.
func (s *server) tell(ctx context.Context, r any) {
	if t, ok := r.(casework.Told); ok {
		language := s.textsFor(ctx).Language()
		t.Tell(func(m casework.Remark) casework.Remark { return s.Cases.Text(m, language) })
	}
}
