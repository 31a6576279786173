package api

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"cotejo/api/casework"
)

const candidateTag = "Candidates"

// comparisonOutput is a comparison as the engine tells it.
type comparisonOutput struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

func (s *server) candidateRoutes() {
	register(s, operation("get-candidate", http.MethodGet, "/candidates/{id}", "Read: candidate", candidateTag, conditional),
		func(ctx context.Context, in *getInput) (*getOutput[casework.Candidate], error) {
			c, _, _, err := s.Cases.Pair(ctx, in.ID) // which notes that it was looked at
			if err != nil {
				return nil, err
			}
			out := standing(c)
			if noneMatch(in.IfNoneMatch, out.ETag) {
				out.Status = http.StatusNotModified
			}
			return out, nil
		})
	register(s, operation("get-comparison", http.MethodGet, "/candidates/{id}/comparison", "How a candidate has its score", candidateTag, patient,
		described("Compares the two marks again: pose, cells, and every term of the score."), givingComparison, failing(http.StatusConflict)),
		func(ctx context.Context, in *ByID) (*comparisonOutput, error) {
			text, err := s.Cases.CompareCandidate(ctx, in.ID)
			return &comparisonOutput{"application/json", text}, err
		})
	register(s, operation("get-explanation", http.MethodGet, "/candidates/{id}/explanation", "Everything behind a candidate's score", candidateTag, patient,
		described("A zip of every intermediate result of the comparison, and a picture of both marks laid onto each other."),
		giving("The archive.", "application/zip"), failing(http.StatusConflict)), s.explanation)
}

// givingComparison describes the answer, whose form the engine gives.
func givingComparison(op *huma.Operation) {
	op.Responses = map[string]*huma.Response{"200": {Description: "The comparison.", Content: map[string]*huma.MediaType{
		"application/json": {Schema: &huma.Schema{
			Type: huma.TypeObject, AdditionalProperties: true,
			Description: "Score and terms, pose, cells, engine and fingerprint of its parameters: as `cotejo compare --json` prints it.",
		}},
	}}}
}

// explanation holds the archive until it is made: the engine must not wait for a
// client, and what fails half-way can still be said.
func (s *server) explanation(ctx context.Context, in *ByID) (*streamOutput, error) {
	var zip bytes.Buffer
	if err := s.Cases.Explain(ctx, in.ID, &zip); err != nil {
		return nil, err
	}
	return s.stream(http.Header{
		"Content-Type":        {"application/zip"},
		"Content-Disposition": {attachment("comparison-" + in.ID + ".zip")},
		"Content-Length":      {strconv.Itoa(zip.Len())},
	}, func(w io.Writer) error {
		_, err := zip.WriteTo(w)
		return err
	}), nil
}
