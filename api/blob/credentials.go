package blob

import "log/slog"

// Credentials are what a request to S3 is signed with. They do not show themselves
// when they are printed, logged or written as JSON.
type Credentials struct {
	AccessKey    string `json:"-"`
	SecretKey    string `json:"-"`
	SessionToken string `json:"-"` // for keys that are given for a time
}

func (Credentials) String() string       { return "(hidden)" }
func (Credentials) GoString() string     { return "blob.Credentials(hidden)" }
func (Credentials) LogValue() slog.Value { return slog.StringValue("(hidden)") }
