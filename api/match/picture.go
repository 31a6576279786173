package match

import (
	"bytes"
	"strings"

	"cotejo/engine/mark"
	"cotejo/engine/trace"
)

// maxPicture is above the size of any picture of a mark in bytes.
const maxPicture = 16 << 20

// levelled keeps, of all that enrolment shows, the pictures of the levelled marks,
// by the names of their kinds. What is shown without a kind is of a breech face.
type levelled map[string]*levelledPicture

type levelledPicture struct {
	png []byte
	err error
}

// Enabled implements trace.Sink.
func (levelled) Enabled() bool { return true }

// Put implements trace.Sink.
func (l levelled) Put(name string, a trace.Artefact) {
	kind, last, below := strings.Cut(name, "/")
	if !below {
		kind, last = mark.BreechFace.String(), name
	}
	if last != "levelled" {
		return
	}
	var b bytes.Buffer
	err := a.Write(&b)
	l[kind] = &levelledPicture{b.Bytes(), err}
}
