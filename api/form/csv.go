package form

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"cotejo/api/casework"
)

// byteOrderMark tells Excel that a file is UTF-8.
const byteOrderMark = "\ufeff"

// column is one column of the export.
type column struct {
	name  string
	value func(*casework.TraceRequest) string
}

// columns are those of the export, in their order, which does not change: new
// ones are added at the end. Associates stand in one column, since their number
// varies: surname, given names, alias and birth date of each, parted by "; ".
func columns() []column {
	type request = casework.TraceRequest
	return []column{
		{"id", func(r *request) string { return r.ID }},
		{"number", func(r *request) string { return r.Number }},
		{"state", func(r *request) string { return r.State }},
		{"date", func(r *request) string { return string(r.Date) }},
		{"priority", func(r *request) string { return r.Priority }},
		{"urgency", func(r *request) string { return r.Urgency }},
		{"instructions", func(r *request) string { return r.Instructions }},
		{"crime_code", func(r *request) string { return r.CrimeCode }},
		{"project_code", func(r *request) string { return r.ProjectCode }},
		{"requester_ori", func(r *request) string { return r.Requester.ORI }},
		{"requester_agency", func(r *request) string { return r.Requester.Agency }},
		{"requester_unit", func(r *request) string { return r.Requester.Unit }},
		{"requester_officer", func(r *request) string { return r.Requester.Officer }},
		{"requester_badge", func(r *request) string { return r.Requester.Badge }},
		{"requester_phone", func(r *request) string { return r.Requester.Phone }},
		{"requester_email", func(r *request) string { return r.Requester.Email }},
		{"requester_case_number", func(r *request) string { return r.Requester.CaseNumber }},
		{"requester_address", func(r *request) string { return r.Requester.Address }},
		{"serial", func(r *request) string { return r.Weapon.Serial }},
		{"obliterated", func(r *request) string { return strconv.FormatBool(r.Weapon.Obliterated) }},
		{"maker", func(r *request) string { return r.Weapon.Maker }},
		{"type", func(r *request) string { return r.Weapon.Type }},
		{"calibre", func(r *request) string { return r.Weapon.Calibre }},
		{"model", func(r *request) string { return r.Weapon.Model }},
		{"country", func(r *request) string { return r.Weapon.Country }},
		{"importer", func(r *request) string { return r.Weapon.Importer }},
		{"markings", func(r *request) string { return r.Weapon.Markings }},
		{"possessor_surname", func(r *request) string { return r.Possessor.Surname }},
		{"possessor_given_names", func(r *request) string { return r.Possessor.GivenNames }},
		{"possessor_alias", func(r *request) string { return r.Possessor.Alias }},
		{"possessor_birth_date", func(r *request) string { return string(r.Possessor.BirthDate) }},
		{"possessor_birth_place", func(r *request) string { return r.Possessor.BirthPlace }},
		{"possessor_nationality", func(r *request) string { return r.Possessor.Nationality }},
		{"possessor_sex", func(r *request) string { return r.Possessor.Sex }},
		{"possessor_address", func(r *request) string { return r.Possessor.Address }},
		{"possessor_id_type", func(r *request) string { return r.Possessor.IDType }},
		{"possessor_id_number", func(r *request) string { return r.Possessor.IDNumber }},
		{"associates", associates},
		{"recovery_date", func(r *request) string { return string(r.Recovery.Date) }},
		{"recovery_country", func(r *request) string { return r.Recovery.Place.Country }},
		{"recovery_state", func(r *request) string { return r.Recovery.Place.State }},
		{"recovery_state_name", func(r *request) string { return casework.StateName(r.Recovery.Place.Country, r.Recovery.Place.State) }},
		{"recovery_municipality", func(r *request) string { return r.Recovery.Place.Municipality }},
		{"recovery_detail", func(r *request) string { return r.Recovery.Place.Detail }},
		{"recovery_latitude", func(r *request) string { return degrees(r.Recovery.Place.Latitude) }},
		{"recovery_longitude", func(r *request) string { return degrees(r.Recovery.Place.Longitude) }},
		{"recovery_notes", func(r *request) string { return r.Recovery.Notes }},
	}
}

func associates(r *casework.TraceRequest) string {
	var all []string
	for _, p := range r.Associate {
		var known []string
		for _, s := range []string{p.Surname, p.GivenNames, p.Alias, string(p.BirthDate)} {
			if s != "" {
				known = append(known, s)
			}
		}
		all = append(all, strings.Join(known, ", "))
	}
	return strings.Join(all, "; ")
}

func degrees(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}

// CSV writes requests as a table with a heading, one request a row: UTF-8 with a
// byte order mark, commas. Cells that a spreadsheet would take for a formula are
// preceded by an apostrophe.
func CSV(w io.Writer, requests ...*casework.TraceRequest) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return fmt.Errorf("trace requests as CSV: %w", err)
	}
	all := columns()
	row := make([]string, len(all))
	for i, c := range all {
		row[i] = c.name
	}
	table := csv.NewWriter(w)
	table.UseCRLF = true
	_ = table.Write(row) // an error stays and is told by Error
	for _, r := range requests {
		for i, c := range all {
			row[i] = guarded(c.value(r))
		}
		_ = table.Write(row)
	}
	table.Flush()
	if err := table.Error(); err != nil {
		return fmt.Errorf("trace requests as CSV: %w", err)
	}
	return nil
}

// formulaStart are the characters with which spreadsheets let a formula begin;
// the wide ones are what some Asian input methods make of them.
const formulaStart = "=+-@\t\r\n＝＋－＠"

var number = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?$`)

// guarded makes a cell a text that no spreadsheet computes.
func guarded(cell string) string {
	if strings.IndexAny(cell, formulaStart) == 0 && !number.MatchString(cell) {
		return "'" + cell
	}
	return cell
}

// unguarded takes back what guarded did.
func unguarded(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && guarded(rest) == cell {
		return rest
	}
	return cell
}
