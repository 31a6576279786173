package form

import (
	"fmt"
	"regexp"
	"strconv"

	"cotejo/api/casework"
)

// dayOrder is how a table writes the days that a spreadsheet has turned into its
// country's form: 23/11/2026 in Mexico, 11/23/2026 in the United States.
type dayOrder int

const (
	undecided  dayOrder = iota // no date tells
	dayFirst                   // 23/11/2026
	monthFirst                 // 11/23/2026
	mixed                      // dates tell both: none of them is sure
)

var (
	isoDate     = regexp.MustCompile(`^([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?:[ T]([0-9]{2}:[0-9]{2})(?::[0-9]{2})?)?$`)
	slashedDate = regexp.MustCompile(`^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?: ([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?)?$`)
)

// dayOrder finds the order from all dates of a table: a single one whose day is
// above 12 tells that of the others.
func (h *heading) dayOrder(table []record) dayOrder {
	order := undecided
	for _, rec := range table {
		for i, cell := range rec.cells {
			if i >= len(h.columns) || h.columns[i] == nil || h.columns[i].date == nil {
				continue
			}
			parts := slashedDate.FindStringSubmatch(cell)
			if parts == nil {
				continue
			}
			a, b := count(parts[1]), count(parts[2])
			switch {
			case a > 12 && b <= 12:
				order |= dayFirst
			case b > 12 && a <= 12:
				order |= monthFirst
			}
		}
	}
	return order
}

// date reads a cell. It is not ok when it is no date or when its day and month
// could be taken for one another.
func (o dayOrder) date(cell string) (casework.Date, bool) {
	if parts := isoDate.FindStringSubmatch(cell); parts != nil {
		d := parts[1]
		if parts[2] != "" {
			d += "T" + parts[2]
		}
		return casework.Date(d), casework.Date(d).Valid()
	}
	parts := slashedDate.FindStringSubmatch(cell)
	if parts == nil {
		return "", false
	}
	day, month := count(parts[1]), count(parts[2])
	switch {
	case o == monthFirst:
		day, month = month, day
	case o != dayFirst && day != month:
		return "", false
	}
	d := fmt.Sprintf("%s-%02d-%02d", parts[3], month, day)
	if parts[4] != "" {
		d += fmt.Sprintf("T%02d:%s", count(parts[4]), parts[5])
	}
	return casework.Date(d), casework.Date(d).Valid()
}

// count reads digits that a pattern has found.
func count(digits string) int {
	n, _ := strconv.Atoi(digits) // two digits at most
	return n
}
