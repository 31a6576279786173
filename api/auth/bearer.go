package auth

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"net/http"
	"strings"
)

// A token's secret is "cotejo_", 32 random bytes in base64url and the CRC-32 of
// all that in base64url: it can be recognised where it must not stand, and a
// mistyped one is known without asking the store.
const (
	secretPrefix = "cotejo_"
	secretBody   = len(secretPrefix) + 43
	secretLength = secretBody + 6
)

func newSecret() string {
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // never fails
	body := secretPrefix + base64.RawURLEncoding.EncodeToString(raw[:])
	return body + checksum(body)
}

func checksum(body string) string {
	return base64.RawURLEncoding.EncodeToString(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(body))))
}

// bearer returns the token of a request. given tells that there is one of some
// kind; secret is empty when it cannot be one of ours.
func bearer(r *http.Request) (secret string, given bool) {
	header := r.Header.Values("Authorization")
	if len(header) == 0 {
		return "", false
	}
	scheme, secret, _ := strings.Cut(header[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", false
	}
	if secret = strings.Trim(secret, " "); len(header) > 1 || !wellFormed(secret) {
		return "", true
	}
	return secret, true
}

func wellFormed(secret string) bool {
	if len(secret) != secretLength || !strings.HasPrefix(secret, secretPrefix) {
		return false
	}
	if _, err := base64.RawURLEncoding.Strict().DecodeString(secret[len(secretPrefix):secretBody]); err != nil {
		return false
	}
	return secret[secretBody:] == checksum(secret[:secretBody])
}
