package audit

import (
	"context"
	"fmt"
	"time"

	"cotejo/api/casework"
)

// Find returns up to limit entries that a filter takes, newest first, below
// before when that is positive. An entry whose text is not what the ledger's
// index says of it is an error that wraps casework.ErrCorrupt.
func (l *Log) Find(ctx context.Context, ledger casework.Ledger, f casework.EventFilter, before int64, limit int) ([]Entry, error) {
	numbers, err := ledger.FindEntries(ctx, f, before, limit)
	if err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	entries := make([]Entry, 0, len(numbers))
	for len(numbers) > 0 {
		run := 1 // numbers that follow one another are read at once
		for run < len(numbers) && numbers[run] == numbers[0]-int64(run) {
			run++
		}
		lowest := numbers[run-1]
		texts, err := ledger.Entries(ctx, lowest, run)
		if err != nil {
			return nil, fmt.Errorf("audit: %w", err)
		}
		if len(texts) != run {
			return nil, corrupt(lowest)
		}
		for i := run - 1; i >= 0; i-- {
			e, err := decode(texts[i])
			if err != nil || !takes(f, e) {
				return nil, corrupt(lowest + int64(i))
			}
			entries = append(entries, Entry{N: lowest + int64(i), Event: e, Text: texts[i]})
		}
		numbers = numbers[run:]
	}
	return entries, nil
}

func corrupt(n int64) error {
	return casework.Fail(casework.CodeStorage, "audit.corrupt", "entry", n).Because(casework.ErrCorrupt)
}

// takes tells whether a filter takes an event.
func takes(f casework.EventFilter, e casework.Event) bool {
	for _, c := range [][2]string{
		{f.Account, e.Account}, {f.Lab, e.Lab}, {f.Action, e.Action}, {f.Subject, e.Subject}, {string(f.Kind), string(e.Kind)},
	} {
		if c[0] != "" && c[0] != c[1] {
			return false
		}
	}
	return (f.From.IsZero() || !e.At.Before(f.From.Truncate(time.Microsecond))) && (f.To.IsZero() || e.At.Before(f.To))
}
