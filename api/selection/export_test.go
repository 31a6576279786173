package selection

import "log/slog"

// NewPaged is New with other pages, so that few marks take several.
func NewPaged(log *slog.Logger, marks, changes int) *Selector {
	return &Selector{log: log, pages: pages{marks, changes}}
}
