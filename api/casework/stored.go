package casework

import (
	"crypto/sha256"
	"encoding/hex"
)

// BodyHash is the hash of a version of a record in the audit log.
func BodyHash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
