// Package peer measures Cotejo's kernel beside FAISS and OpenBLAS in one run, in
// turn, so that what else the machine does meets all of them: `make peers`. The
// peers are another program, bench/peer/faiss, which nothing else of Cotejo needs.
package peer

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
)

// Shape is the size of the work: as many real multiply-adds for the peers as for
// Cotejo's dense part.
type Shape struct {
	Vectors   int `json:"vectors"`
	Rings     int `json:"rings"`
	Harmonics int `json:"harmonics"`
	Shifts    int `json:"shifts"`
}

// Dimension is the length of the peers' vectors: a signature's values.
func (s Shape) Dimension() int { return 2 * s.Rings * s.Harmonics }

// Queries is the peers' number of queries: the real and the imaginary part of a
// shifted probe's product are a query each.
func (s Shape) Queries() int { return 2 * s.Shifts }

// MultiplyAdds is what all of the work takes when a complex product is four.
func (s Shape) MultiplyAdds() float64 {
	return float64(s.Vectors) * float64(s.Dimension()) * float64(s.Queries())
}

// Program is the peers' program at work. Not for concurrent use.
type Program struct {
	// Versions is what the program says of its libraries.
	Versions string
	command  *exec.Cmd
	in       io.WriteCloser
	out      *bufio.Scanner
}

// Start starts the program, which ends with the context or by Close.
func Start(ctx context.Context, path string, s Shape) (*Program, error) {
	numbers := []string{strconv.Itoa(s.Vectors), strconv.Itoa(s.Dimension()), strconv.Itoa(s.Queries()), strconv.Itoa(s.Harmonics)}
	p := &Program{command: exec.CommandContext(ctx, path, numbers...)}
	var err error
	if p.in, err = p.command.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewScanner(out)
	if err := p.command.Start(); err != nil {
		return nil, fmt.Errorf("the peers' program: %w: build it with make peers", err)
	}
	if p.Versions, err = p.line(); err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// Close ends the program.
func (p *Program) Close() {
	p.in.Close()
	_ = p.command.Wait() // it has nothing more to say
}

// Run does the named work with so many threads and returns the seconds it took.
func (p *Program) Run(work string, threads int) (float64, error) {
	if _, err := fmt.Fprintln(p.in, work, threads); err != nil {
		return 0, fmt.Errorf("the peers' program: %w", err)
	}
	line, err := p.line()
	if err != nil {
		return 0, err
	}
	return parseSeconds(line)
}

func (p *Program) line() (string, error) {
	if p.out.Scan() {
		return p.out.Text(), nil
	}
	if err := p.out.Err(); err != nil {
		return "", fmt.Errorf("the peers' program: %w", err)
	}
	return "", fmt.Errorf("the peers' program ended by itself: is there memory enough? (-vectors takes fewer)")
}

func parseSeconds(line string) (float64, error) {
	if what, ok := strings.CutPrefix(line, "error "); ok {
		return 0, fmt.Errorf("the peers' program: %s", what)
	}
	v, err := strconv.ParseFloat(line, 64)
	if err != nil || !(v > 0 && v < 1e6) {
		return 0, fmt.Errorf("the peers' program answers %q instead of seconds", line)
	}
	return v, nil
}
