package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"cotejo/api/casework"
)

// PictureSide is how large a picture is wanted.
type PictureSide struct {
	Pixels int `query:"side_px" minimum:"16" maximum:"1024" doc:"Pixels of the longer side; the picture as it was kept when missing."`
}

type markPictureInput struct {
	ByID
	PictureSide
	Known
}

type pairPictureInput struct {
	PairSide
	PictureSide
	Known
}

type acquisitionPictureInput struct {
	ByID
	Pixels int `query:"side_px" minimum:"64" maximum:"2048" default:"1024" doc:"Pixels of the longer side at most; none finer than the original's are made up."`
	Known
}

const pictureText = "The headers X-Cotejo-Width-Um, X-Cotejo-Height-Um, X-Cotejo-Centre-X-Um and X-Cotejo-Centre-Y-Um say what it shows, in micrometres: " +
	"how much, and where its middle lies from the middle of the original's frame, x right and y down."

func (s *server) pictureRoutes() {
	register(s, operation("get-mark-picture", http.MethodGet, "/marks/{id}/picture", "Picture of a mark", markTag, patient,
		described(pictureText), conditional, giving("The picture.", "image/png")),
		func(ctx context.Context, in *markPictureInput) (*streamOutput, error) {
			shown, err := s.Cases.Picture(ctx, in.ID, in.Pixels)
			return s.picture(ctx, in.IfNoneMatch, in.Pixels, shown, err)
		})
	register(s, operation("get-pair-picture", http.MethodGet, "/candidates/{id}/pictures/{side}", "Picture of a mark of the pair", candidateTag, patient,
		described(pictureText+" Of marks too whose exhibit belongs to a laboratory that shares searches only."), conditional, giving("The picture.", "image/png")),
		func(ctx context.Context, in *pairPictureInput) (*streamOutput, error) {
			shown, err := s.Cases.PairPicture(ctx, in.ID, in.probe(), in.Pixels)
			return s.picture(ctx, in.IfNoneMatch, in.Pixels, shown, err)
		})
	register(s, operation("get-acquisition-picture", http.MethodGet, "/acquisitions/{id}/picture", "Picture of an acquisition as it came", acquireTag, patient,
		described("The whole frame: a photograph in grey, a topography as if it were lit from the top left; of refused acquisitions too, as long as the file can be read. "+
			"The headers X-Cotejo-Width and X-Cotejo-Height are the points of the original, for regions to be drawn."),
		conditional, giving("The picture.", "image/png"), failing(http.StatusConflict)),
		func(ctx context.Context, in *acquisitionPictureInput) (*streamOutput, error) {
			shown, err := s.Cases.AcquisitionPicture(ctx, in.ID, in.Pixels)
			return s.shown(ctx, "image/png", nil, in.IfNoneMatch, shown, err)
		})
}

// picture answers with the picture of a mark.
func (s *server) picture(ctx context.Context, known string, side int, shown *casework.Shown, err error) (*streamOutput, error) {
	if err != nil {
		return nil, err
	}
	headers := http.Header{}
	if side == 0 {
		digested(headers, shown.Tag)
	}
	if f := shown.Frame; f != nil {
		for name, um := range map[string]float64{"Width": f.WidthUm, "Height": f.HeightUm, "Centre-X": f.CentreXUm, "Centre-Y": f.CentreYUm} {
			headers.Set(strings.Join([]string{"X-Cotejo", name, "Um"}, "-"), strconv.FormatFloat(um, 'f', 3, 64))
		}
	}
	return s.shown(ctx, "image/png", headers, known, shown, nil)
}
