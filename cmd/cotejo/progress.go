package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows one bar for each stage of long work, on a terminal only: in a
// log it would be noise. Its calls must not overlap.
type progress struct {
	w     io.Writer // nil when there is no terminal
	stage string
	bar   *progressbar.ProgressBar
}

// newProgress looks at whether standard error is a terminal.
func (a *app) newProgress() *progress {
	if f, ok := a.stderr.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return &progress{w: f}
	}
	return &progress{}
}

// show moves the bar of a stage; the bar disappears when all is done.
func (p *progress) show(stage string, done, total int) {
	if p.w == nil {
		return
	}
	if p.bar == nil || stage != p.stage {
		p.stop()
		p.stage = stage
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.w),
			progressbar.OptionSetDescription(stage),
			progressbar.OptionShowCount(),
			progressbar.OptionSetWidth(30),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	// A terminal that goes away is no reason to stop the work.
	_ = p.bar.Set(done)
}

// stop removes the bar, if one is there.
func (p *progress) stop() {
	if p.bar != nil {
		_ = p.bar.Clear()
		p.bar = nil
	}
}
