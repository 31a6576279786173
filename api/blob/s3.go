package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"cotejo/api/casework"
)

var _ casework.Blobs = (*S3)(nil)

// attempts of a request, with growing pauses: about two seconds in all.
const attempts = 4

// S3 keeps blobs as objects of a bucket, each under its hash. What it puts passes
// through an unnamed file in the system's directory for temporary files, since a
// hash must be known before an object has a name.
type S3 struct {
	client minio.Core
	bucket string
	prefix string
}

// OpenS3 opens the store at s3://[host[:port]]/bucket[/prefix], without a host on
// Amazon. After ? may stand region=... and, for HTTP without TLS, insecure=true.
// A bucket that is missing is made if the keys allow it. They must allow
// s3:ListBucket, GetObject, PutObject and AbortMultipartUpload.
func OpenS3(ctx context.Context, url string, keys Credentials) (*S3, error) {
	at, err := parseLocation(url)
	if err != nil {
		return nil, fmt.Errorf("blob: the URL of S3: %w", err)
	}
	if keys.AccessKey == "" || keys.SecretKey == "" {
		return nil, errors.New("blob: the access key and the secret key of S3 are needed")
	}
	client, err := minio.NewCore(at.endpoint(), &minio.Options{
		Creds:      credentials.NewStaticV4(keys.AccessKey, keys.SecretKey, keys.SessionToken),
		Secure:     at.secure,
		Region:     at.region,
		MaxRetries: attempts,
	})
	if err != nil {
		return nil, fmt.Errorf("blob: %s: %w", at, err)
	}
	s := &S3{client: *client, bucket: at.bucket, prefix: at.prefix}
	if err := s.makeBucket(ctx, at.region); err != nil {
		return nil, fmt.Errorf("blob: %s: %w", at, err)
	}
	return s, nil
}

func (s *S3) makeBucket(ctx context.Context, region string) error {
	there, err := s.client.BucketExists(ctx, s.bucket)
	if there || err != nil {
		return err
	}
	err = s.client.MakeBucket(ctx, s.bucket, minio.MakeBucketOptions{Region: region})
	if err == nil {
		return nil
	}
	if there, again := s.client.BucketExists(ctx, s.bucket); again == nil && there {
		return nil // another process has made it
	}
	return fmt.Errorf("there is no bucket %s, and it could not be made: %w", s.bucket, err)
}

func (s *S3) stat(ctx context.Context, name string) (minio.ObjectInfo, error) {
	if !isName(name) {
		return minio.ObjectInfo{}, notFound(name)
	}
	info, err := s.client.StatObject(ctx, s.bucket, s.prefix+name, minio.StatObjectOptions{Checksum: true})
	if err != nil {
		return minio.ObjectInfo{}, s.failed(ctx, "asking for "+name, name, err)
	}
	return info, nil
}

// Open implements casework.Blobs.
func (s *S3) Open(ctx context.Context, name string) (io.ReadCloser, error) {
	if !isName(name) {
		return nil, notFound(name)
	}
	body, _, _, err := s.client.GetObject(ctx, s.bucket, s.prefix+name, minio.GetObjectOptions{})
	if err != nil {
		return nil, s.failed(ctx, "opening "+name, name, err)
	}
	return verify(ctx, name, body), nil
}

// Size implements casework.Blobs.
func (s *S3) Size(ctx context.Context, name string) (int64, error) {
	info, err := s.stat(ctx, name)
	return info.Size, err
}

// Each implements casework.Blobs.
func (s *S3) Each(ctx context.Context, fn func(name string, size int64) error) error {
	listing, stop := context.WithCancel(ctx)
	defer stop()
	for object := range s.client.ListObjectsIter(listing, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix}) {
		if object.Err != nil {
			return s.failed(ctx, "listing", "", object.Err)
		}
		// Other keys of the bucket are none of ours.
		name := object.Key[min(len(s.prefix), len(object.Key)):]
		if !isName(name) {
			continue
		}
		if err := fn(name, object.Size); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return cancelled(ctx, "listing")
	}
	return nil
}

// Ping implements casework.Blobs: it begins an upload and drops it, which needs
// the right to write and leaves no object. Whether there is space shows only when
// something is put.
func (s *S3) Ping(ctx context.Context) error {
	const key = "ping"
	id, err := s.client.NewMultipartUpload(ctx, s.bucket, s.prefix+key, minio.PutObjectOptions{})
	if err == nil {
		err = s.client.AbortMultipartUpload(ctx, s.bucket, s.prefix+key, id)
	}
	if err != nil {
		return s.failed(ctx, "ping", "", err)
	}
	return nil
}

// failed is the error for a request that failed, about a blob if name is given.
func (s *S3) failed(ctx context.Context, doing, name string, err error) error {
	if ctx.Err() != nil {
		return cancelled(ctx, doing)
	}
	answer := minio.ToErrorResponse(err)
	if answer.Code == minio.NoSuchKey && name != "" {
		return notFound(name)
	}
	if answer.StatusCode == http.StatusInsufficientStorage || answer.Code == "XMinioStorageFull" || answer.Code == "QuotaExceeded" || answer.Code == "XMinioAdminBucketQuotaExceeded" {
		return fullError(fmt.Errorf("%s: %w", doing, err))
	}
	return storageError(doing, err)
}
