package blob_test

import (
	"testing"

	"cotejo/api/blob"
	"cotejo/api/blob/s3test"
	"cotejo/api/casework"
)

func openS3(t *testing.T) *blob.S3 {
	t.Helper()
	url, keys := s3test.Start(t)
	s, err := blob.OpenS3(t.Context(), url, keys)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestS3(t *testing.T) {
	testBlobs(t, func(t *testing.T) casework.Blobs { return openS3(t) })
}
