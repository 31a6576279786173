// Command peers measures Cotejo's kernel beside FAISS and OpenBLAS: see package
// bench/peer. scripts/peers builds what it needs.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"cotejo/bench/peer"
	"cotejo/engine/signature"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	params := signature.DefaultParams()
	flags := flag.NewFlagSet("peers", flag.ContinueOnError)
	program := flags.String("program", "bin/peer", "the peers' `program`")
	file := flags.String("json", "", "`file` for the figures as JSON")
	vectors := flags.Int("vectors", 20000, "signatures in the gallery block; FAISS and OpenBLAS need 14 kB each")
	shifts := flags.Int("shifts", len(params.Centres()), "shifted probes")
	rounds := flags.Int("rounds", 9, "rounds")
	if err := flags.Parse(args); err != nil {
		return err
	}
	shape := peer.Shape{Vectors: *vectors, Rings: params.Layout.Rings, Harmonics: params.Layout.Harmonics, Shifts: *shifts}
	r, err := peer.Run(ctx, *program, shape, *rounds, os.Stderr)
	if err != nil {
		return err
	}
	if *file != "" {
		data, err := json.MarshalIndent(r, "", "  ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(*file, append(data, '\n'), 0o644); err != nil {
			return err
		}
	}
	return r.Write(os.Stdout)
}
