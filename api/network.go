package api

import (
	"context"
	"encoding/csv"
	"io"
	"net/http"
	"strconv"
	"strings"

	"cotejo/api/casework"
)

type networkInput struct {
	Leads bool          `query:"leads" doc:"Leads too, not only hits."`
	Lab   string        `query:"lab" format:"uuid" doc:"Only hits and leads that concern this laboratory."`
	From  casework.Date `query:"from" doc:"Only hits confirmed and leads declared from this day on."`
	To    casework.Date `query:"to" doc:"Only those up to this day."`
}

const networkDoc = `Exhibits that hits join, across cases and laboratories, with their cases and firearms: all that whoever asks may see, the latest where there is
more than a graph holds. Of what may not be seen there is the node alone.`

func (s *server) networkRoutes() {
	register(s, operation("get-network", http.MethodGet, "/links", "What hits join: everything", leadTag, described(networkDoc)),
		func(ctx context.Context, in *networkInput) (*struct{ Body *casework.Graph }, error) {
			g, err := s.network(ctx, in)
			return &struct{ Body *casework.Graph }{g}, err
		})
	for _, as := range []struct {
		ext, kind string
		write     func(io.Writer, *casework.Graph) error
	}{{"csv", "text/csv", writeCSV}, {"graphml", "application/graphml+xml", writeGraphML}} {
		register(s, operation("get-network-"+as.ext, http.MethodGet, "/links."+as.ext, "What hits join: everything, as "+as.ext, leadTag,
			described(networkDoc), giving("The network.", as.kind)),
			func(ctx context.Context, in *networkInput) (*streamOutput, error) {
				g, err := s.network(ctx, in)
				if err != nil {
					return nil, err
				}
				headers := http.Header{"Content-Type": {as.kind + "; charset=utf-8"}, "Content-Disposition": {attachment("links." + as.ext)}}
				return s.stream(headers, func(w io.Writer) error { return as.write(w, g) }), nil
			})
	}
}

func (s *server) network(ctx context.Context, in *networkInput) (*casework.Graph, error) {
	var c casework.Checker
	for name, d := range map[string]casework.Date{"from": in.From, "to": in.To} {
		if !d.Valid() {
			c.Fault(name, "field.date", "value", string(d))
		}
	}
	if in.Lab != "" && !isID(in.Lab) {
		c.Fault("lab", "http.identifier")
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	return s.Cases.Network(ctx, casework.NetworkWish{Leads: in.Leads, Lab: in.Lab, From: in.From, To: in.To})
}

// nodesOf are a graph's nodes by their identifiers.
func nodesOf(g *casework.Graph) map[string]casework.Node {
	out := make(map[string]casework.Node, len(g.Nodes))
	for _, n := range g.Nodes {
		out[n.ID] = n
	}
	return out
}

// writeCSV writes a graph as a table for spreadsheets: a row for each edge, with
// what is known of both ends.
func writeCSV(w io.Writer, g *casework.Graph) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	table := csv.NewWriter(w)
	table.UseCRLF = true
	head := []string{"kind", "number", "state", "at"}
	for _, end := range []string{"from", "to"} {
		for _, field := range []string{"kind", "id", "label", "lab", "date", "country", "state", "municipality", "latitude", "longitude"} {
			head = append(head, end+"_"+field)
		}
	}
	if err := table.Write(head); err != nil {
		return err
	}
	nodes := nodesOf(g)
	for _, e := range g.Edges {
		row := []string{e.Kind, e.Number, e.State, string(e.At)}
		for _, id := range []string{e.From, e.To} {
			n := nodes[id]
			row = append(row, string(n.Kind), n.ID, n.Label, n.Lab, string(n.Date))
			row = append(row, placeCells(n.Place)...)
		}
		for i := range row {
			row[i] = noFormula(row[i])
		}
		if err := table.Write(row); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

func placeCells(p *casework.Place) []string {
	if p == nil {
		p = &casework.Place{}
	}
	return []string{p.Country, p.State, p.Municipality, degrees(p.Latitude), degrees(p.Longitude)}
}

func degrees(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

// noFormula keeps a spreadsheet from taking what people entered for a formula
// (OWASP, CSV injection); numbers stay numbers.
func noFormula(cell string) string {
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return cell
	}
	if text := strings.TrimLeft(cell, " "); text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(text)[0]) {
		return "'" + cell
	}
	return cell
}
