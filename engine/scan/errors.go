package scan

import "fmt"

// ErrorKind says what sort of defect an Error reports. The kinds are errors
// themselves, so that errors.Is(err, scan.ErrTruncated) works.
type ErrorKind string

// The kinds of error. Callers may count on every error of Read other than one
// of the reader it was given, or of invalid Limits, having one of them.
const (
	// ErrUnknownFormat: the content is none of the formats that are read.
	ErrUnknownFormat ErrorKind = "unknown format"
	// ErrTruncated: the file ends before its content does.
	ErrTruncated ErrorKind = "truncated"
	// ErrTooLarge: a size goes beyond Limits.
	ErrTooLarge ErrorKind = "too large"
	// ErrMalformed: the content contradicts its format or itself.
	ErrMalformed ErrorKind = "malformed"
	// ErrChecksum: the content does not match the checksum it brings.
	ErrChecksum ErrorKind = "checksum mismatch"
	// ErrNoData: the file is sound but holds no measured point.
	ErrNoData ErrorKind = "no data"
	// ErrUnsupported: the file may be sound, but uses a part of its format
	// that is not read.
	ErrUnsupported ErrorKind = "unsupported"
)

// Error returns the name of the kind.
func (k ErrorKind) Error() string { return string(k) }

// Error is a defect of the input. What says what is wrong, Remedy what the
// person who uploaded the file can do. Err is the cause where there is one.
type Error struct {
	Kind   ErrorKind
	Format Format // "" when it is not known
	What   string
	Remedy string
	Err    error
}

// Error returns the format, what is wrong, the cause, and the remedy.
func (e *Error) Error() string {
	msg := e.What
	if e.Format != "" {
		msg = string(e.Format) + ": " + msg
	}
	if e.Err != nil {
		msg += " (" + e.Err.Error() + ")"
	}
	return msg + "; " + e.Remedy
}

// Unwrap returns the cause, nil when there is none.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is the error's kind.
func (e *Error) Is(target error) bool {
	k, ok := target.(ErrorKind)
	return ok && k == e.Kind
}

// The remedies that fit most errors of a kind.
const (
	remedyAgain  = "copy or upload the file again, or export it again from the instrument"
	remedyExport = "export the file again from the instrument's software as a standard file of its format"
	remedyCrop   = "crop or resample the scan, or ask the administrator to raise the limit"
)

func truncated(f Format, what string, args ...any) *Error {
	return &Error{Kind: ErrTruncated, Format: f, What: fmt.Sprintf(what, args...), Remedy: remedyAgain}
}

func tooLarge(f Format, what string, args ...any) *Error {
	return &Error{Kind: ErrTooLarge, Format: f, What: fmt.Sprintf(what, args...), Remedy: remedyCrop}
}

func malformed(f Format, what string, args ...any) *Error {
	return &Error{Kind: ErrMalformed, Format: f, What: fmt.Sprintf(what, args...), Remedy: remedyExport}
}

func unsupported(f Format, remedy, what string, args ...any) *Error {
	return &Error{Kind: ErrUnsupported, Format: f, What: fmt.Sprintf(what, args...), Remedy: remedy}
}

// because adds the cause of an error.
func (e *Error) because(err error) *Error {
	e.Err = err
	return e
}
