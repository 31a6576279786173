package blob

import (
	"strings"
	"testing"
)

func TestParseLocation(t *testing.T) {
	for text, want := range map[string]location{
		"s3:///evidence":                             {secure: true, bucket: "evidence"},
		"s3:///evidence/":                            {secure: true, bucket: "evidence"},
		"s3:///evidence/a/b/?region=mx-central-1":    {secure: true, bucket: "evidence", prefix: "a/b/", region: "mx-central-1"},
		"s3://minio:9000/evidence?insecure=true":     {host: "minio:9000", bucket: "evidence"},
		"s3://minio_1/evidence?insecure=false":       {host: "minio_1", secure: true, bucket: "evidence"},
		"s3://192.0.2.7:9000/evidence/lab.1/(blobs)": {host: "192.0.2.7:9000", secure: true, bucket: "evidence", prefix: "lab.1/(blobs)/"},
		"s3://[2001:db8::7]:9000/evidence":           {host: "[2001:db8::7]:9000", secure: true, bucket: "evidence"},
	} {
		got, err := parseLocation(text)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"":                                               "must begin with s3://",
		"http://host/evidence":                           "must begin with s3://",
		"s3:evidence":                                    "must begin with s3://",
		"S4://host/evidence":                             "must begin with s3://",
		"s3://evidence":                                  "the bucket is missing",
		"s3://host/":                                     "the bucket is missing",
		"s3://key:secret@host/evidence":                  "must not have keys",
		"s3://key:secret@ho st/evidence":                 "not a URL",
		"s3://host/evidence#x":                           "fragment",
		"s3://host:0/evidence":                           "is not a port",
		"s3://host:70000/evidence":                       "is not a port",
		"s3://host:/evidence":                            "port is missing",
		"s3://-host/evidence":                            "not the name of a host",
		"s3://[fe80::1%25eth0]/evidence":                 "zone",
		"s3://host/Evidence":                             "cannot be a bucket",
		"s3://host/ab":                                   "cannot be a bucket",
		"s3://host/..":                                   "cannot be a bucket",
		"s3://host/evidence/../other":                    "part of a prefix",
		"s3://host/evidence/%2e%2e/other":                "part of a prefix",
		"s3://host/evidence/a//b":                        "part of a prefix",
		"s3://host/evidence/a%00b":                       "part of a prefix",
		"s3://host/evidence?x=1":                         "not an option",
		"s3://host/evidence?region=A;B":                  "what follows ?",
		"s3://host/evidence?region=Norte":                "not a region",
		"s3://host/evidence?region=":                     "not a region",
		"s3://host/evidence?insecure=1":                  "insecure is true or false",
		"s3://host/evidence?region=a&region=b":           "given twice",
		"s3://host/evidence/" + strings.Repeat("a", 600): "prefix is longer",
	} {
		got, err := parseLocation(text)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%.60s: %+v, %v; want an error with %q", text, got, err, want)
		}
	}
}

func FuzzParseLocation(f *testing.F) {
	for _, text := range []string{
		"s3:///evidence", "s3://minio:9000/evidence/a/b?insecure=true&region=us-east-1", "s3://[::1]:9000/evidence",
		"s3://key:secret@host/evidence", "s3://host/evidence/../x", "s3://host/evidence?region=a&region=b", "s3:%2f", "s3://%41/evidence#",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := parseLocation(text)
		if err != nil {
			if len(err.Error()) > 400 {
				t.Errorf("an error of %d bytes", len(err.Error()))
			}
			return
		}
		if again, err := parseLocation(l.String()); err != nil || again != l {
			t.Errorf("%q is %+v; written as %s it is %+v, %v", text, l, l, again, err)
		}
		for _, segment := range strings.Split(strings.TrimSuffix(l.prefix, "/"), "/") {
			if segment == ".." || segment == "." || strings.ContainsAny(l.prefix, "\x00\\?#%\n") || len(l.prefix) > prefixLength {
				t.Errorf("%q has the prefix %q", text, l.prefix)
			}
		}
		if strings.ContainsAny(l.host+l.bucket+l.region, "/\\?#@\x00\n ") || l.bucket == "" {
			t.Errorf("%q is %+v", text, l)
		}
	})
}
