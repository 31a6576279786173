package casework

import "time"

// TimeToCrime returns the days from a firearm's purchase to its recovery, as
// they stand in the calendar, -1 when either day is unknown or when the recovery
// lies before the purchase.
func TimeToCrime(purchased, recovered Date) int {
	if !purchased.Day() || !recovered.Day() {
		return -1
	}
	from, to := midnight(purchased), midnight(recovered)
	if to.Before(from) {
		return -1
	}
	return int(to.Sub(from) / (24 * time.Hour))
}

// midnight is the start of a day that is known. Dates have no zone, so that all
// days have 24 hours.
func midnight(d Date) time.Time {
	y, m, day := d.From().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
}
