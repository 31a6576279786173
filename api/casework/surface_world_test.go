package casework_test

import (
	"context"

	"cotejo/api/casework"
)

func (e *engine) Surface(context.Context, casework.Depicted, int) ([]byte, error) {
	return []byte("surface"), nil
}
