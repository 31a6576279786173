package exchange

import "cotejo/api/casework"

// relate puts into a record the identifiers that the records it refers to have
// here. It returns what a record cannot be without and is not here; a reference
// that may be empty is left empty then.
func (m *Import) relate(r casework.Record) (lacking casework.Kind, id string) {
	need := func(k casework.Kind, id *string) {
		here := m.made[k][*id]
		if here == "" && lacking == "" {
			lacking = k
		}
		*id = here
	}
	was := ""
	switch r := r.(type) {
	case *casework.Exhibit:
		was = r.Case
		if r.Origin == casework.TestFire {
			was = r.Firearm
			need(casework.KindFirearm, &r.Firearm)
			r.Case = m.made[casework.KindCase][r.Case]
		} else {
			need(casework.KindCase, &r.Case)
			r.Firearm = m.made[casework.KindFirearm][r.Firearm]
		}
	case *casework.Firearm:
		r.Case = m.made[casework.KindCase][r.Case]
	case *casework.Transfer:
		was = r.Exhibit
		need(casework.KindExhibit, &r.Exhibit)
	case *casework.Acquisition:
		was = r.Exhibit
		need(casework.KindExhibit, &r.Exhibit)
		r.Instrument = m.made[casework.KindInstrument][r.Instrument]
	case *casework.TraceRequest:
		was = r.Firearm
		need(casework.KindFirearm, &r.Firearm)
		r.Case = m.made[casework.KindCase][r.Case]
	case *casework.TraceResult:
		was = r.Request
		need(casework.KindTraceRequest, &r.Request)
	}
	return lacking, was
}
