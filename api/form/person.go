package form

import (
	"time"

	"cotejo/api/casework"
)

// Ages at the recovery that are more likely a slip than true, in years.
const (
	youngest = 8
	oldest   = 110
)

// checkPerson checks a possessor or an associate: part VI or VII.
func checkPerson(f *findings, path string, p *casework.Person, recovered casework.Date, now time.Time) {
	if p.BirthDate == "" {
		return
	}
	born, at := p.BirthDate, now
	if recovered.Day() && recovered.From().Before(now) {
		at = recovered.From()
	}
	switch {
	case !born.Valid():
		f.implausible(path+".birth_date", "form.birth.unreadable", string(born))
	case born.From().After(now):
		f.implausible(path+".birth_date", "form.birth.future", string(born))
	case born.From().AddDate(youngest, 0, 0).After(at) || born.To().AddDate(oldest, 0, 0).Before(at):
		f.implausible(path+".birth_date", "form.birth.age", string(born))
	}
}

func nameless(p *casework.Person) bool {
	return blank(p.Surname) && blank(p.GivenNames) && blank(p.Alias)
}
