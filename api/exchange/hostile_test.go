package exchange_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"
	"time"

	"cotejo/api/casework"
	"cotejo/api/exchange"
)

// entry is a file of an archive under test.
type entry struct {
	name   string
	data   string
	method uint16
	hash   string // in the manifest, the right one unless given
	hidden bool   // not in the manifest
}

// packed makes an archive of entries with a manifest that says what they are;
// change may spoil the manifest.
func packed(t testing.TB, change func(*exchange.Contents), entries ...entry) []byte {
	t.Helper()
	c := exchange.Contents{
		Format: exchange.Format, Version: exchange.FormatVersion, Tool: "test", Made: time.Unix(0, 0).UTC(),
		Records: map[casework.Kind]int{}, Files: []exchange.File{}, LeftOut: []exchange.LeftOut{},
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		add(t, z, e)
		sum := sha256.Sum256([]byte(e.data))
		if e.hash == "" {
			e.hash = hex.EncodeToString(sum[:])
		}
		if !e.hidden {
			c.Files = append(c.Files, exchange.File{Path: e.name, Size: int64(len(e.data)), SHA256: e.hash})
		}
	}
	if change != nil {
		change(&c)
	}
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	add(t, z, entry{name: "manifest.json", data: string(text), method: zip.Deflate})
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func add(t testing.TB, z *zip.Writer, e entry) {
	t.Helper()
	w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: e.method})
	if err == nil {
		_, err = io.WriteString(w, e.data)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func opened(archive []byte, limits exchange.Limits) (*exchange.Archive, error) {
	a, err := exchange.Open(bytes.NewReader(archive), int64(len(archive)), limits)
	if err != nil {
		return nil, err
	}
	return a, a.Verify(context.Background())
}

func TestHostileArchivesAreRefused(t *testing.T) {
	const id = "01981f0c-0000-7000-8000-000000000000"
	good := entry{name: "records/case.jsonl", data: "{}\n", method: zip.Deflate}
	file := entry{name: "originals/" + id + "/a.x3p", data: "file"}
	if _, err := opened(packed(t, nil, good, file), exchange.DefaultLimits()); err != nil {
		t.Fatal(err)
	}
	named := func(name string) []byte { return packed(t, nil, entry{name: name, data: "x"}) }
	small := exchange.Limits{Files: 3, Total: 4096, Contents: 2048, Line: 100}
	for name, test := range map[string]struct {
		archive []byte
		limits  exchange.Limits
		key     string
	}{
		"no zip":                   {[]byte("PK\x03\x04 nonsense"), exchange.DefaultLimits(), "exchange.no_archive"},
		"nothing":                  {nil, exchange.DefaultLimits(), "exchange.no_archive"},
		"no manifest":              {bare(t, good), exchange.DefaultLimits(), "exchange.no_manifest"},
		"a manifest of another":    {bare(t, entry{name: "manifest.json", data: `{"manifest_version": 3}`}), exchange.DefaultLimits(), "exchange.no_manifest"},
		"another format":           {packed(t, func(c *exchange.Contents) { c.Format = "other" }, good), exchange.DefaultLimits(), "exchange.no_manifest"},
		"a later version":          {packed(t, func(c *exchange.Contents) { c.Version = 2 }, good), exchange.DefaultLimits(), "exchange.version"},
		"an unknown field":         {bare(t, entry{name: "manifest.json", data: `{"format": "cotejo-exchange", "format_version": 1, "more": 1}`}), exchange.DefaultLimits(), "exchange.manifest"},
		"a path up":                {named("../../etc/passwd"), exchange.DefaultLimits(), "exchange.name"},
		"a path up inside":         {named("originals/" + id + "/../../x"), exchange.DefaultLimits(), "exchange.name"},
		"a path from the root":     {named("/etc/passwd"), exchange.DefaultLimits(), "exchange.name"},
		"a path of Windows":        {named(`originals\` + id + `\x`), exchange.DefaultLimits(), "exchange.name"},
		"a drive":                  {named("C:/x"), exchange.DefaultLimits(), "exchange.name"},
		"a device":                 {named("originals/" + id + "/CON.x3p"), exchange.DefaultLimits(), "exchange.name"},
		"a folder":                 {packed(t, nil, entry{name: "originals/"}), exchange.DefaultLimits(), "exchange.name"},
		"a name in no known place": {named("run.sh"), exchange.DefaultLimits(), "exchange.name"},
		"an unknown kind":          {named("records/secrets.jsonl"), exchange.DefaultLimits(), "exchange.name"},
		"a name that is no text":   {named("originals/" + id + "/\xff\xfe"), exchange.DefaultLimits(), "exchange.name"},
		"signs that turn text":     {named("originals/" + id + "/\u202egpj.exe"), exchange.DefaultLimits(), "exchange.name"},
		"a file twice":             {packed(t, nil, good, good), exchange.DefaultLimits(), "exchange.twice"},
		"an entry twice in the manifest": {packed(t, func(c *exchange.Contents) { c.Files = append(c.Files, c.Files[0]) }, good),
			exchange.DefaultLimits(), "exchange.twice"},
		"a file that is not listed":     {packed(t, nil, good, entry{name: "tables/case.csv", data: "x", hidden: true}), exchange.DefaultLimits(), "exchange.unlisted"},
		"a file that is not there":      {packed(t, func(c *exchange.Contents) { c.Files = append(c.Files, exchange.File{Path: "tables/case.csv"}) }, good), exchange.DefaultLimits(), "exchange.absent"},
		"the manifest in itself":        {packed(t, func(c *exchange.Contents) { c.Files = append(c.Files, exchange.File{Path: "manifest.json"}) }, good), exchange.DefaultLimits(), "exchange.absent"},
		"another size":                  {packed(t, func(c *exchange.Contents) { c.Files[0].Size++ }, good), exchange.DefaultLimits(), "exchange.size"},
		"a negative size":               {packed(t, func(c *exchange.Contents) { c.Files[0].Size = -1 }, good), exchange.DefaultLimits(), "exchange.size"},
		"another hash":                  {packed(t, nil, entry{name: good.name, data: good.data, hash: strings.Repeat("a", 64)}), exchange.DefaultLimits(), "exchange.hash"},
		"no hash":                       {packed(t, nil, entry{name: good.name, data: good.data, hash: "../x"}), exchange.DefaultLimits(), "exchange.hash"},
		"a bomb":                        {packed(t, nil, entry{name: "tables/case.csv", data: strings.Repeat("0", 5000), method: zip.Deflate}), small, "exchange.too_large"},
		"many bombs":                    {packed(t, nil, entry{name: "tables/case.csv", data: strings.Repeat("0", 2500), method: zip.Deflate}, entry{name: "tables/mark.csv", data: strings.Repeat("0", 2500), method: zip.Deflate}), small, "exchange.too_large"},
		"many files":                    {packed(t, nil, good, file, entry{name: "tables/case.csv"}), small, "exchange.too_large"},
		"a large manifest":              {packed(t, func(c *exchange.Contents) { c.Tool = strings.Repeat("x", 2500) }, good), small, "exchange.too_large"},
		"a file that says less":         {lying(t, good), exchange.DefaultLimits(), ""},
		"an encrypted one":              {flagged(packed(t, nil, good)), exchange.DefaultLimits(), "exchange.method"},
		"a file cut off in the midst":   {packed(t, nil, good, file)[:200], exchange.DefaultLimits(), "exchange.no_archive"},
		"files that lie in one another": {overlapping(t, 50), exchange.DefaultLimits(), "exchange.overlap"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := opened(test.archive, test.limits)
			var e *casework.Error
			if !errors.As(err, &e) || test.key != "" && e.Key != test.key {
				t.Errorf("%v, want %s", err, test.key)
			}
			t.Log(err)
		})
	}
}

// bare is a zip of entries without a manifest of ours.
func bare(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		add(t, z, e)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lying is an archive with a file that holds more than its header and the
// manifest say.
func lying(t testing.TB, e entry) []byte {
	t.Helper()
	sum := sha256.Sum256([]byte(e.data))
	c := exchange.Contents{Format: exchange.Format, Version: exchange.FormatVersion, Files: []exchange.File{{Path: e.name, Size: int64(len(e.data)), SHA256: hex.EncodeToString(sum[:])}}}
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var b, deflated bytes.Buffer
	z := zip.NewWriter(&b)
	inner := zip.NewWriter(&deflated)
	add(t, inner, entry{name: "x", data: e.data + strings.Repeat("more", 1000), method: zip.Deflate})
	if err := inner.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(deflated.Bytes()), int64(deflated.Len()))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := r.File[0].OpenRaw()
	if err != nil {
		t.Fatal(err)
	}
	w, err := z.CreateRaw(&zip.FileHeader{
		Name: e.name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(e.data)), UncompressedSize64: uint64(len(e.data)), CompressedSize64: r.File[0].CompressedSize64,
	})
	if err == nil {
		_, err = io.Copy(w, raw)
	}
	if err != nil {
		t.Fatal(err)
	}
	add(t, z, entry{name: "manifest.json", data: string(text)})
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// flagged sets the sign of encryption on the first entry of a zip's directory.
func flagged(archive []byte) []byte {
	at := bytes.Index(archive, []byte("PK\x01\x02"))
	archive[at+8] |= 1
	return archive
}

// overlapping is a zip whose entries all are the same bytes.
func overlapping(t testing.TB, count int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add(t, z, entry{name: "originals/0/a", data: strings.Repeat("x", 4096)})
	for i := 1; i < count; i++ {
		add(t, z, entry{name: fmt.Sprintf("originals/%d/a", i), data: ""})
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	archive := b.Bytes()
	directory := bytes.Index(archive, []byte("PK\x01\x02"))
	first := bytes.Clone(archive[directory+16 : directory+28]) // CRC, sizes
	for at := directory; at >= 0 && at < len(archive); {
		copy(archive[at+16:at+28], first)
		copy(archive[at+42:at+46], []byte{0, 0, 0, 0}) // where it lies
		next := bytes.Index(archive[at+4:], []byte("PK\x01\x02"))
		if next < 0 {
			break
		}
		at += 4 + next
	}
	return archive
}

func FuzzOpen(f *testing.F) {
	f.Add(packed(f, nil, entry{name: "records/case.jsonl", data: "{}\n", method: zip.Deflate}, entry{name: "originals/x/a.x3p", data: "file"}))
	f.Add(overlapping(f, 5))
	f.Add(flagged(packed(f, nil, entry{name: "tables/case.csv", data: "a"})))
	limits := exchange.Limits{Files: 100, Total: 1 << 20, Contents: 1 << 16, Line: 1 << 12}
	f.Fuzz(func(t *testing.T, archive []byte) {
		a, err := opened(archive, limits)
		if err != nil {
			var e *casework.Error
			if !errors.As(err, &e) {
				t.Errorf("an error that tells a person nothing: %v", err)
			}
			return
		}
		if a.Contents.Format != exchange.Format || a.Contents.Version != exchange.FormatVersion {
			t.Errorf("%+v", a.Contents)
		}
	})
}
