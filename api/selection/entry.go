package selection

import (
	"time"

	"cotejo/api/casework"
	"cotejo/engine/facet"
)

// The fields of the index. The numbers are minutes since 1970, UTC: no filter tells
// less than a minute apart.
const (
	kind       facet.Field = "kind"
	modality   facet.Field = "modality"
	engine     facet.Field = "engine"
	params     facet.Field = "params"
	superseded facet.Field = "superseded"
	withdrawn  facet.Field = "withdrawn"
	lab        facet.Field = "lab"
	calibre    facet.Field = "calibre"
	origin     facet.Field = "origin"
	breechFace facet.Field = "breech_face_class"
	firingPin  facet.Field = "firing_pin_class"
	country    facet.Field = "country"
	state      facet.Field = "state"
	entered    facet.Field = "entered"
	// The first and the last minute that the date can mean.
	earliest facet.Field = "earliest"
	latest   facet.Field = "latest"
)

// yes is the value of fields that an entry has or has not.
const yes = "yes"

func minute(t time.Time) int64 {
	n := t.Unix()
	if n < 0 {
		n -= 59 // towards the past, as above zero
	}
	return n / 60
}

// entry is a mark as the index takes it. An empty value is no value: filters do not
// ask for it.
func entry(m *casework.MarkFacts) facet.Entry {
	e := facet.Entry{Seq: uint64(m.Seq), Values: make([]facet.Value, 0, 13), Numbers: make([]facet.Number, 0, 3)}
	for _, v := range []facet.Value{
		{Field: kind, Is: m.MarkKind}, {Field: modality, Is: m.Modality}, {Field: engine, Is: m.Engine}, {Field: params, Is: m.Params},
		{Field: lab, Is: m.Lab}, {Field: calibre, Is: m.Calibre}, {Field: origin, Is: string(m.Origin)},
		{Field: breechFace, Is: m.BreechFaceClass}, {Field: firingPin, Is: m.FiringPinClass},
		{Field: country, Is: m.Country}, {Field: state, Is: m.State},
		{Field: superseded, Is: flag(m.Superseded)}, {Field: withdrawn, Is: flag(!m.Active)},
	} {
		if v.Is != "" {
			e.Values = append(e.Values, v)
		}
	}
	e.Numbers = append(e.Numbers, facet.Number{Field: entered, Is: minute(m.Entered)})
	if m.Occurred != "" {
		e.Numbers = append(e.Numbers, facet.Number{Field: earliest, Is: minute(m.Occurred.From())}, facet.Number{Field: latest, Is: minute(m.Occurred.To())})
	}
	return e
}

func flag(is bool) string {
	if is {
		return yes
	}
	return ""
}
