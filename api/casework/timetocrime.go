package casework

// TimeToCrime returns the days from a firearm's purchase to its recovery, as
// they stand in the calendar, -1 when either day is unknown or when the recovery
// lies before the purchase.
func TimeToCrime(purchased, recovered Date) int {
	if !purchased.Day() || !recovered.Day() {
		return -1
	}
	// Not by time.Duration, which ends at 292 years. Dates have no zone, so that
	// all days have 24 hours.
	const secondsADay = 24 * 60 * 60
	days := (midnight(recovered) - midnight(purchased)) / secondsADay
	return int(max(days, -1))
}

// midnight is the start of a day that is known, in seconds since 1970.
func midnight(d Date) int64 { return d[:len("2006-01-02")].From().Unix() }
