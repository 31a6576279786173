package form

import (
	"slices"

	"cotejo/api/casework"
)

// resultColumn is a column that a table of results may have. Its first name is
// the one that docs/design/trace.md gives it; headings match any, whatever their
// accents, capitals and underlines.
type resultColumn struct {
	path  string // of the field in a TraceResult
	names []string
	text  func(*Row) *string        // where its cells go,
	date  func(*Row) *casework.Date // or where its dates go
}

func resultColumns() []resultColumn {
	text := func(path string, at func(*Row) *string, names ...string) resultColumn {
		return resultColumn{path: path, names: names, text: at}
	}
	date := func(path string, at func(*Row) *casework.Date, names ...string) resultColumn {
		return resultColumn{path: path, names: names, date: at}
	}
	return []resultColumn{
		text("request", func(r *Row) *string { return &r.Request }, "request", "request number", "solicitud", "número de solicitud"),
		date("received", func(r *Row) *casework.Date { return &r.Result.Received }, "received", "recibido", "fecha de respuesta"),
		text("status", func(r *Row) *string { return &r.Result.Status }, "status", "estatus", "estado"),
		text("no_result", func(r *Row) *string { return &r.Result.NoResult }, "no_result", "reason", "motivo"),
		text("trace_number", func(r *Row) *string { return &r.Result.TraceNumber }, "trace_number", "número de rastreo"),
		text("dealer.name", func(r *Row) *string { return &r.Result.Dealer.Name }, "dealer_name", "dealer", "distribuidor"),
		text("dealer.licence", func(r *Row) *string { return &r.Result.Dealer.Licence }, "dealer_licence", "dealer license", "licencia del distribuidor"),
		text("dealer.city", func(r *Row) *string { return &r.Result.Dealer.City }, "dealer_city", "ciudad del distribuidor"),
		text("dealer.state", func(r *Row) *string { return &r.Result.Dealer.State }, "dealer_state", "estado del distribuidor"),
		text("dealer.address", func(r *Row) *string { return &r.Result.Dealer.Address }, "dealer_address", "domicilio del distribuidor"),
		text("purchaser.surname", func(r *Row) *string { return &r.Result.Purchaser.Surname }, "purchaser_surname", "apellidos del comprador"),
		text("purchaser.given_names", func(r *Row) *string { return &r.Result.Purchaser.GivenNames }, "purchaser_given_names", "nombres del comprador"),
		date("purchaser.birth_date", func(r *Row) *casework.Date { return &r.Result.Purchaser.BirthDate }, "purchaser_birth_date", "nacimiento del comprador"),
		text("purchaser.address", func(r *Row) *string { return &r.Result.Purchaser.Address }, "purchaser_address", "domicilio del comprador"),
		text("purchaser.id_type", func(r *Row) *string { return &r.Result.Purchaser.IDType }, "purchaser_id_type", "identificación del comprador"),
		text("purchaser.id_number", func(r *Row) *string { return &r.Result.Purchaser.IDNumber }, "purchaser_id_number", "número de identificación del comprador"),
		date("purchased", func(r *Row) *casework.Date { return &r.Result.Purchased }, "purchased", "purchase date", "fecha de compra"),
		date("recovered", func(r *Row) *casework.Date { return &r.Result.Recovered }, "recovered", "recovery date", "fecha de aseguramiento"),
		text("comment", func(r *Row) *string { return &r.Result.Comment }, "comment", "comentario", "observaciones"),
	}
}

// heading tells what the columns of a table are.
type heading struct {
	names   []string        // as the table has them
	columns []*resultColumn // nil for one without a name
}

// readHeading reads the first row of a table. A column that is not known is
// refused and not passed over: its data would be lost unseen.
func readHeading(cells []string) (*heading, error) {
	known := resultColumns()
	h := &heading{names: cells}
	for _, cell := range cells {
		if cell == "" {
			h.columns = append(h.columns, nil)
			continue
		}
		at := slices.IndexFunc(known, func(c resultColumn) bool {
			return slices.ContainsFunc(c.names, func(name string) bool { return fold(name) == fold(cell) })
		})
		if at < 0 {
			return nil, casework.Fail(casework.CodeInvalid, "form.table.column", "value", cell)
		}
		if slices.Contains(h.columns, &known[at]) {
			return nil, casework.Fail(casework.CodeInvalid, "form.table.column_twice", "value", cell)
		}
		h.columns = append(h.columns, &known[at])
	}
	for i := range known[:3] { // request, received, status
		if !slices.Contains(h.columns, &known[i]) {
			return nil, casework.Fail(casework.CodeInvalid, "form.table.column_missing", "value", known[i].names[0])
		}
	}
	return h, nil
}

// name returns what the table calls the column of a field, the field's own path
// when the table does not have it.
func (h *heading) name(path string) string {
	for i, c := range h.columns {
		if c != nil && c.path == path {
			return h.names[i]
		}
	}
	return path
}

// statusOf reads a status: the value itself, or what people call it. Any other
// text comes back as it is, and is refused as no status.
func statusOf(cell string) string {
	switch fold(cell) {
	case "COMPLETED PURCHASER", "PURCHASER IDENTIFIED", "COMPRADOR IDENTIFICADO":
		return "completed_purchaser"
	case "COMPLETED DEALER", "DEALER IDENTIFIED", "DISTRIBUIDOR IDENTIFICADO":
		return "completed_dealer"
	case "NO RESULT", "SIN RESULTADO":
		return "no_result"
	case "PENDING", "PENDIENTE":
		return "pending"
	case "CLOSED", "CERRADO", "CERRADA":
		return "closed"
	}
	return cell
}
