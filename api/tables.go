package api

import (
	"context"
	"net/http"
	"strconv"

	"cotejo/api/casework"
)

// candidateTable is a part of a search's list as it is shown.
type candidateTable struct {
	Search *casework.Search         `json:"search"`
	Probe  casework.Party           `json:"probe"`
	Items  []*casework.CandidateRow `json:"items" nullable:"false" doc:"By rank, the best first."`
	Next   string                   `json:"next,omitempty" doc:"Address of the next part; missing on the last."`
}

type candidateTableOutput struct {
	Link string `header:"Link" doc:"The next part, as RFC 8288 has it."`
	Body candidateTable
}

// fusedTable is the list over all marks of an exhibit as it is shown.
type fusedTable struct {
	Probe    casework.Party       `json:"probe"`
	Searches []*casework.Search   `json:"searches" nullable:"false" doc:"The latest of each mark: what the list is made of."`
	Items    []*casework.FusedRow `json:"items" nullable:"false" doc:"The best first."`
}

type referenceInput struct {
	MarkKind string `query:"mark_kind" required:"true" enum:"breech_face,firing_pin,aperture_shear,ejector"`
	Modality string `query:"modality" required:"true" enum:"topography,reflectance"`
}

type twoMarksInput struct {
	ByID
	Other string `path:"other_id" format:"uuid" doc:"The mark that the first is laid onto."`
}

func (s *server) tableRoutes() {
	register(s, operation("get-search-table", http.MethodGet, "/searches/{id}/table", "The list that a search found, with what is shown of each candidate", searchTag,
		described("The list with exhibit, case, date, place, firearm and laboratory of each candidate, as far as they may be seen, what whoever asks made of it, and what the pictures show.")),
		s.candidateTable)
	register(s, operation("get-score-reference", http.MethodGet, "/score-reference", "Where scores of known pairs stand", searchTag,
		described("Counts the scores of pairs of exhibits whose firearms are both known: from one firearm, and from two. Each pair counts once, with its latest score by the engine as it is. "+
			"Only pairs that reached a finished list are counted, which the worse ones mostly do not; of lists, exhibits and firearms, those that whoever asks may see.")),
		func(ctx context.Context, in *referenceInput) (*struct{ Body *casework.ScoreReference }, error) {
			r, err := s.Cases.ScoreReference(ctx, in.MarkKind, in.Modality)
			return &struct{ Body *casework.ScoreReference }{r}, err
		})
	register(s, operation("compare-marks", http.MethodGet, "/marks/{id}/comparison/{other_id}", "Compare two marks", markTag, patient,
		described("Of one kind, made by the engine as it is: otherwise the answer is 409. Nothing is kept but that they were compared."), givingComparison, failing(http.StatusConflict)),
		func(ctx context.Context, in *twoMarksInput) (*comparisonOutput, error) {
			text, err := s.Cases.CompareMarks(ctx, in.ID, in.Other)
			return &comparisonOutput{"application/json", text}, err
		})
	register(s, operation("get-exhibit-table", http.MethodGet, "/exhibits/{id}/table", "One list over all marks of an exhibit, with what is shown of each", searchTag,
		described("The list of the exhibit's candidates with case, date, place, firearm and laboratory of each, as far as they may be seen.")),
		func(ctx context.Context, in *fusedInput) (*struct{ Body fusedTable }, error) {
			t, err := s.Cases.FusedTable(ctx, in.ID, in.Limit)
			if err != nil {
				return nil, err
			}
			return &struct{ Body fusedTable }{fusedTable{t.Probe, orEmpty(t.Searches), orEmpty(t.Rows)}}, nil
		})
}

func (s *server) candidateTable(ctx context.Context, in *candidatesInput) (*candidateTableOutput, error) {
	t, err := s.Cases.CandidateTable(ctx, in.ID, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &candidateTableOutput{Body: candidateTable{Search: t.Search, Probe: t.Probe, Items: orEmpty(t.Rows)}}
	if t.More {
		out.Body.Next = root + "/searches/" + in.ID + "/table?after=" + strconv.Itoa(t.Rows[len(t.Rows)-1].Rank) + "&limit=" + strconv.Itoa(in.Limit)
		out.Link = "<" + out.Body.Next + `>; rel="next"`
	}
	return out, nil
}
