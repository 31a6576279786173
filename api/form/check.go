package form

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"cotejo/api/casework"
)

// Check returns what is missing in a request and what is implausible, in the
// order of the form. now is the present in the laboratory's time zone: dates in
// a request are local days.
func Check(r *casework.TraceRequest, now time.Time) []Finding {
	var f findings
	wall := time.Date(now.Year(), now.Month(), now.Day(), now.Hour(), now.Minute(), now.Second(), 0, time.UTC)
	checkInitiation(&f, r, wall)
	checkRequester(&f, &r.Requester)
	checkWeapon(&f, &r.Weapon)
	checkPerson(&f, "possessor", &r.Possessor, r.Recovery.Date, wall)
	for i := range r.Associate {
		path := "associates[" + strconv.Itoa(i) + "]"
		checkPerson(&f, path, &r.Associate[i], r.Recovery.Date, wall)
		if r.Associate[i] != (casework.Person{}) && nameless(&r.Associate[i]) {
			f.implausible(path+".surname", "form.person.nameless", "")
		}
	}
	checkRecovery(&f, r, wall)
	return f
}

// crimeCode is the shape of NCIC's uniform offence codes.
var crimeCode = regexp.MustCompile(`^[0-9]{4}$`)

// checkInitiation checks parts I and II.
func checkInitiation(f *findings, r *casework.TraceRequest, now time.Time) {
	switch {
	case !r.Date.Day():
		f.missing("date", "form.missing.date")
	case r.Date.From().After(now):
		f.implausible("date", "form.date.future", string(r.Date))
	}
	urgency := strings.TrimSpace(r.Urgency)
	switch {
	case r.Priority == "":
		f.missing("priority", "form.missing.priority")
	case r.Priority == "urgent" && urgency == "":
		f.missing("urgency", "form.missing.urgency")
	case r.Priority == "urgent" && len(strings.Fields(urgency)) < 3:
		f.implausible("urgency", "form.urgency.short", urgency)
	case r.Priority == "routine" && urgency != "":
		f.implausible("priority", "form.urgency.routine", "")
	}
	switch code := strings.TrimSpace(r.CrimeCode); {
	case code == "":
		f.missing("crime_code", "form.missing.crime_code")
	case !crimeCode.MatchString(code):
		f.implausible("crime_code", "form.crime_code.shape", code)
	}
}

// ori is the shape of an originating agency identifier: the state or country, and
// seven letters or digits.
var ori = regexp.MustCompile(`^[A-Z]{2}[A-Z0-9]{7}$`)

// checkRequester checks part IV.
func checkRequester(f *findings, r *casework.Requester) {
	switch {
	case blank(r.ORI):
		f.missing("requester.ori", "form.missing.ori")
	case !ori.MatchString(r.ORI):
		f.implausible("requester.ori", "form.ori.shape", r.ORI)
	}
	if blank(r.Phone) && blank(r.Email) {
		f.missing("requester.phone", "form.missing.contact")
	}
	if e := strings.TrimSpace(r.Email); e != "" && (strings.Count(e, "@") != 1 || strings.ContainsAny(e, " ,;")) {
		f.implausible("requester.email", "form.email.shape", e)
	}
	if blank(r.Officer) {
		f.missing("requester.officer", "form.missing.officer")
	}
	if blank(r.Agency) {
		f.missing("requester.agency", "form.missing.agency")
	}
}

// checkWeapon checks part V.
func checkWeapon(f *findings, w *casework.TracedWeapon) {
	checkSerial(f, w)
	checkMaker(f, w)
	if w.Type == "" {
		f.missing("weapon.type", "form.missing.type")
	}
	checkCalibre(f, w)
	if blank(w.Model) {
		f.missing("weapon.model", "form.missing.model")
	}
	checkOrigin(f, w)
	if w.Obliterated && blank(w.Markings) {
		f.implausible("weapon.markings", "form.serial.obliterated_remarks", "")
	}
}

// checkRecovery checks part VIII.
func checkRecovery(f *findings, r *casework.TraceRequest, now time.Time) {
	day := r.Recovery.Date
	switch {
	case !day.Day():
		f.missing("recovery.date", "form.missing.recovery_date")
	case day.From().After(now):
		f.implausible("recovery.date", "form.date.future", string(day))
	case r.Date.Day() && midnight(day).After(r.Date.To()):
		f.implausible("recovery.date", "form.date.after_request", string(day))
	}
	p := r.Recovery.Place
	if p.Country == "" {
		f.missing("recovery.place.country", "form.missing.recovery_country")
	}
	if blank(p.State) {
		f.missing("recovery.place.state", "form.missing.recovery_state")
	}
	if blank(p.Municipality) {
		f.missing("recovery.place.municipality", "form.missing.recovery_municipality")
	}
}

// midnight is the start of the first day that a date can mean.
func midnight(d casework.Date) time.Time { return d.From().Truncate(24 * time.Hour) }

func blank(s string) bool { return strings.TrimSpace(s) == "" }
