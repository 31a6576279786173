package jobs_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"cotejo/api/casework"
	"cotejo/api/jobs"
	"cotejo/api/jobs/natstest"
)

func TestServer(t *testing.T) {
	binary := natstest.Build(t)
	testQueue(t, func(t *testing.T) jobs.Config { return jobs.Config{URL: natstest.Run(t, binary).URL} })
	for name, test := range map[string]func(*testing.T, string){
		"comes back":      testServerComesBack,
		"set up anew":     testServerSetUpAnew,
		"strange message": testServerStrangeMessage,
		"TLS":             testServerWithTLS,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, binary)
		})
	}
}

// testServerComesBack: what waits is worked on after the server was killed and
// started again, without anybody opening the queue anew.
func testServerComesBack(t *testing.T, binary string) {
	server := natstest.Run(t, binary)
	q := open(t, jobs.Config{URL: server.URL, Silence: time.Second})
	offer(t, q, false, "a", "b")
	got, end := make(chan string, 10), make(chan bool)
	run(t, q, 1, func(_ context.Context, job string) casework.Worked {
		got <- job
		if job == "a" {
			<-end
		}
		return casework.Worked{}
	})
	if job := <-got; job != "a" {
		t.Fatalf("the job is %s", job)
	}
	server.Kill()
	if err := q.Offer(t.Context(), "c", false); casework.CodeOf(err) != casework.CodeStorage {
		t.Errorf("offered to a dead server: %v", err)
	}
	server.Restart()
	close(end)
	for job := range got { // a may come once more
		if job == "b" {
			break
		}
	}
	offer(t, q, false, "d")
	for job := range got {
		if job == "d" {
			break
		}
	}
	if err := q.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

// testServerSetUpAnew: somebody deletes the streams.
func testServerSetUpAnew(t *testing.T, binary string) {
	url := natstest.Run(t, binary).URL
	q := open(t, jobs.Config{URL: url})
	conn, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	js, err := jetstream.New(conn)
	if err != nil {
		t.Fatal(err)
	}
	deleteAll := func() {
		t.Helper()
		n := 0
		for name := range js.StreamNames(t.Context()).Name() {
			n++
			if err := js.DeleteStream(t.Context(), name); err != nil {
				t.Fatal(err)
			}
		}
		if n != 2 {
			t.Fatalf("%d streams, want 2", n)
		}
	}
	deleteAll()
	offer(t, q, false, "a")
	wantDepth(t, q, 1, 0)
	got := make(chan string, 1)
	work := func(_ context.Context, job string) casework.Worked {
		got <- job
		return casework.Worked{}
	}
	stop := run(t, q, 2, work)
	<-got
	stop() // workers mend the queue, too
	deleteAll()
	if err := q.Ping(t.Context()); casework.CodeOf(err) != casework.CodeStorage {
		t.Errorf("Ping without streams: %v", err)
	}
	if err := q.Ping(t.Context()); err != nil {
		t.Errorf("Ping did not mend the queue: %v", err)
	}
	run(t, q, 2, work)
	deleteAll()
	offer(t, q, true, "b")
	if job := <-got; job != "b" {
		t.Errorf("the job is %s", job)
	}
}

// testServerStrangeMessage: whoever may publish can put anything into a stream.
func testServerStrangeMessage(t *testing.T, binary string) {
	url := natstest.Run(t, binary).URL
	q := open(t, jobs.Config{URL: url})
	conn, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, text := range []string{"", "../../etc", strings.Repeat("x", 200)} {
		if err := conn.Publish("cotejo.jobs.interactive.strange", []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := conn.Flush(); err != nil {
		t.Fatal(err)
	}
	offer(t, q, false, "a")
	got := make(chan string, 9)
	stop := run(t, q, 1, func(_ context.Context, job string) casework.Worked {
		got <- job
		return casework.Worked{}
	})
	if job := <-got; job != "a" {
		t.Errorf("the job is %q", job)
	}
	stop()
	wantDepth(t, q, 0, 0)
}

func testServerWithTLS(t *testing.T, binary string) {
	dir := t.TempDir()
	certify(t, dir)
	file := func(name string) string { return filepath.Join(dir, name) }
	server := natstest.Run(t, binary, "--tlsverify",
		"--tlscacert", file("ca.pem"), "--tlscert", file("server.pem"), "--tlskey", file("server.key"))
	url := strings.Replace(server.URL, "nats:", "tls:", 1)
	q := open(t, jobs.Config{URL: url, CA: file("ca.pem"), Certificate: file("client.pem"), Key: file("client.key")})
	offer(t, q, false, "a")
	wantDepth(t, q, 1, 0)
	for name, c := range map[string]jobs.Config{
		"unknown authority": {URL: url, Certificate: file("client.pem"), Key: file("client.key")},
		"no certificate":    {URL: url, CA: file("ca.pem")},
		"no such file":      {URL: url, CA: file("other.pem")},
	} {
		if q, err := jobs.Open(t.Context(), c, logger(t)); err == nil {
			t.Errorf("%s: opened", name)
			_ = q.Close()
		}
	}
}

// certify writes an authority, and certificates of it for a server of this machine
// and for a client.
func certify(t *testing.T, dir string) {
	t.Helper()
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"},
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	authorityKey := certificate(t, dir, "ca", authority, authority, nil)
	for i, name := range []string{"server", "client"} {
		certificate(t, dir, name, &x509.Certificate{
			SerialNumber: big.NewInt(int64(i) + 2), Subject: pkix.Name{CommonName: name},
			NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
			ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
		}, authority, authorityKey)
	}
}

// certificate writes NAME.pem and NAME.key. Without a parent's key it signs itself.
func certificate(t *testing.T, dir, name string, template, parent *x509.Certificate, parentKey *ecdsa.PrivateKey) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if parentKey == nil {
		parentKey = key
	}
	signed, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, parentKey)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{
		name + ".pem": {Type: "CERTIFICATE", Bytes: signed},
		name + ".key": {Type: "PRIVATE KEY", Bytes: private},
	} {
		if err := os.WriteFile(filepath.Join(dir, file), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return key
}

func TestServerThatIsNotThere(t *testing.T) {
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := listener.Addr().String()
	_ = listener.Close()
	for _, url := range []string{"nats://cotejo:secret@" + at, "nats://" + at + ",nats://cotejo:secret@" + at, "nats://cotejo:secret@%zz"} {
		_, err := jobs.Open(t.Context(), jobs.Config{URL: url}, logger(t))
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: error is %v", url, err)
		}
	}
}

func TestConfig(t *testing.T) {
	for name, c := range map[string]jobs.Config{
		"nothing":          {},
		"both":             {Dir: t.TempDir(), URL: "nats://localhost"},
		"half a pair":      {URL: "nats://localhost", Certificate: "client.pem"},
		"negative silence": {Dir: t.TempDir(), Silence: -1},
	} {
		if _, err := jobs.Open(t.Context(), c, logger(t)); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
}
