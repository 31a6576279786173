package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"
)

const (
	nameLength = 2 * sha256.Size
	bufferSize = 128 << 10 // bytes
)

// isName tells whether a name is one that Put gives: a SHA-256 in lower case
// hexadecimal. Nothing else ever becomes part of a path or of an object's key.
func isName(name string) bool {
	return len(name) == nameLength && isHex(name)
}

func isHex(s string) bool {
	return strings.Trim(s, "0123456789abcdef") == ""
}

// copyHashed writes r to w, at most limit bytes, and returns their hash and
// number. An error of r is returned as it is, wrapped; one of w is a storage error.
func copyHashed(ctx context.Context, w io.Writer, r io.Reader, limit int64) (name string, size int64, err error) {
	sum := sha256.New()
	buffer := make([]byte, bufferSize)
	for {
		if ctx.Err() != nil {
			return "", 0, cancelled(ctx, "reading what is put")
		}
		n, err := r.Read(buffer)
		if size += int64(n); size > limit {
			return "", 0, tooLarge(limit)
		}
		sum.Write(buffer[:n])
		if _, failed := w.Write(buffer[:n]); failed != nil {
			return "", 0, storageError("writing", failed)
		}
		if errors.Is(err, io.EOF) {
			return hex.EncodeToString(sum.Sum(nil)), size, nil
		}
		if err != nil {
			return "", 0, fmt.Errorf("blob: reading what is put: %w", err)
		}
	}
}

// verified reads a blob and gives io.EOF only if its bytes have its hash.
type verified struct {
	io.Closer
	ctx  context.Context // of Open: reading ends with it
	from io.Reader
	name string
	sum  hash.Hash
	err  error // that ended it
}

func verify(ctx context.Context, name string, from io.ReadCloser) *verified {
	return &verified{Closer: from, ctx: ctx, from: from, name: name, sum: sha256.New()}
}

func (v *verified) Read(p []byte) (int, error) {
	if v.err != nil {
		return 0, v.err
	}
	if v.ctx.Err() != nil {
		v.err = cancelled(v.ctx, "reading")
		return 0, v.err
	}
	n, err := v.from.Read(p)
	v.sum.Write(p[:n])
	switch {
	case err == nil:
		return n, nil
	case errors.Is(err, io.EOF) && hex.EncodeToString(v.sum.Sum(nil)) == v.name:
		v.err = io.EOF
	case errors.Is(err, io.EOF):
		v.err = corrupt(v.name)
	case v.ctx.Err() != nil:
		v.err = cancelled(v.ctx, "reading")
	default:
		v.err = storageError("reading "+v.name, err)
	}
	return n, v.err
}
