# What can be made; `make` alone prints it. Everything is written below dist/ and target/ (or CARGO_TARGET_DIR).

PORT ?= 8080
KILLS ?= 200
SECONDS ?= 600
export CARGO_TARGET_DIR ?= $(CURDIR)/target
CARGO_HOME ?= $(HOME)/.cargo
# wasm-opt is there, where trunk looks for it, and terser.
export PATH := $(CURDIR)/.ci/smaller/node_modules/.bin:$(CARGO_HOME)/bin:$(PATH)

WASM := --target wasm32-unknown-unknown
# The parts that run in a browser; the rest is native.
WASM_TARGETS := --lib --bin wenlou-app --bin wenlou-survey --bin wenlou-office --bin wenlou-reader --test web
# Set-up decides which Rust toolchain builds for wasm; the same one then builds everything.
TOOLCHAIN := . $(CARGO_TARGET_DIR)/toolchain.env;
SITE := $(TOOLCHAIN) cargo run --quiet --locked --bin wenlou-site --
# wasm tests run in Chromium; its settings are in webdriver.json.
BROWSER := WASM_BINDGEN_USE_BROWSER=1 WASM_BINDGEN_TEST_TIMEOUT=120 CHROMEDRIVER="$$(command -v chromedriver)" \
	CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run dist bench soak hostile fuzz test lint test-native test-wasm test-e2e setup-build setup-test setup-fuzz

help:
	@echo "make run    build the app and serve it on http://localhost:$(PORT)/ (PORT=… for another port)"
	@echo "make dist   build the site into dist/, ready to be hosted under any path, and weigh it"
	@echo "make bench  measure how long a record takes to the disk, the doors of 10,000 households, and the forms of 504"
	@echo "make soak   kill the browser $(KILLS) times while records are being written (KILLS=… for another number)"
	@echo "make fuzz   look for bytes that a reader can't bear, $(SECONDS) seconds for each (SECONDS=…; READERS=… for some of them)"
	@echo "make hostile"
	@echo "            try a million changed files and 100,000 made-up campaigns"
	@echo "make test   everything that has to pass: formatting, lints, native tests, wasm tests, browsers"
	@echo "            or its parts: lint, test-native, test-wasm, test-e2e"

run: dist
	@$(SITE) serve dist --port $(PORT)

dist: setup-build
	$(TOOLCHAIN) cargo fetch --locked
	$(TOOLCHAIN) trunk build --release --offline
	$(SITE) finish dist
	$(SITE) size dist

bench: setup-test dist
	$(TOOLCHAIN) cargo test --locked --test e2e bench -- --ignored --nocapture --test-threads 1

# Kills the browser in a write storm again and again (KILLS=… for another number), and has four tabs write a thousand records each.
soak: setup-test dist
	$(TOOLCHAIN) WENLOU_KILLS=$(KILLS) WENLOU_TURNS=10 cargo test --locked --test e2e -- --nocapture soak four_tabs

# In `make test` a part of each is tried.
hostile: setup-build
	$(TOOLCHAIN) WENLOU_CASES=100000 cargo test --locked --profile hostile --test mutations --test merge -- --include-ignored --nocapture

# One reader on each processor. What is found lies in $(FUZZ); the corpora in tests/fuzz are only read.
FUZZ := $(CARGO_TARGET_DIR)/fuzz
READERS ?= $(notdir $(wildcard tests/fuzz/corpus/*))
fuzz: setup-fuzz
	$(TOOLCHAIN) CARGO_TARGET_DIR=$(FUZZ) cargo fuzz build --fuzz-dir tests/fuzz --sanitizer none
	@printf '%s\n' $(READERS) | xargs -P "$$(nproc)" -I {} tests/fuzz/run $(FUZZ) {} $(SECONDS)

test: lint test-native test-wasm test-e2e

lint: setup-test
	@$(TOOLCHAIN) cargo fmt --version >/dev/null 2>&1 || unset RUSTUP_TOOLCHAIN; cargo fmt --check
	$(TOOLCHAIN) cargo clippy --locked --all-targets -- -D warnings
	$(TOOLCHAIN) cargo clippy --locked --test e2e -- -D warnings
	$(TOOLCHAIN) cargo clippy --locked $(WASM) $(WASM_TARGETS) -- -D warnings

test-native: setup-test
	$(TOOLCHAIN) cargo test --locked

test-wasm: setup-test
	$(TOOLCHAIN) $(BROWSER) cargo test --locked $(WASM) $(WASM_TARGETS)

test-e2e: setup-test dist
	$(TOOLCHAIN) cargo test --locked --test e2e

setup-build:
	@.ci/setup build

setup-test:
	@.ci/setup test

setup-fuzz:
	@.ci/setup fuzz
