// Package trace carries the intermediates of the engine to whoever asked to see
// them. A stage offers named artefacts to a Sink; the default sink throws them
// away. Nothing in a trace influences a result. It imports nothing of Cotejo.
package trace

import (
	"image"
	"io"
)

// Sink receives the intermediates of one operation. Implementations need not be
// safe for concurrent use: an operation that traces runs its stages in order.
type Sink interface {
	// Enabled says whether Put keeps anything, so that a stage can skip the
	// making of an artefact that nobody will see.
	Enabled() bool
	// Put hands over an artefact. Names are slash-separated, without extension,
	// and unique within an operation ("a/prepared", "overlay"). Put keeps no
	// reference to the artefact after it returns.
	Put(name string, a Artefact)
}

// Artefact is something that can be written to one file.
type Artefact interface {
	// Ext is the file name's extension with its dot.
	Ext() string
	// Write writes the file's content.
	Write(w io.Writer) error
}

// Discard is the sink that keeps nothing.
var Discard Sink = discard{}

type discard struct{}

func (discard) Enabled() bool        { return false }
func (discard) Put(string, Artefact) {}

// OrDiscard returns s, or Discard when s is nil.
func OrDiscard(s Sink) Sink {
	if s == nil {
		return Discard
	}
	return s
}

// Under returns a sink that puts everything below the given prefix.
func Under(s Sink, prefix string) Sink {
	if !s.Enabled() {
		return Discard
	}
	return under{s, prefix + "/"}
}

type under struct {
	Sink
	prefix string
}

func (u under) Put(name string, a Artefact) { u.Sink.Put(u.prefix+name, a) }

// Picture is an artefact written as PNG.
type Picture struct{ image.Image }

// JSON is an artefact written as indented JSON.
type JSON struct{ Value any }

// Text is an artefact written as plain text.
type Text string
