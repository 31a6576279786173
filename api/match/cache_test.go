package match

import (
	"fmt"
	"testing"
)

// The cache forgets what was asked for longest ago, and never holds more than it may.
func TestCacheIsBounded(t *testing.T) {
	c := newCache(10_000)
	for i := range 100 {
		c.put(fmt.Sprint(i), make([]byte, 500))
		if _, ok := c.get("0"); !ok {
			t.Fatalf("what is asked for is forgotten after %d more", i)
		}
		if c.size > c.most || len(c.at) != c.order.Len() {
			t.Fatalf("%d bytes, %d entries of %d", c.size, len(c.at), c.order.Len())
		}
	}
	if _, ok := c.get("1"); ok {
		t.Error("what nobody asked for is there")
	}
	if _, ok := c.get("99"); !ok || len(c.at) < 10 {
		t.Errorf("%d entries", len(c.at))
	}
	c.put("large", make([]byte, 20_000))
	c.put("99", []byte("other"))
	if data, ok := c.get("99"); !ok || len(data) != 500 {
		t.Error("what is kept is replaced")
	}
	if _, ok := c.get("large"); ok || c.size > c.most {
		t.Error("more than may be is kept")
	}
}
