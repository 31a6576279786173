// Command cotejo compares and ranks scans of fired cartridge cases. This package
// is wiring: it reads the command line, calls the packages that do the work, and
// prints what they return.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"gonum.org/v1/gonum/blas/blas32"

	"cotejo/engine/kernel"
	"cotejo/engine/pool"
)

func main() {
	blas32.Use(kernel.BLAS{})
	if os.Getenv("GOMAXPROCS") == "" { // else somebody wants a number
		pool.KeepSpare()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
