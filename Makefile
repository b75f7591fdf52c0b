# Every way into the project. `make help` lists them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install demo test check bench browser

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP) ## build .venv from the locked requirements, and nothing else

$(STAMP): requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit("Raderwerk needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one with: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	@rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@touch $@

demo: $(STAMP) ## start three example municipalities on this machine; Ctrl-C stops them
	$(BIN)/python manage.py demo $(ARGS)

test: $(STAMP) ## run the whole test suite on its own database
	$(BIN)/python -m pytest -n 2 $(ARGS)

check: $(STAMP) ## lint, types, import contracts, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet .
	$(BIN)/python manage.py makemigrations --check --dry-run

browser: ## put a Chromium on this machine for the browser tests (Debian and Ubuntu)
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium; }

bench: $(STAMP) ## measure, and write docs/benchmarks.md
	$(BIN)/python -m tests.benchmarks $(ARGS)
