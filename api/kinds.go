package api

import (
	"context"
	"errors"
	"net/http"

	"cotejo/api/casework"
)

// The tags under which the description groups the operations.
const (
	labTag     = "Laboratories"
	caseTag    = "Cases"
	exhibitTag = "Exhibits"
	firearmTag = "Firearms"
	acquireTag = "Acquisitions"
)

func (s *server) laboratoryRoutes() {
	collectionRoutes[casework.Laboratory](s, collection{path: "/laboratories", one: "laboratory", many: "laboratories", tag: labTag})
	collectionRoutes[casework.Instrument](s, collection{path: "/instruments", one: "instrument", many: "instruments", tag: labTag})
}

func (s *server) caseRoutes() {
	collectionRoutes[casework.Case](s, collection{path: "/cases", one: "case", many: "cases", tag: caseTag})
}

func (s *server) exhibitRoutes() {
	collectionRoutes[casework.Exhibit](s, collection{path: "/exhibits", one: "exhibit", many: "exhibits", tag: exhibitTag})
	s.transferRoutes()
}

func (s *server) firearmRoutes() {
	collectionRoutes[casework.Firearm](s, collection{path: "/firearms", one: "firearm", many: "firearms", tag: firearmTag})
}

func (s *server) acquisitionRoutes() {
	collectionRoutes[casework.Acquisition](s, collection{path: "/acquisitions", one: "acquisition", many: "acquisitions", tag: acquireTag, noEntry: true})
}

type transferInput struct {
	ByID
	Body casework.Transfer
}

type transfersInput struct {
	ByID
	Listing
}

// transferRoutes are an exhibit's chain of custody. Its steps are never changed.
func (s *server) transferRoutes() {
	const path = "/exhibits/{id}/transfers"
	register(s, operation("create-transfer", http.MethodPost, path, "Enter: transfer of custody", exhibitTag, entering),
		func(ctx context.Context, in *transferInput) (*createOutput[casework.Transfer], error) {
			in.Body.Exhibit = in.ID
			out, err := create[casework.Transfer](ctx, s, "/transfers", &in.Body)
			return out, lost(err, "exhibit", casework.NotFound(casework.KindExhibit, in.ID))
		})
	register(s, operation("list-transfers", http.MethodGet, path, "List: chain of custody", exhibitTag, narrowed(casework.KindTransfer, "exhibit_id", "lab")),
		func(ctx context.Context, in *transfersInput) (*listOutput[casework.Transfer], error) {
			if err := s.Cases.Get(ctx, &casework.Exhibit{}, in.ID); err != nil {
				return nil, err
			}
			return list[casework.Transfer](ctx, s, &in.Listing, map[string]string{"exhibit_id": in.ID})
		})
	register(s, operation("get-transfer", http.MethodGet, "/transfers/{id}", "Read: transfer of custody", exhibitTag, conditional),
		func(ctx context.Context, in *getInput) (*getOutput[casework.Transfer], error) {
			return get[casework.Transfer](ctx, s, in)
		})
}

// lost is gone in place of an error about the field in which an address's record
// was put: it is the address that is wrong, not what was sent.
func lost(err error, field string, gone error) error {
	var e *casework.Error
	if errors.As(err, &e) && len(e.Fields) == 1 && e.Fields[0].Path == field && e.Fields[0].Key == "field.reference" {
		return gone
	}
	return err
}
