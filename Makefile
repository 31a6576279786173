# Cotejo's commands. `make help` lists them; `make setup` is run by every target that needs it.

# The one place where the build tags stand: they keep gocv to the parts of OpenCV that Cotejo uses.
# `eval "$(make -s env)"` gives a shell the same, for plain go commands.
TAGS := gocv_specific_modules,gocv_features2d,gocv_calib3d
export GOFLAGS := $(strip $(filter-out -tags=%,$(shell go env GOFLAGS)) -tags=$(TAGS))

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
COTEJO := bin/cotejo
# Tools are built anew when Go or their pinned versions change.
TOOLS := bin/tools/$(shell go env GOVERSION)
GOLANGCI := $(TOOLS)/golangci-lint
GOVULNCHECK := $(TOOLS)/govulncheck
# The desk: its packages, and what is built of it into the program.
WEB := api/web
WEB_PACKAGES := $(WEB)/node_modules/.package-lock.json
WEB_BUILT := $(WEB)/dist/index.html
WEB_FILES = $(shell git ls-files --cached --others --exclude-standard $(WEB)/src $(WEB)/public $(WEB)/*.ts $(WEB)/*.cjs $(WEB)/*.json $(WEB)/index.html)
GO_FILES = $(shell git ls-files --cached --others --exclude-standard '*.go')

# Folders of real scans with a truth.csv; the repository holds none.
DATA ?= $(patsubst %/truth.csv,%,$(wildcard data/*/truth.csv))
OUT ?= out/eval
BENCH ?= .
LISTEN ?= 127.0.0.1:8080
DEMO ?= out/demo
FUZZTIME ?= 30s

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## install what is missing to build (Debian packages; asks nothing)
	@scripts/setup

.PHONY: build
build: setup web ## build bin/cotejo
	go build -ldflags '-X main.version=$(VERSION)' -o $(COTEJO) ./cmd/cotejo
	@$(COTEJO) version | grep -qF -- '$(VERSION)' || { echo "build: '$(COTEJO) version' does not say $(VERSION)" >&2; exit 1; }

.PHONY: web
web: setup ## build the pages of the desk, which become part of the program
	@$(MAKE) --no-print-directory $(WEB_BUILT)

$(WEB_BUILT): $(WEB_PACKAGES) api/openapi.json $(WEB_FILES)
	npm --prefix $(WEB) run -s build

$(WEB_PACKAGES): $(WEB)/package.json $(WEB)/package-lock.json
	@echo "installing the desk's packages (once, about a minute) ..."
	npm --prefix $(WEB) ci --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: run
run: build ## start the service with a generated demonstration collection (LISTEN=address, DEMO=its data folder)
	@$(COTEJO) serve --demo --data-dir '$(DEMO)' --listen '$(LISTEN)'

.PHONY: tour
tour: build ## show the engine's commands on a small generated collection (into out/tour)
	@scripts/tour $(COTEJO)

.PHONY: setup-test
setup-test: ## install what the tests can use besides: PostgreSQL, Chromium, pdftotext
	@scripts/setup --test

.PHONY: test
test: setup-test build lint ## everything that must hold: format, linters, vulnerabilities, build, tests, leaks of OpenCV memory, speed of the hot loops
	npm --prefix $(WEB) run -s test
	npm --prefix $(WEB) run -s test:browser
	scripts/vulnerabilities $(GOVULNCHECK)
	go test -race -timeout 40m ./...
	go test -count=1 -timeout 20m ./bench/golden ./bench/overlap ./bench/lit
	go test -tags=$(TAGS),matprofile -timeout 20m ./engine/...
	$(MAKE) --no-print-directory bench-gate

.PHONY: lint
lint: setup $(TOOLS)/.built $(WEB_PACKAGES) ## check format, house rules, vet, run the linters
	@unformatted=$$(gofmt -l $(GO_FILES)); [ -z "$$unformatted" ] || { echo "not in gofmt's format (run make format):"; echo "$$unformatted"; exit 1; }
	go mod tidy -diff
	go vet ./...
	go test -count=1 .
	$(GOLANGCI) run
	npm --prefix $(WEB) run -s lint

.PHONY: format
format: $(TOOLS)/.built ## bring the Go files into the format that lint asks for
	$(GOLANGCI) fmt

.PHONY: bench
bench: setup ## measure extraction, coarse search and fine comparison (BENCH=regexp chooses)
	go test -run '^$$' -bench '$(BENCH)' -benchmem -timeout 30m ./bench/...

.PHONY: bench-gate
bench-gate: setup ## hold the hot loops to bench/results/gate: fails when one became slower
	go build -o bin/gate ./cmd/gate
	bin/gate

.PHONY: bench-record
bench-record: setup ## record what the hot loops need now (on a quiet machine); commit the file it names
	go build -o bin/gate ./cmd/gate
	bin/gate -record -commit '$(VERSION)'

.PHONY: gate-proof
gate-proof: setup ## show that the gate passes RUNS (20) times unchanged and fails when 15 % slower (about 20 minutes)
	scripts/gate-proof $(RUNS)

.PHONY: bench-compare
bench-compare: setup $(TOOLS)/.built ## benchmarks of this tree against the last tag's, or BASE=commit (about 10 minutes)
	scripts/bench-compare $(TOOLS)/benchstat $(BASE)

.PHONY: peers
peers: setup ## measure the kernel beside FAISS, OpenBLAS and the memory (needs libfaiss-dev, libopenblas-dev, g++)
	scripts/peers

.PHONY: arm64
arm64: ## rehearse the hot loops on arm64 under emulation (needs gcc-aarch64-linux-gnu, qemu-user-static)
	scripts/arm64

.PHONY: pictures
pictures: setup-test build ## pictures of every page of the desk, for people to look at (into out/pages)
	COTEJO_PICTURES='$(CURDIR)/out/pages' npm --prefix $(WEB) run -s pictures

.PHONY: desk-speed
desk-speed: setup-test build ## measure the desk in a browser: first page, candidate list, comparison, frames a second
	npm --prefix $(WEB) run -s speed

.PHONY: fuzz
fuzz: setup ## fuzz every target for FUZZTIME (30s) each
	scripts/fuzz $(FUZZTIME)

.PHONY: cover
cover: setup ## test with coverage, summary on the terminal, page in out/coverage.html
	@mkdir -p out
	go test -coverprofile=out/coverage.out -coverpkg=./... ./...
	go tool cover -html=out/coverage.out -o out/coverage.html
	go tool cover -func=out/coverage.out | tail -n 1

.PHONY: eval
eval: build ## evaluate real scans together: DATA="FOLDER ..." (default: every data/*/truth.csv), report in OUT
	@[ -n "$(DATA)" ] || { echo "eval: no data. Put folders of scans with a truth.csv under data/, or name them: make eval DATA='FOLDER ...'; docs/data.md tells where to get some."; exit 1; }
	$(COTEJO) eval $(foreach folder,$(DATA),--data '$(folder)') --out '$(OUT)'

.PHONY: fresh
fresh: ## rehearse a fresh Debian 12 machine in a chroot, as root (DIR=folder outside the checkout)
	scripts/fresh $(DIR)

.PHONY: image
image: ## rehearse the Dockerfile's instructions in a chroot, as root (DIR=folder outside the checkout)
	scripts/image $(DIR)

.PHONY: durability
durability: build ## kill the service 50 times during 300 uploads, and look that nothing is lost
	COTEJO_KILLS=50 COTEJO_IMPORTS=300 go test -count=1 -v -timeout 60m -run TestSurvivesKills ./cmd/cotejo

.PHONY: load
load: build ## measure reads by 50 clients during an import, on a demonstration of 5,000 exhibits
	scripts/load $(COTEJO)

.PHONY: env
env: ## print the settings for plain go commands: eval "$(make -s env)"
	@echo "export GOFLAGS='$(GOFLAGS)'"

.PHONY: clean
clean: ## remove what these commands built
	rm -rf bin out $(WEB)/node_modules
	find $(WEB)/dist -mindepth 1 ! -name .keep -delete

$(TOOLS)/.built: tools/go.mod tools/go.sum
	@echo "building the linters (once, about three minutes on two cores) ..."
	@mkdir -p $(TOOLS)
	go -C tools build -o ../$(TOOLS)/ tool
	@touch $@
