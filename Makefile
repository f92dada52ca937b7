# The commands of README.md. Each installs first what it needs (setup/install.sh: quick when all is
# there), then builds only what changed.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run build package test check sanitize fuzz bench lint format clean

# One job a processor, but no more than memory allows at 1.2 GB each.
JOBS ?= $(shell awk -v n=$$(nproc) '/MemAvailable/ {m = int($$2 / 1200000)} \
                  END {j = m < n ? m : n; print j < 1 ? 1 : j}' /proc/meminfo)
export JOBS

# Where `make run` keeps its record, and the port it answers on: make run DATA=… PORT=…
DATA ?= $(or $(COMITY_DATA_DIR),$(or $(XDG_DATA_HOME),$(HOME)/.local/share)/comity)
PORT ?= 8080

help:
	@echo "make run      build Comity and serve it, with the specimen, on http://localhost:$(PORT)"
	@echo "make test     every test there is (about 40 minutes the first time)"
	@echo "make check    the daily round: unit tests, stories, layers"
	@echo "make build    the release executable, build/release/comity"
	@echo "make package  a Debian package, build/release/package/comity_….deb"
	@echo "make sanitize of these, sanitizers, fuzz targets and clang-tidy alone"
	@echo "make fuzz     each fuzz target searches for FUZZ_SECONDS=60 seconds"
	@echo "make bench    benchmarks, as ratios against a peer"
	@echo "make lint     clang-tidy with the wide list of checks"
	@echo "make format   clang-format over all sources"
	@echo "make clean    takes build/ away"

run: build
	@exec build/release/comity serve --data "$(DATA)" --port $(PORT) --specimen

build:
	@setup/install.sh build run
	@tests/run release

package:
	@setup/install.sh build run package
	@tests/run package

test:
	@setup/install.sh build run package test ci
	@tests/run all

check:
	@setup/install.sh build run test
	@tests/run check

sanitize:
	@setup/install.sh build run test ci
	@tests/run sanitize

fuzz: export FUZZ_SECONDS ?= 60
fuzz:
	@setup/install.sh build run test ci
	@tests/run fuzz

bench:
	@setup/install.sh build run bench
	@tests/run bench

lint:
	@setup/install.sh build run test ci
	@tests/run lint

format:
	@setup/install.sh ci
	@find src tests fuzz bench -name '*.cpp' -o -name '*.h' | xargs clang-format-19 -i

clean:
	@rm -rf build
