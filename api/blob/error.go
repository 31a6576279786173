package blob

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"cotejo/api/casework"
)

// storageError is the error for a store that failed: full, or anything else.
func storageError(doing string, err error) error {
	err = fmt.Errorf("%s: %w", doing, err)
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fullError(err)
	}
	return casework.Fail(casework.CodeStorage, "blob.unavailable").Because(err)
}

func fullError(err error) error {
	return casework.Fail(casework.CodeStorage, "blob.full").Because(err)
}

func notFound(name string) error {
	// Whoever asks for something that is no hash may ask at any length.
	return casework.Fail(casework.CodeNotFound, "blob.not_found", "sha256", name[:min(len(name), nameLength)])
}

func tooLarge(limit int64) error {
	return casework.Fail(casework.CodeTooLarge, "blob.too_large", "limit", readable(limit))
}

func corrupt(name string) error {
	return casework.Fail(casework.CodeStorage, "blob.corrupt", "sha256", name).Because(casework.ErrCorrupt)
}

func cancelled(ctx context.Context, doing string) error {
	return fmt.Errorf("blob: %s: %w", doing, context.Cause(ctx))
}

// readable writes a number of bytes exactly, in the largest unit that divides it.
func readable(bytes int64) string {
	units := []string{"B", "KiB", "MiB", "GiB", "TiB"}
	for bytes != 0 && bytes%1024 == 0 && len(units) > 1 {
		bytes, units = bytes/1024, units[1:]
	}
	return fmt.Sprintf("%d %s", bytes, units[0])
}
