package blob

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/minio/minio-go/v7"

	"cotejo/api/casework"
)

// maxObject is the largest object that S3 takes in one request, and only then with
// one hash over all of it.
const maxObject = 5 << 30 // bytes

// Put implements casework.Blobs.
func (s *S3) Put(ctx context.Context, r io.Reader, limit int64) (string, int64, error) {
	spool, err := newSpool()
	if err != nil {
		return "", 0, storageError("making a temporary file", err)
	}
	defer spool.Close()
	name, size, err := copyHashed(ctx, spool, r, min(limit, maxObject))
	if err != nil {
		return "", 0, err
	}
	there, err := s.intact(ctx, name, size)
	if err != nil {
		return "", 0, err
	}
	if !there {
		if err := s.upload(ctx, spool, name, size); err != nil {
			return "", 0, err
		}
	}
	return name, size, nil
}

// newSpool is a file that has no name any more: nothing is left of it, however
// this process ends.
func newSpool() (*os.File, error) {
	f, err := os.CreateTemp("", "cotejo-blob-")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(f.Name()); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// upload sends a blob. Its hash goes with it twice: signed, so that the server
// refuses bytes that are not those, and as the object's checksum, which it keeps.
func (s *S3) upload(ctx context.Context, spool *os.File, name string, size int64) error {
	sum, err := checksum(name)
	if err != nil {
		return err
	}
	_, err = s.client.PutObject(ctx, s.bucket, s.prefix+name, io.NewSectionReader(spool, 0, size), size, "", name, minio.PutObjectOptions{
		ContentType:          "application/octet-stream",
		UserMetadata:         map[string]string{"x-amz-checksum-sha256": sum},
		DisableContentSha256: true, // not once more, in chunks
	})
	if err != nil {
		return s.failed(ctx, "putting "+name, name, err)
	}
	return nil
}

// checksum writes a hash as S3 does.
func checksum(name string) (string, error) {
	sum, err := hex.DecodeString(name)
	if err != nil {
		return "", fmt.Errorf("blob: %w", err)
	}
	return base64.StdEncoding.EncodeToString(sum), nil
}

// intact tells whether a blob is there with its size, and, where the server keeps
// checksums, with its hash. One that is not is put again.
func (s *S3) intact(ctx context.Context, name string, size int64) (bool, error) {
	info, err := s.stat(ctx, name)
	if casework.CodeOf(err) == casework.CodeNotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	sum, err := checksum(name)
	if err != nil {
		return false, err
	}
	return info.Size == size && (info.ChecksumSHA256 == "" || info.ChecksumSHA256 == sum), nil
}
