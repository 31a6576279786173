package api

import (
	"encoding/xml"
	"io"
	"slices"

	"cotejo/api/casework"
)

// graphML is a graph in the form that programs for networks read (GraphML, version
// 1.0): keys first, then nodes and edges with their data.
type graphML struct {
	XMLName xml.Name `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
	Keys    []xmlKey `xml:"key"`
	Graph   xmlGraph `xml:"graph"`
}

type xmlKey struct {
	ID   string `xml:"id,attr"`
	For  string `xml:"for,attr"`
	Name string `xml:"attr.name,attr"`
	Type string `xml:"attr.type,attr"`
}

type xmlGraph struct {
	Directed string    `xml:"edgedefault,attr"`
	Nodes    []xmlNode `xml:"node"`
	Edges    []xmlEdge `xml:"edge"`
}

type xmlNode struct {
	ID   string    `xml:"id,attr"`
	Data []xmlData `xml:"data"`
}

type xmlEdge struct {
	From string    `xml:"source,attr"`
	To   string    `xml:"target,attr"`
	Data []xmlData `xml:"data"`
}

type xmlData struct {
	Key   string `xml:"key,attr"`
	Value string `xml:",chardata"`
}

// nodeFields and edgeFields are what a graph tells of its parts.
var (
	nodeFields = []string{"kind", "label", "lab", "date", "country", "state", "municipality", "latitude", "longitude"}
	edgeFields = []string{"kind", "id", "number", "state", "at"}
)

// writeGraphML writes a graph for programs that draw networks.
func writeGraphML(w io.Writer, g *casework.Graph) error {
	out := graphML{Graph: xmlGraph{Directed: "directed"}}
	for _, name := range nodeFields {
		kind := "string"
		if name == "latitude" || name == "longitude" {
			kind = "double"
		}
		out.Keys = append(out.Keys, xmlKey{"n_" + name, "node", name, kind})
	}
	for _, name := range edgeFields {
		out.Keys = append(out.Keys, xmlKey{"e_" + name, "edge", name, "string"})
	}
	for _, n := range g.Nodes {
		values := slices.Concat([]string{string(n.Kind), n.Label, n.Lab, string(n.Date)}, placeCells(n.Place))
		out.Graph.Nodes = append(out.Graph.Nodes, xmlNode{n.ID, dataOf("n_", nodeFields, values)})
	}
	for _, e := range g.Edges {
		values := []string{e.Kind, e.ID, e.Number, e.State, string(e.At)}
		out.Graph.Edges = append(out.Graph.Edges, xmlEdge{e.From, e.To, dataOf("e_", edgeFields, values)})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// dataOf are the fields that have a value.
func dataOf(prefix string, names, values []string) []xmlData {
	var out []xmlData
	for i, v := range values {
		if v != "" {
			out = append(out, xmlData{prefix + names[i], v})
		}
	}
	return out
}
