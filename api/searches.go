package api

import (
	"context"
	"net/http"
	"strconv"

	"cotejo/api/casework"
)

const searchTag = "Searches"

type startInput struct {
	Body casework.Search
}

// candidatesInput asks for a part of a search's list.
type candidatesInput struct {
	ByID
	Limit int `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"How many at most."`
	After int `query:"after" minimum:"0" doc:"Rank of the last one of the part before; next in an answer has it."`
}

// candidateList is a part of the list that a search found.
type candidateList struct {
	Search *casework.Search      `json:"search"`
	Items  []*casework.Candidate `json:"items" nullable:"false" doc:"By rank, the best first."`
	Next   string                `json:"next,omitempty" doc:"Address of the next part; missing on the last."`
}

type candidatesOutput struct {
	Link string `header:"Link" doc:"The next part, as RFC 8288 has it."`
	Body candidateList
}

type repeatOutput struct {
	Body *casework.Repetition
}

type fusedInput struct {
	ByID
	Limit int `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"How many exhibits at most."`
}

// fusedList is one list over all marks of an exhibit.
type fusedList struct {
	Searches []*casework.Search `json:"searches" nullable:"false" doc:"The latest of each mark: what the list is made of."`
	Items    []casework.Fused   `json:"items" nullable:"false" doc:"The best first."`
}

func (s *server) searchRoutes() {
	register(s, operation("start-search", http.MethodPost, "/searches", "Search with a mark", searchTag, entering,
		described("Queues a search: the mark is ranked against all marks of its kind that the filter takes and that laboratories share. "+
			"Its list is there when the state is done."), failing(http.StatusServiceUnavailable)),
		func(ctx context.Context, in *startInput) (*createOutput[casework.Search], error) {
			if err := s.Cases.StartSearch(ctx, &in.Body); err != nil {
				return nil, err
			}
			return made("/searches", &in.Body), nil
		})
	register(s, operation("list-searches", http.MethodGet, "/searches", "List: searches", searchTag, narrowed(casework.KindSearch)),
		func(ctx context.Context, in *Listing) (*listOutput[casework.Search], error) {
			return list[casework.Search](ctx, s, in, nil)
		})
	register(s, operation("get-search", http.MethodGet, "/searches/{id}", "Read: search", searchTag, conditional),
		func(ctx context.Context, in *getInput) (*getOutput[casework.Search], error) {
			return get[casework.Search](ctx, s, in)
		})
	register(s, operation("list-search-candidates", http.MethodGet, "/searches/{id}/candidates", "The list that a search found", searchTag,
		described("A list never changes: what it ranks and how stays as it was found. State tells what was made of a candidate since.")), s.candidates)
	register(s, operation("repeat-search", http.MethodPost, "/searches/{id}/repeat", "Run a search again on what it searched", searchTag, patient,
		described("Ranks the same marks with the same engine once more and tells whether the list is the same to the last bit. Nothing is kept."),
		failing(http.StatusConflict, http.StatusServiceUnavailable)),
		func(ctx context.Context, in *ByID) (*repeatOutput, error) {
			rep, err := s.Cases.Repeat(ctx, in.ID)
			return &repeatOutput{rep}, err
		})
	register(s, operation("list-exhibit-candidates", http.MethodGet, "/exhibits/{id}/candidates", "One list over all marks of an exhibit", searchTag,
		described("Gathers the latest finished search of each mark by the exhibit found. An exhibit's score is what the best of each kind of mark say together.")),
		func(ctx context.Context, in *fusedInput) (*struct{ Body fusedList }, error) {
			searches, items, err := s.Cases.FusedCandidates(ctx, in.ID, in.Limit)
			return &struct{ Body fusedList }{fusedList{orEmpty(searches), orEmpty(items)}}, err
		})
}

// orEmpty is a list that JSON shows as one, though nothing is in it.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// made answers with a record that was entered.
func made[T any, P casework.RecordPtr[T]](path string, r P) *createOutput[T] {
	return &createOutput[T]{Location: root + path + "/" + casework.HeadOf(r).ID, ETag: tagOf(r), Body: r}
}

// standing answers with a record as it stands after an act.
func standing[T any, P casework.RecordPtr[T]](r P) *getOutput[T] {
	return &getOutput[T]{Status: http.StatusOK, ETag: tagOf(r), Body: r}
}

func (s *server) candidates(ctx context.Context, in *candidatesInput) (*candidatesOutput, error) {
	search, items, more, err := s.Cases.Candidates(ctx, in.ID, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &candidatesOutput{Body: candidateList{Search: search, Items: orEmpty(items)}}
	if more {
		out.Body.Next = root + "/searches/" + in.ID + "/candidates?after=" + strconv.Itoa(items[len(items)-1].Rank) + "&limit=" + strconv.Itoa(in.Limit)
		out.Link = "<" + out.Body.Next + `>; rel="next"`
	}
	return out, nil
}
