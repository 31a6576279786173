// Command gate holds the engine's hot loops to bench/results/gate: see package
// bench/gate. It ends with 1 when one of them became slower.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"

	"cotejo/bench/gate"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	passed, err := run(ctx, os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "gate:", err)
	}
	if err != nil || !passed {
		os.Exit(1)
	}
}

// quiet is how far the passes of a record may differ.
const quiet = 0.04

func run(ctx context.Context, args []string) (passed bool, err error) {
	flags := flag.NewFlagSet("gate", flag.ContinueOnError)
	dir := flags.String("records", "bench/results/gate", "`folder` of the records")
	record := flags.Bool("record", false, "measure five times and write a record")
	commit := flags.String("commit", "unknown", "what the record says is measured")
	noisy := flags.Bool("noisy", false, "record on a machine that is not quiet, too")
	slow := flags.Float64("slow", 0, "deliberate slowdown, as a `share`: 0.15 does 15 % more that is not counted")
	slowThing := flags.String("slow-thing", "", "the one `thing` to slow down (default all)")
	only := flags.String("only", "", "`things` to measure, with commas (default all)")
	figures := flags.String("figures", "", "`figures` to hold: time, instructions, allocations (default all)")
	asJSON := flags.Bool("json", false, "write the findings as JSON")
	if err := flags.Parse(args); err != nil {
		return false, err
	}
	b, err := gate.New(gate.Options{Only: list(*only), Slow: *slow, SlowThing: *slowThing})
	if err != nil {
		return false, err
	}
	if *record {
		return true, writeRecord(ctx, b, *dir, *commit, *noisy)
	}
	records, err := gate.ReadRecords(*dir)
	if err != nil {
		return false, err
	}
	found, err := b.Hold(ctx, records, list(*figures), os.Stderr)
	if err != nil {
		return false, err
	}
	if *asJSON {
		return !gate.Failed(found), json.NewEncoder(os.Stdout).Encode(found)
	}
	return !gate.Failed(found), gate.Report(os.Stdout, found)
}

func writeRecord(ctx context.Context, b *gate.Bench, dir, commit string, noisy bool) error {
	r, spread, err := b.Record(ctx, os.Stderr)
	if err != nil {
		return err
	}
	if spread > quiet && !noisy {
		return fmt.Errorf("the passes differ by %.1f %%, more than %.0f: stop what else runs and record again, or give -noisy", 100*spread, 100*quiet)
	}
	r.Date, r.Commit = time.Now().UTC().Truncate(time.Second), commit
	name, err := r.Write(dir)
	if err != nil {
		return err
	}
	fmt.Printf("wrote %s; its passes differ by %.1f %%. Commit it.\n", name, 100*spread)
	return nil
}

func list(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}
