package match

import (
	"container/list"
	"sync"
)

// cache keeps what was made most lately, up to so many bytes. It is safe for
// concurrent use; what it gives out must not be changed.
type cache struct {
	most int

	mu    sync.Mutex
	size  int
	order list.List // of *cached, the latest first
	at    map[string]*list.Element
}

type cached struct {
	key  string
	data []byte
}

// weight is about what an entry takes of the memory.
func (c *cached) weight() int {
	const itself = 200
	return itself + len(c.key) + len(c.data)
}

func newCache(bytes int) *cache { return &cache{most: bytes, at: map[string]*list.Element{}} }

func (c *cache) get(key string) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.at[key]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*cached).data, true
}

func (c *cache) put(key string, data []byte) {
	entry := &cached{key, data}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.at[key]; ok || entry.weight() > c.most {
		return
	}
	c.at[key] = c.order.PushFront(entry)
	for c.size += entry.weight(); c.size > c.most; {
		old := c.order.Remove(c.order.Back()).(*cached)
		delete(c.at, old.key)
		c.size -= old.weight()
	}
}
