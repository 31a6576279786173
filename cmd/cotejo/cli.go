package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"

	"cotejo/api/casework"
	"cotejo/api/message"
)

// The exit codes are a contract.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// cli is the whole command line; each command is a struct with a Run method.
type cli struct {
	Compare compareCmd `cmd:"" help:"Compare two scans: score, pose, cells, every term of the score."`
	Rank    rankCmd    `cmd:"" help:"Rank a folder of scans by how well they match a probe."`
	Segment segmentCmd `cmd:"" help:"Find the marks on a scan or a photograph of a case head, and say what is wrong with it."`
	Eval    evalCmd    `cmd:"" help:"Evaluate on folders of scans with known firearms: accuracy, ranking, cost."`
	Synth   synthCmd   `cmd:"" help:"Generate a collection of cartridge case scans with its truth file."`
	Bench   benchCmd   `cmd:"" help:"Measure searches of a generated gallery of any size, with scans hidden in it: cost, memory, and whether they are found."`
	Serve   serveCmd   `cmd:"" help:"Run the laboratory's service: records, uploads, searches, reviews, over HTTP."`
	Import  importCmd  `cmd:"" help:"Send a folder of files with a table to a running service; resumable."`
	Region  regionCmd  `cmd:"" help:"Draw the regions of marks in a running service by hand, and list them."`
	Worker  workerCmd  `cmd:"" help:"Do background work for a service on the same database, queue and blobs."`
	Check   checkCmd   `cmd:"" help:"Check everything that a service keeps: database, audit log, originals, gallery, text index."`
	Audit   auditCmd   `cmd:"" help:"Verify the audit log; print its signed head."`
	Backup  backupCmd  `cmd:"" help:"Write a backup of a service, also while it runs."`
	Restore restoreCmd `cmd:"" help:"Make a data folder of a backup, and check it."`
	Health  healthCmd  `cmd:"" help:"Ask a running service whether it can serve."`
	User    userCmd    `cmd:"" help:"Look after accounts without signing in."`
	Version versionCmd `cmd:"" help:"Print the version."`

	ShowVersion bool `name:"version" help:"Print the version and exit."`
}

// app is what a command needs of the process it runs in.
type app struct {
	stdout, stderr io.Writer
}

// note tells the user something beside the result.
func (a *app) note(format string, args ...any) {
	fmt.Fprintf(a.stderr, "cotejo: note: "+format+"\n", args...)
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	a := &app{stdout: stdout, stderr: stderr}
	var c cli
	parser, err := kong.New(&c,
		kong.Name("cotejo"),
		kong.Description("Compare and rank scans of fired cartridge cases. Results go to standard output, progress and notes to standard error. Exit code 0: done, 1: failed, 2: wrong use."),
		kong.Writers(stdout, stderr),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Vars(synthVars()),
		kong.Vars(serveVars()),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		return a.fail(err)
	}
	if len(args) == 1 && args[0] == "--version" {
		return a.finish((&versionCmd{}).Run(a))
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return a.misuse(parser, err)
	}
	return a.finish(parsed.Run(a))
}

// finish turns a command's error into an exit code.
func (a *app) finish(err error) int {
	var wrong usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &wrong):
		fmt.Fprintf(a.stderr, "cotejo: %v\n", err)
		return exitUsage
	}
	return a.fail(err)
}

func (a *app) fail(err error) int {
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted")
	}
	if errors.Is(err, os.ErrNotExist) {
		err = fmt.Errorf("%w: check the path", err)
	}
	fmt.Fprintf(a.stderr, "cotejo: %s\n", inWords(err))
	return exitFailed
}

// inWords is an error for people: those of the service carry the key of a text.
func inWords(err error) string {
	var told *casework.Error
	if !errors.As(err, &told) {
		return err.Error()
	}
	texts, failed := message.Load()
	if failed != nil {
		return err.Error()
	}
	title, fields := texts.For("en").Error(told)
	for _, f := range fields {
		title += fmt.Sprintf("\n  %s: %s", f.Path, f.Text)
	}
	if told.Err != nil {
		title += fmt.Sprintf(" (%v)", told.Err)
	}
	return title
}

// misuse says what is wrong with the command line and where to read more.
func (a *app) misuse(parser *kong.Kong, err error) int {
	help := "cotejo --help"
	var p *kong.ParseError
	if errors.As(err, &p) && p.Context != nil && p.Context.Command() != "" {
		if node := p.Context.Selected(); node != nil {
			help = "cotejo " + node.Name + " --help"
		}
	}
	fmt.Fprintf(a.stderr, "cotejo: %v\nRun '%s' for how to use it.\n", err, help)
	return exitUsage
}

// usageError is a fault of the command line that only the command can see.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func misused(format string, args ...any) error {
	return usageError{fmt.Sprintf(format, args...)}
}
