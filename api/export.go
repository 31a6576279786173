package api

import (
	"context"
	"io"
	"net/http"

	"cotejo/api/casework"
	"cotejo/api/exchange"
)

const exchangeTag = "Exchange"

const exportDoc = `A zip with the records as JSON and as tables, the files as they came, and a manifest with the SHA-256 of each. It holds what whoever
asks may see, and can be imported by another instance. When the export fails half-way the connection breaks off.`

func (s *server) exchangeRoutes() {
	for _, of := range []struct {
		kind               casework.Kind
		id, path, what, by string
	}{
		{casework.KindCase, "export-case", "/cases/{id}/export", "Export a case", "Anyone who sees the case may export it."},
		{casework.KindLaboratory, "export-laboratory", "/laboratories/{id}/export", "Export a laboratory's collection", "For supervisors."},
	} {
		register(s, operation(of.id, http.MethodGet, of.path, of.what, exchangeTag, patient, described(exportDoc+"\n\n"+of.by),
			giving("The archive.", "application/zip")),
			func(ctx context.Context, in *ByID) (*streamOutput, error) { return s.export(ctx, of.kind, in.ID) })
	}
	s.importRoutes()
}

func (s *server) export(ctx context.Context, k casework.Kind, id string) (*streamOutput, error) {
	e, err := exchange.Begin(ctx, s.Cases, k, id)
	if err != nil {
		return nil, err
	}
	e.Tool, e.Spool = "cotejo "+s.Version, s.config.Spool
	headers := http.Header{"Content-Type": {"application/zip"}, "Content-Disposition": {attachment(e.Name())}}
	return s.stream(headers, func(w io.Writer) error { return e.Write(ctx, w) }), nil
}
