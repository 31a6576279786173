package jobs

import (
	"fmt"
	"log/slog"
)

// serverLog writes the server's log into ours. Its notices are of use only to
// whoever looks for a fault of the server.
type serverLog struct{ log *slog.Logger }

func (l serverLog) Noticef(format string, v ...any) { l.log.Debug(serverLine(format, v)) }
func (l serverLog) Debugf(format string, v ...any)  { l.log.Debug(serverLine(format, v)) }
func (l serverLog) Tracef(format string, v ...any)  { l.log.Debug(serverLine(format, v)) }
func (l serverLog) Warnf(format string, v ...any)   { l.log.Warn(serverLine(format, v)) }
func (l serverLog) Errorf(format string, v ...any)  { l.log.Error(serverLine(format, v)) }
func (l serverLog) Fatalf(format string, v ...any)  { l.log.Error(serverLine(format, v)) }

func serverLine(format string, v []any) string {
	return "nats: " + fmt.Sprintf(format, v...)
}
