package natstest_test

import (
	"testing"

	"github.com/nats-io/nats.go"

	"cotejo/api/jobs/natstest"
)

func TestStart(t *testing.T) {
	conn, err := nats.Connect(natstest.Start(t))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	js, err := conn.JetStream()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := js.AccountInfo(); err != nil {
		t.Errorf("no JetStream: %v", err)
	}
}
