// Package scan turns the bytes of an upload into a surface or an image.
//
// It takes readers, never paths, and decides by content, never by a name. All
// input is hostile: sizes are checked against Limits before anything is
// allocated for them, names inside an archive are compared but never used as
// paths, and every defect comes back as an *Error that says what is wrong and
// what to do about it. What a reader had to assume about a file that disagrees
// with its standard is recorded in Scan.Assumptions.
//
// Formats: X3P (ISO 25178-72, before that ISO 5436-2), Alicona AL3D, and PNG,
// TIFF, JPEG and BMP images.
//
// The functions keep no state: they may be called concurrently, each call with
// a reader of its own.
package scan
