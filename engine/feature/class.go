package feature

import (
	"fmt"

	"cotejo/engine/kernel"
	"cotejo/engine/mark"
)

// Class is what two marks must have in common to be held against each other. It
// is comparable, so that it serves as a key.
type Class struct {
	Kind     mark.Kind
	Modality Modality
	// Engine and Params are those of Template.
	Engine, Params string
	Layout         kernel.Layout
}

// Class returns the template's class.
func (t *Template) Class() Class {
	return Class{t.Kind, t.Modality, t.Engine, t.Params, t.Layout}
}

// Check reports a class that no template of this version can have.
func (c Class) Check() error {
	if c.Kind.String() == "unknown" || c.Modality.String() == "unknown" {
		return fmt.Errorf("mark of kind %d and modality %d: not known to this version", c.Kind, c.Modality)
	}
	if len(c.Engine) > maxName || len(c.Params) > maxName {
		return fmt.Errorf("engine of %d and params of %d bytes: at most %d each", len(c.Engine), len(c.Params), maxName)
	}
	return c.Layout.Check()
}

// maxName is what the length of a stored name can say.
const maxName = 255
