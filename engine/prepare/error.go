package prepare

// Unusable is the error for a scan that holds no mark to compare: what is wrong
// and what a person can do about it.
type Unusable struct{ What, Remedy string }

// Error gives the cause and the remedy.
func (e *Unusable) Error() string { return e.What + ": " + e.Remedy }
