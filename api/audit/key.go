package audit

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"cotejo/api/casework"
)

// maxKeyFile is far more than a signing key needs, in bytes.
const maxKeyFile = 4096

// Key signs the heads of a log. It is safe for concurrent use.
type Key struct {
	signer   note.Signer
	verifier note.Verifier
	text     string // of the verifier
}

// Name returns the key's name, which is also the log's: the first line of its heads.
func (k *Key) Name() string { return k.verifier.Name() }

// VerifierText returns the public key as one line of text, for whoever keeps
// heads; note.NewVerifier reads it.
func (k *Key) VerifierText() string { return k.text }

// Verifier returns the public key.
func (k *Key) Verifier() note.Verifier { return k.verifier }

// LoadKey reads the signing key in a file. Where there is none yet it makes one:
// the file is complete on disk, readable by its owner alone, or not there, and of
// several processes that make it at once all get the same. A file that others may
// read, or that holds no key, is an error.
func LoadKey(path string) (*Key, error) {
	key, err := readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if err := makeKey(path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, keyError(path, err)
	}
	return readKey(path)
}

func keyError(path string, err error) error {
	return casework.Fail(casework.CodeStorage, "audit.key", "path", path).Because(err)
}

func readKey(path string) (*Key, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, keyError(path, err)
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return nil, keyError(path, err)
	}
	// The group may be let in on purpose, as for secrets that are mounted.
	if info.Mode().Perm()&0o007 != 0 {
		return nil, casework.Fail(casework.CodeStorage, "audit.key_open", "path", path)
	}
	text, err := io.ReadAll(io.LimitReader(file, maxKeyFile))
	if err != nil {
		return nil, keyError(path, err)
	}
	key, err := ParseKey(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, keyError(path, err)
	}
	return key, nil
}

// ParseKey reads a signing key in the form that note.GenerateKey gives it.
func ParseKey(text string) (*Key, error) {
	signer, err := note.NewSigner(text)
	if err != nil {
		return nil, fmt.Errorf("signing key: %w", err)
	}
	// NewSigner has checked the form, PRIVATE+KEY+name+hash+key; the key's base64 may hold a plus too.
	seed, err := base64.StdEncoding.DecodeString(strings.SplitN(text, "+", 5)[4])
	if err != nil || len(seed) != 1+ed25519.SeedSize {
		return nil, errors.New("signing key: not an Ed25519 key")
	}
	public := ed25519.NewKeyFromSeed(seed[1:]).Public().(ed25519.PublicKey)
	verifierText, err := note.NewEd25519VerifierKey(signer.Name(), public)
	if err != nil {
		return nil, fmt.Errorf("signing key: %w", err)
	}
	verifier, err := note.NewVerifier(verifierText)
	if err != nil {
		return nil, fmt.Errorf("signing key: %w", err)
	}
	return &Key{signer: signer, verifier: verifier, text: verifierText}, nil
}

// makeKey writes a new key to path; fs.ErrExist when another was quicker.
func makeKey(path string) (err error) {
	name := make([]byte, 4)
	if _, err := rand.Read(name); err != nil {
		return err
	}
	text, _, err := note.GenerateKey(rand.Reader, "cotejo-audit-"+hex.EncodeToString(name))
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".key-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }()
	_, err = file.WriteString(text + "\n")
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	// A link, unlike a rename, never replaces a key that is in use already.
	if err := os.Link(file.Name(), path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
