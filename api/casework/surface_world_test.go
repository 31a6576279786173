package casework_test

import (
	"context"

	"cotejo/api/casework"
)

func (e *engine) Surface(context.Context, casework.Depicted, int) ([]byte, error) {
	return []byte("surface"), nil
}

func (e *engine) Thumbnail(context.Context, string, int) ([]byte, error) {
	return []byte("thumbnail"), nil
}

func (e *engine) Frames(_ context.Context, marks []*casework.Mark) ([]*casework.Frame, error) {
	return make([]*casework.Frame, len(marks)), nil
}

func (e *engine) AcquisitionPicture(context.Context, *casework.Acquisition, int) (*casework.Depiction, error) {
	return &casework.Depiction{PNG: []byte("acquisition"), Width: 100, Height: 80}, nil
}
