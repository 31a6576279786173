package api

import (
	"context"
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
)

const snapshotTag = "Snapshots"

type snapInput struct {
	ByID
	Streamed
}

const snapshotDoc = `Keeps a picture of what is on the screen in the case of the probe's exhibit: a form with the part picture (PNG of 8 bits a channel, at
most 16 MB and 40 million points), and, if wanted, title and view (a JSON object of at most 64 KB: how the viewer stood). It is never changed.
While the pair waits for its second review, only whoever made it sees it.`

func (s *server) snapshotRoutes() {
	const path = "/candidates/{id}/snapshots"
	register(s, operation("create-snapshot", http.MethodPost, path, "Keep a picture of what is on the screen", snapshotTag, entering, patient,
		described(snapshotDoc), s.limited(s.config.Uploads, byAccount),
		failing(http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)), s.snap)
	s.takingSnapshot(s.api.OpenAPI().Paths[root+path].Post)
	register(s, operation("list-snapshots", http.MethodGet, "/snapshots", "List: snapshots", snapshotTag, narrowed(casework.KindSnapshot),
		described("Of pairs that wait for their second review, only those of whoever asks.")),
		func(ctx context.Context, in *Listing) (*listOutput[casework.Snapshot], error) {
			return list[casework.Snapshot](ctx, s, in, nil)
		})
	register(s, operation("get-snapshot", http.MethodGet, "/snapshots/{id}", "Read: snapshot", snapshotTag, conditional),
		func(ctx context.Context, in *getInput) (*getOutput[casework.Snapshot], error) {
			return get[casework.Snapshot](ctx, s, in)
		})
	register(s, operation("get-snapshot-picture", http.MethodGet, "/snapshots/{id}/picture", "Picture of a snapshot", snapshotTag, patient,
		conditional, giving("The picture.", "image/png")),
		func(ctx context.Context, in *fileInput) (*streamOutput, error) {
			sn, r, err := s.Cases.SnapshotPicture(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			headers := http.Header{"Content-Type": {"image/png"}, "Content-Length": {strconv.FormatInt(sn.Bytes, 10)}}
			return s.blob(in.IfNoneMatch, sn.SHA256, headers, r), nil
		})
}

// takingSnapshot describes the form, once the operation is there: see takingFiles.
func (s *server) takingSnapshot(op *huma.Operation) {
	view := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[map[string]any](), true, "")
	title := 200
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"multipart/form-data": {
			Schema: &huma.Schema{Type: huma.TypeObject, Required: []string{"picture"}, Properties: map[string]*huma.Schema{
				"picture": {Type: huma.TypeString, Format: "binary", Description: "PNG."},
				"title":   {Type: huma.TypeString, MaxLength: &title},
				"view":    view,
			}},
			Encoding: map[string]*huma.Encoding{"picture": {ContentType: "image/png"}, "view": {ContentType: "application/json"}},
		},
	}}
}

func (s *server) snap(ctx context.Context, in *snapInput) (*createOutput[casework.Snapshot], error) {
	if err := s.Cases.MaySnap(ctx, in.ID); err != nil {
		return nil, s.unread(ctx, nil, err)
	}
	body := s.incoming(&in.Streamed)
	form, err := readSnapshot(in.request.Header, body)
	if err != nil {
		return nil, s.unread(ctx, body, err)
	}
	if ctx, err = withOnce(ctx, in.request, form.fingerprint()); err != nil {
		return nil, err
	}
	sn := &casework.Snapshot{Title: form.title, View: form.view}
	if err := s.Cases.Snap(ctx, in.ID, sn, form.picture); err != nil {
		return nil, err
	}
	return made("/snapshots", sn), nil
}
