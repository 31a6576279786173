package api

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"mime"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
)

// Measured is how a file was Measured, as parameters of an upload.
type Measured struct {
	Instrument  string        `query:"instrument" maxLength:"36" doc:"Identifier of the instrument."`
	Maker       string        `query:"maker" maxLength:"120" doc:"Of the instrument; from the file unless stated."`
	Model       string        `query:"model" maxLength:"120"`
	Serial      string        `query:"serial" maxLength:"120"`
	Objective   string        `query:"objective" maxLength:"120"`
	Aperture    string        `query:"aperture" maxLength:"60"`
	Lighting    string        `query:"lighting" enum:"ring,side,coaxial,none" doc:"Of an image; topographies have none."`
	Direction   float64       `query:"direction_deg" minimum:"0" maximum:"360" doc:"Where side light comes from, degrees anticlockwise from the right."`
	PitchUm     float64       `query:"pitch_um" minimum:"0" maximum:"1000" doc:"Micrometres a pixel, for files that do not say it."`
	Calibrated  casework.Date `query:"calibrated" doc:"Last calibration of the instrument."`
	MeasuredAt  casework.Date `query:"measured_at"`
	MeasuredBy  string        `query:"measured_by" maxLength:"200"`
	Software    string        `query:"software" maxLength:"200"`
	Description string        `query:"description" maxLength:"1000"`
}

type uploadInput struct {
	ByID
	Streamed
	Measured
	FileName string `query:"file_name" maxLength:"255" doc:"As people know it; for several files each part names its own."`
	SHA256   string `query:"sha256" pattern:"^[0-9a-fA-F]{64}$" doc:"Hash of the file: other bytes are refused. Of a single file only."`
	Digest   string `header:"Content-Digest" doc:"The same as RFC 9530 has it: sha-256=:BASE64:. Each part of a form may have its own."`
	Batch    bool   `query:"batch" doc:"Work on it after all that people wait for."`
	NoSearch bool   `query:"no_search" doc:"Do not search on entry."`
}

// upload is what is said of the file, or of each.
func (in *uploadInput) upload() casework.Upload {
	return casework.Upload{
		Exhibit: in.ID, FileName: in.FileName, Measurement: casework.Measurement(in.Measured), SHA256: in.SHA256,
		Batch: in.Batch, NoSearch: in.NoSearch,
	}
}

const uploadDoc = `Keeps a scan or an image of an exhibit as it is and queues its extraction.

One file is the body itself, with what is to be said of it as parameters of the address. Several files are the parts of a form
(multipart/form-data); the parameters hold for all, and the answer tells of each: 201 when all are kept, 207 when some are not.

Nothing of a file is kept until all of it has arrived and, where a hash was sent, has that hash. When the service has too much to
do it answers 503 before it reads the file; clients that send "Expect: 100-continue" need not send it in vain. The same file again
for the same exhibit is the same acquisition.`

// uploadKinds are the types of a single file's body. What a file is, its bytes say.
var uploadKinds = []string{"application/octet-stream", "image/png", "image/tiff", "image/jpeg", "image/bmp", "model/x3p", "application/zip"}

func (s *server) uploadRoutes() {
	register(s, operation("upload-acquisitions", http.MethodPost, "/exhibits/{id}/acquisitions", "Upload files of an exhibit", acquireTag,
		described(uploadDoc), answering(http.StatusCreated), patient, once, s.limited(s.config.Uploads, byAccount),
		failing(http.StatusBadRequest, http.StatusRequestTimeout, http.StatusConflict, http.StatusRequestEntityTooLarge,
			http.StatusUnsupportedMediaType, http.StatusServiceUnavailable, http.StatusInsufficientStorage)),
		s.upload)
	s.takingFiles(s.api.OpenAPI().Paths[root+"/exhibits/{id}/acquisitions"].Post)
}

// takingFiles describes the bodies of an upload, once the operation is there:
// huma reads a described form itself, into memory.
func (s *server) takingFiles(op *huma.Operation) {
	registry := s.api.OpenAPI().Components.Schemas
	single, several := registry.Schema(reflect.TypeFor[casework.Acquisition](), true, ""), registry.Schema(reflect.TypeFor[uploadReport](), true, "")
	op.Responses["201"].Description = "The file is kept, or all files are."
	op.Responses["201"].Content["application/json"].Schema = &huma.Schema{OneOf: []*huma.Schema{single, several}}
	op.Responses["207"] = &huma.Response{
		Description: "Some files of a form are kept.", Content: map[string]*huma.MediaType{"application/json": {Schema: several}},
	}
	binary := &huma.Schema{Type: huma.TypeString, Format: "binary"}
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"multipart/form-data": {Schema: &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{
			"file": {Type: huma.TypeArray, Items: binary, Description: "One part for each file."},
		}}},
	}}
	for _, kind := range uploadKinds {
		op.RequestBody.Content[kind] = &huma.MediaType{Schema: binary}
	}
}

// uploadOutput answers with the acquisition of a single file, or with what became
// of several.
type uploadOutput struct {
	Status     int
	Location   string `header:"Location" doc:"Address of the record, for a single file."`
	ETag       string `header:"ETag" doc:"Version of the record, for a single file."`
	Connection string `header:"Connection"`
	RetryAfter string `header:"Retry-After"`
	Body       any
}

func (s *server) upload(ctx context.Context, in *uploadInput) (*uploadOutput, error) {
	requestOf(ctx).reads = true // what can be wrong is in the address
	up := in.upload()
	kind, params, err := mime.ParseMediaType(in.request.Header.Get("Content-Type"))
	if encoding := in.request.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return nil, s.unread(ctx, nil, casework.Fail(casework.CodeUnsupported, "http.encoding", "encoding", clipped(encoding)))
	}
	if err == nil && kind == "multipart/form-data" {
		return s.uploadForm(ctx, in, up, params["boundary"])
	}
	if up.SHA256, err = digestOf(in.Digest, up.SHA256); err != nil {
		return nil, s.unread(ctx, nil, err)
	}
	if ctx, err = withOnce(ctx, in.request, nil); err != nil {
		return nil, s.unread(ctx, nil, err)
	}
	if most := s.Cases.Limits().UploadBytes; in.request.ContentLength > most {
		return nil, s.unread(ctx, nil, casework.Fail(casework.CodeTooLarge, "upload.too_large", "most", most))
	}
	body := s.incoming(&in.Streamed)
	made, err := s.Cases.AddAcquisition(ctx, up, body)
	if err != nil {
		return nil, s.unread(ctx, body, err)
	}
	return &uploadOutput{Status: http.StatusCreated, Location: root + "/acquisitions/" + made.ID, ETag: tagOf(made), Body: made}, nil
}

// digestOf is the SHA-256 that a Content-Digest header states (RFC 9530), or else
// the one given otherwise, in hexadecimal. Other algorithms are passed over.
func digestOf(header, given string) (string, error) {
	for member := range strings.SplitSeq(header, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(member), "=")
		if name != "sha-256" {
			continue
		}
		value, _, _ = strings.Cut(value, ";")
		text, opened := strings.CutPrefix(strings.TrimSpace(value), ":")
		text, closed := strings.CutSuffix(text, ":")
		sum, err := base64.StdEncoding.DecodeString(text)
		if !opened || !closed || err != nil || len(sum) != 32 {
			return "", protocol(http.StatusBadRequest, "upload.digest")
		}
		stated := hex.EncodeToString(sum)
		if given != "" && !strings.EqualFold(given, stated) {
			return "", casework.Fail(casework.CodeInvalid, "upload.two_hashes")
		}
		return stated, nil
	}
	return given, nil
}
