package apitest

import (
	"context"
	"log/slog"
	"sync"
	"testing"
)

// Log keeps what the service logs. It is safe for concurrent use.
type Log struct {
	mu      sync.Mutex
	records []slog.Record
}

// Enabled implements slog.Handler.
func (*Log) Enabled(context.Context, slog.Level) bool { return true }

// Handle implements slog.Handler.
func (l *Log) Handle(_ context.Context, r slog.Record) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.records = append(l.records, r.Clone())
	return nil
}

// WithAttrs implements slog.Handler. The attributes are dropped: tests look at
// records, not at who wrote them.
func (l *Log) WithAttrs([]slog.Attr) slog.Handler { return l }

// WithGroup implements slog.Handler.
func (l *Log) WithGroup(string) slog.Handler { return l }

// Entries returns the attributes of what was logged under a message, as text by
// their keys.
func (l *Log) Entries(message string) (out []map[string]string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range l.records {
		if r.Message != message {
			continue
		}
		entry := map[string]string{}
		r.Attrs(func(a slog.Attr) bool {
			entry[a.Key] = a.Value.String()
			return true
		})
		out = append(out, entry)
	}
	return out
}

// dump shows the errors of a test that failed.
func (l *Log) dump(t testing.TB) {
	if !t.Failed() {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	const most = 50
	shown := 0
	for _, r := range l.records {
		if r.Level < slog.LevelWarn {
			continue
		}
		if shown++; shown > most {
			return
		}
		text := r.Message
		r.Attrs(func(a slog.Attr) bool {
			text += " " + a.String()
			return true
		})
		t.Logf("service: %s %s", r.Level, text)
	}
}
