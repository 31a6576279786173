package scan

import "bytes"

// Format names a file format. The values are stored in records: never change
// them.
type Format string

// The formats that Read knows.
const (
	X3P  Format = "x3p"
	AL3D Format = "al3d"
	PNG  Format = "png"
	TIFF Format = "tiff"
	JPEG Format = "jpeg"
	BMP  Format = "bmp"
)

// magic lists the first bytes of each format. A zip archive is taken for an X3P
// until main.xml turns out to be missing.
var magic = []struct {
	prefix string
	format Format
}{
	{"PK\x03\x04", X3P},
	{"PK\x05\x06", X3P},
	{al3dMagic, AL3D},
	{"\x89PNG\r\n\x1a\n", PNG},
	{"II*\x00", TIFF},
	{"MM\x00*", TIFF},
	{"\xff\xd8\xff", JPEG},
	{"BM", BMP},
}

// Sniff decides by the first bytes which format data has. It returns "" for a
// format that Read does not know.
func Sniff(data []byte) Format {
	for _, m := range magic {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return m.format
		}
	}
	return ""
}
