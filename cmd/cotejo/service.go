package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	"golang.org/x/term"

	"cotejo/api/store"
	"cotejo/cmd/cotejo/lab"
)

// serviceFlags say where a service's data are; serve and its companions share
// them.
type serviceFlags struct {
	DataDir         string `default:"cotejo-data" env:"COTEJO_DATA_DIR" placeholder:"DIR" help:"Folder of everything that is kept (${default})."`
	Database        string `env:"COTEJO_DATABASE" placeholder:"URL" help:"postgres://... instead of SQLite in the data folder."`
	NATS            string `name:"nats" env:"COTEJO_NATS" placeholder:"URL" help:"nats://... instead of the embedded queue."`
	NATSCredentials string `name:"nats-credentials" env:"COTEJO_NATS_CREDENTIALS" placeholder:"FILE" help:"Credentials file for NATS."`
	Blobs           string `env:"COTEJO_BLOBS" placeholder:"URL" help:"s3://host/bucket instead of files in the data folder; its keys come from COTEJO_S3_KEY and COTEJO_S3_SECRET."`
	Workers         int    `env:"COTEJO_WORKERS" placeholder:"N" help:"Jobs that run at once (default: one a core)."`
	LogFormat       string `enum:"auto,text,json" default:"auto" env:"COTEJO_LOG_FORMAT" help:"Of the log on standard error: auto is text on a terminal, else JSON."`
	Verbose         bool   `env:"COTEJO_VERBOSE" help:"Log more."`
}

// settings are the flags as the wiring takes them. Secrets come from the
// environment only, where they stand in no list of processes.
func (f *serviceFlags) settings() lab.Settings {
	return lab.Settings{
		DataDir: f.DataDir, Database: f.Database, NATS: f.NATS, NATSCredentials: f.NATSCredentials, Blobs: f.Blobs,
		S3Key: os.Getenv("COTEJO_S3_KEY"), S3Secret: os.Getenv("COTEJO_S3_SECRET"), Workers: f.Workers, Version: buildVersion(),
	}
}

// logger writes the log to standard error.
func (f *serviceFlags) logger(a *app) *slog.Logger {
	options := &slog.HandlerOptions{Level: slog.LevelInfo}
	if f.Verbose {
		options.Level = slog.LevelDebug
	}
	file, ok := a.stderr.(*os.File)
	terminal := ok && term.IsTerminal(int(file.Fd()))
	if f.LogFormat == "text" || f.LogFormat == "auto" && terminal {
		return slog.New(slog.NewTextHandler(a.stderr, options))
	}
	return slog.New(slog.NewJSONHandler(a.stderr, options))
}

// store opens the database alone, beside a service that may be running.
func (f *serviceFlags) store(ctx context.Context, a *app) (*store.Store, error) {
	s := f.settings()
	if s.Database == "" {
		if _, err := os.Stat(s.DSN()); err != nil {
			return nil, fmt.Errorf("%s is no data folder of a service: %w: name it with --data-dir", s.DataDir, err)
		}
	}
	if err := s.Check(); err != nil {
		return nil, err
	}
	return store.Open(ctx, s.DSN(), f.logger(a))
}
