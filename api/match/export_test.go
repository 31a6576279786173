package match

// Settle waits for the end of what goes on beside searches.
func (m *Matcher) Settle() { m.beside.Wait() }
