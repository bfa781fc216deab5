# GNU make. Every target works in a fresh clone: what it needs is set up first, once.
# `make help` lists the targets; README.md explains the settings.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8501
N ?= 200
URL ?=
RAW ?= ../shared/data
ARGS ?=

PY := .venv/bin/python
LINTED := $(wildcard inspiratiekaart app.py asgi.py pages bench tools)

# A stamp carries the checksum of the pinned requirements: a changed pin installs again, an
# unchanged one costs nothing, and an installation that was cut short leaves no stamp.
checksum = $(shell cat $(1) 2>/dev/null | cksum | tr ' ' '-')
RUNTIME := .venv/.runtime-$(call checksum,requirements.txt)
DEV := .venv/.dev-$(call checksum,requirements.txt requirements-dev.txt)

.PHONY: help run test check format bench webinartest data lock audit screenshots browser database proxy clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: $(RUNTIME) ## Serve the app on http://localhost:8501 (PORT=8080 for another port)
	@echo "==> Serving on http://localhost:$(PORT)  (Ctrl-C stops it)"
	@exec $(PY) -m streamlit run asgi.py --server.port $(PORT) $(ARGS)

test: $(DEV) browser database proxy ## Run all tests, the browser's too (ARGS="-k map" for some of them)
	@echo "==> Testing"
	@$(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(ARGS)

check: $(DEV) ## Lint, format, types, floors of the house, generated documents
	@echo "==> ruff check" && $(PY) -m ruff check .
	@echo "==> ruff format" && $(PY) -m ruff format --check .
	@echo "==> mypy" && $(PY) -m mypy $(LINTED)
	@echo "==> import-linter" && .venv/bin/lint-imports
	@echo "==> generated documents" && $(CURRENT_DOCS)
	@echo "==> All checks passed"

CURRENT_DOCS = made=$$(mktemp -d) && trap 'rm -rf "$$made"' EXIT && \
  $(PY) -m inspiratiekaart docs --out "$$made" && \
  for each in "$$made"/*; do cmp "$$each" "docs/$${each\#\#*/}" || { \
    echo "Write it anew: $(PY) -m inspiratiekaart docs" >&2; exit 1; }; done

format: $(DEV) ## Mend what the linter and the formatter can mend
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

bench: $(DEV) browser database proxy ## Measure the budgets beside the baseline and write docs/bench.md
	@echo "==> Measuring (several minutes; leave the machine alone)"
	@$(PY) -m bench --write $(ARGS)

webinartest: $(DEV) database proxy ## Say whether this machine serves N=200 viewers at once (URL=https://... for another)
	@$(PY) -m bench.webinar --viewers "$(N)" --url "$(URL)"

data: $(RUNTIME) ## Build datasets/ and geodata/ from the raw material (RAW=folder)
	@test -d "$(RAW)" || { \
	  echo "No raw material in $(RAW). Name its folder: make data RAW=/path/to/data" >&2; exit 2; }
	@echo "==> Building from $(RAW)"
	@$(PY) -m inspiratiekaart build --raw "$(RAW)" $(ARGS)

lock: $(DEV) ## Pin requirements*.txt from pyproject.toml (ARGS=--upgrade for newer versions)
	@echo "==> requirements.txt"
	@$(LOCK) --output-file requirements.txt pyproject.toml
	@echo "==> requirements-dev.txt"
	@$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

LOCK = CUSTOM_COMPILE_COMMAND="make lock" $(PY) -m piptools compile --quiet --strip-extras \
  --no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(ARGS)

audit: $(DEV) ## Look the pinned packages up in the register of known leaks (needs the network)
	@$(PY) -m pip_audit --strict --requirement requirements.txt --no-deps --disable-pip $(ARGS)

screenshots: $(DEV) browser ## Take pictures of every page into screenshots/
	@$(PY) -m pytest -m browser -k screenshot $(ARGS)

browser: $(DEV)
	@if [ -n "$$CHROMIUM" ]; then \
	  command -v "$$CHROMIUM" >/dev/null || { \
	    echo "CHROMIUM names no program: $$CHROMIUM" >&2; exit 2; }; \
	elif command -v chromium >/dev/null || $(PY) -c '$(HAS_OWN_CHROMIUM)'; then \
	  :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && echo "==> Installing chromium with apt-get" \
	  && apt-get update -qq && apt-get install -y --no-install-recommends chromium; then \
	  :; \
	else \
	  echo "==> Installing Playwright's own Chromium"; \
	  $(PY) -m playwright install chromium; \
	fi

HAS_OWN_CHROMIUM = import os, sys; from playwright.sync_api import sync_playwright; \
  p = sync_playwright().start(); found = os.path.exists(p.chromium.executable_path); p.stop(); \
  sys.exit(not found)

# The store's tests also run on a server of their own. Without one they say so and skip that half.
database:
	@if command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then \
	  :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && echo "==> Installing postgresql with apt-get" \
	  && apt-get update -qq \
	  && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql; then \
	  :; \
	else \
	  echo "==> NO POSTGRESQL: the store is tested on SQLite only. Install the package postgresql." >&2; \
	fi

# The shipped proxy is started for real. Without one those tests say so and are skipped.
proxy:
	@if command -v haproxy >/dev/null || [ -x /usr/sbin/haproxy ]; then \
	  :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && echo "==> Installing haproxy with apt-get" \
	  && apt-get update -qq \
	  && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends haproxy; then \
	  :; \
	else \
	  echo "==> NO HAPROXY: the shipped proxy is not tested. Install the package haproxy." >&2; \
	fi

clean: ## Remove the environment and what runs left behind
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache screenshots test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME):
	@$(ENVIRONMENT)
	@echo "==> Installing packages (the first time takes some minutes)"
	@$(PIP) -r requirements.txt
	@rm -f .venv/.runtime-* && touch $@
	@echo "==> Ready"

$(DEV):
	@$(ENVIRONMENT)
	@echo "==> Installing packages for tests and tools (the first time takes some minutes)"
	@$(PIP) -r requirements-dev.txt
	@rm -f .venv/.runtime-* .venv/.dev-* && touch $(RUNTIME) $@
	@echo "==> Ready"

PIP = $(PY) -m pip install --disable-pip-version-check --progress-bar on

# A venv whose Python has gone (an upgrade, a copied folder) is made anew.
define ENVIRONMENT
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
  echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12" >&2; exit 2; }; \
if ! $(PY) -c '' 2>/dev/null; then \
  echo "==> Creating .venv with $$($(PYTHON) --version)"; \
  $(PYTHON) -m venv --clear .venv || { \
    echo "Could not make .venv. On Debian: apt-get install python3-venv" >&2; exit 2; }; \
fi
endef
