package match

import (
	"bytes"

	"cotejo/engine/trace"
)

// maxPicture is above the size of any picture of a mark in bytes.
const maxPicture = 16 << 20

// levelled keeps, of all that enrolment shows, the picture of the levelled mark.
type levelled struct {
	png []byte
	err error
}

// Enabled implements trace.Sink.
func (*levelled) Enabled() bool { return true }

// Put implements trace.Sink.
func (l *levelled) Put(name string, a trace.Artefact) {
	if name != "levelled" {
		return
	}
	var b bytes.Buffer
	l.err = a.Write(&b)
	l.png = b.Bytes()
}
