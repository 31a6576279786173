package blob

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/minio/minio-go/v7/pkg/s3utils"
)

// location is where an S3 store is, as its URL says.
type location struct {
	host   string // with the port, if any; "" for Amazon
	secure bool   // HTTPS
	region string // "" to ask the server
	bucket string
	prefix string // of the keys: "" or "a/b/"
}

const (
	amazon       = "s3.amazonaws.com"
	prefixLength = 512 // bytes; a key may have 1024
)

var (
	hostForm    = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$`)
	regionForm  = regexp.MustCompile(`^[a-z0-9-]{1,64}$`)
	segmentForm = regexp.MustCompile(`^[A-Za-z0-9!_.*'()-]+$`) // what S3 calls safe
)

// parseLocation reads s3://[host[:port]]/bucket[/prefix][?region=...][&insecure=true].
// Its errors do not show the URL, in which somebody may have put a password.
func parseLocation(s string) (location, error) {
	u, err := url.Parse(s)
	if err != nil {
		var detail *url.Error
		if errors.As(err, &detail) {
			err = detail.Err
		}
		return location{}, fmt.Errorf("not a URL: %w", err)
	}
	switch {
	case u.Scheme != "s3" || u.Opaque != "":
		return location{}, errors.New("must begin with s3://")
	case u.User != nil:
		return location{}, errors.New("must not have keys in it; give them by files or the environment")
	case u.Fragment != "":
		return location{}, errors.New("must not have a fragment (#)")
	}
	l := location{host: u.Host, secure: true}
	if err := checkHost(u); err != nil {
		return location{}, err
	}
	if err := l.setOptions(u.RawQuery); err != nil {
		return location{}, err
	}
	return l, l.setPath(u.Path)
}

func checkHost(u *url.URL) error {
	name := u.Hostname()
	if u.Host == "" {
		return nil
	}
	if _, err := netip.ParseAddr(name); err != nil && !hostForm.MatchString(name) {
		return fmt.Errorf("%.80q is not the name of a host", name)
	}
	if _, err := netip.ParseAddr(name); err == nil && strings.Contains(name, "%") {
		return errors.New("must not have an IPv6 zone")
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return fmt.Errorf("%.20q is not a port", port)
		}
	} else if strings.HasSuffix(u.Host, ":") {
		return errors.New("the port is missing after the colon")
	}
	return nil
}

func (l *location) setOptions(query string) error {
	values, err := url.ParseQuery(query)
	if err != nil {
		return errors.New("what follows ? cannot be read")
	}
	for name, given := range values {
		if len(given) != 1 {
			return fmt.Errorf("%.80q is given twice", name)
		}
		value := given[0]
		switch name {
		case "region":
			if l.region = value; !regionForm.MatchString(value) {
				return fmt.Errorf("%.80q is not a region", value)
			}
		case "insecure":
			if value != "true" && value != "false" {
				return errors.New("insecure is true or false")
			}
			l.secure = value == "false"
		default:
			return fmt.Errorf("%.80q is not an option; there are region and insecure", name)
		}
	}
	return nil
}

func (l *location) setPath(path string) error {
	segments := strings.Split(strings.Trim(path, "/"), "/")
	if l.bucket = segments[0]; l.bucket == "" {
		return errors.New("the bucket is missing: s3://host/bucket, or on Amazon s3:///bucket")
	}
	if err := s3utils.CheckValidBucketNameStrict(l.bucket); err != nil {
		return fmt.Errorf("%.80q cannot be a bucket: %w", l.bucket, err)
	}
	for _, segment := range segments[1:] {
		if !segmentForm.MatchString(segment) || segment == "." || segment == ".." {
			return fmt.Errorf("%.80q cannot be part of a prefix", segment)
		}
		l.prefix += segment + "/"
	}
	if len(l.prefix) > prefixLength {
		return fmt.Errorf("the prefix is longer than %d bytes", prefixLength)
	}
	return nil
}

// endpoint is the host to connect to.
func (l location) endpoint() string {
	if l.host == "" {
		return amazon
	}
	return l.host
}

// String is the URL again.
func (l location) String() string {
	u := url.URL{Scheme: "s3", Host: l.host, Path: "/" + l.bucket + "/" + strings.TrimSuffix(l.prefix, "/")}
	options := url.Values{}
	if l.region != "" {
		options.Set("region", l.region)
	}
	if !l.secure {
		options.Set("insecure", "true")
	}
	u.RawQuery = options.Encode()
	return u.String()
}
