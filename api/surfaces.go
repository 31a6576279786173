package api

import (
	"context"
	"io"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
)

// surfaceType is the form of a mark's relief; package match describes it.
const surfaceType = "application/vnd.cotejo.surface"

// Known is what a client has already of something that does not change.
type Known struct {
	IfNoneMatch string `header:"If-None-Match" doc:"ETag that is known: if it is still the same, the answer is 304."`
}

// SurfaceSide is how large a surface is wanted.
type SurfaceSide struct {
	Points int `query:"side_px" minimum:"64" maximum:"1024" default:"560" doc:"Points of the longer side at most; none finer than the original's are made up."`
}

type markSurfaceInput struct {
	ByID
	SurfaceSide
	Known
}

type pairSurfaceInput struct {
	PairSide
	SurfaceSide
	Known
}

// PairSide names a mark of a pair by its address.
type PairSide struct {
	ByID
	Side string `path:"side" enum:"probe,candidate" doc:"Which mark of the pair."`
}

func (in *PairSide) probe() bool { return in.Side == "probe" }

const surfaceText = "The mark's relief without form and tilt, for a viewer that lights it: little-endian; \"CTJS\", uint16 version 1, uint16 modality " +
	"(1 topography, 2 reflectance), uint32 width, uint32 height, float32 pitch x and y in micrometres, float32 x and y of the grid's middle from the middle " +
	"of the original's frame in micrometres, x right and y down, float32 unit (micrometres a step of a topography, 1 of a picture), float32 0; then an int16 " +
	"for each point, row by row from the top left, -32768 outside of the mark. Of a picture zero is mid grey and 6553 steps are a standard deviation of its brightness."

func (s *server) surfaceRoutes() {
	register(s, operation("get-mark-surface", http.MethodGet, "/marks/{id}/surface", "Relief of a mark", markTag, patient,
		described(surfaceText), conditional, giving("The relief.", surfaceType), failing(http.StatusConflict)),
		func(ctx context.Context, in *markSurfaceInput) (*streamOutput, error) {
			shown, err := s.Cases.MarkSurface(ctx, in.ID, in.Points)
			return s.shown(ctx, surfaceType, nil, in.IfNoneMatch, shown, err)
		})
	register(s, operation("get-pair-surface", http.MethodGet, "/candidates/{id}/surfaces/{side}", "Relief of a mark of the pair", candidateTag, patient,
		described(surfaceText+" Of marks too whose exhibit belongs to a laboratory that shares searches only."),
		conditional, giving("The relief.", surfaceType), failing(http.StatusConflict)),
		func(ctx context.Context, in *pairSurfaceInput) (*streamOutput, error) {
			shown, err := s.Cases.PairSurface(ctx, in.ID, in.probe(), in.Points)
			return s.shown(ctx, surfaceType, nil, in.IfNoneMatch, shown, err)
		})
}

// shown answers with something to look at, unless the client has it.
func (s *server) shown(ctx context.Context, kind string, headers http.Header, known string, shown *casework.Shown, err error) (*streamOutput, error) {
	if err != nil {
		return nil, err
	}
	headers = lasting(headers, `"`+shown.Tag+`"`)
	if noneMatch(known, headers.Get("ETag")) {
		return unchanged(headers), nil
	}
	data, err := shown.Make(ctx)
	if err != nil {
		return nil, err
	}
	if shown.Width > 0 {
		headers.Set("X-Cotejo-Width", strconv.Itoa(shown.Width))
		headers.Set("X-Cotejo-Height", strconv.Itoa(shown.Height))
	}
	headers.Set("Content-Type", kind)
	headers.Set("Content-Length", strconv.Itoa(len(data)))
	return s.stream(headers, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}), nil
}

// lasting adds what lets the browser of whoever asked, and nobody else's, keep what
// never changes.
func lasting(headers http.Header, tag string) http.Header {
	if headers == nil {
		headers = http.Header{}
	}
	headers.Set("ETag", tag)
	headers.Set("Cache-Control", "private, max-age=86400, immutable")
	headers.Set("Vary", "Authorization, Cookie")
	return headers
}

// unchanged answers that what is known still stands.
func unchanged(headers http.Header) *streamOutput {
	return &streamOutput{Body: func(c huma.Context) {
		for name := range headers {
			c.SetHeader(name, headers.Get(name))
		}
		c.SetStatus(http.StatusNotModified)
	}}
}
