package exchange

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// backwards calls fn for each line of a file, the last first: files have the
// newest record first, and what is entered keeps its order. Blank lines are passed
// over.
func (m *Import) backwards(ctx context.Context, f *zip.File, fn func([]byte) error) (err error) {
	r, err := open(f)
	if err != nil {
		return damaged("exchange.unreadable", "name", f.Name).Because(err)
	}
	defer func() { _ = r.Close() }()
	spooled, err := os.CreateTemp(m.Spool, "cotejo-records-*")
	if err != nil {
		return fmt.Errorf("exchange: %w", err)
	}
	defer func() {
		err = errors.Join(err, spooled.Close(), os.Remove(spooled.Name()))
	}()
	ends, err := spool(spooled, r, m.Archive.limits.Line)
	if err != nil {
		return damaged("exchange.unreadable", "name", f.Name).Because(err)
	}
	for i := len(ends) - 1; i >= 0; i-- {
		if err := ctx.Err(); err != nil {
			return err
		}
		from := int64(0)
		if i > 0 {
			from = ends[i-1]
		}
		line := make([]byte, ends[i]-from)
		if _, err := spooled.ReadAt(line, from); err != nil {
			return fmt.Errorf("exchange: %w", err)
		}
		if err := fn(line); err != nil {
			return err
		}
	}
	return nil
}

// spool copies lines, without their breaks and no blank ones, and returns where
// each ends.
func spool(w io.Writer, r io.Reader, most int) ([]int64, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, min(64<<10, most)), most)
	out := bufio.NewWriter(w)
	var ends []int64
	at := int64(0)
	for lines.Scan() {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		if _, err := out.Write(line); err != nil {
			return nil, err
		}
		at += int64(len(line))
		ends = append(ends, at)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	return ends, out.Flush()
}
