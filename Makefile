# Every way into the project. `make help` lists them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
WORDS  := $(patsubst %.po,%.mo,$(wildcard */locale/*/LC_MESSAGES/django.po))

.DEFAULT_GOAL := help
# The tests start many processes; each would compile the whole product for itself.
test fuzz mutate kills: export PYTHONDONTWRITEBYTECODE :=
.PHONY: help install words demo test check bench mutate fuzz kills browser
.DELETE_ON_ERROR:

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP) ## build .venv from the locked requirements, and compile the translations
	@$(MAKE) --silent words

$(STAMP): requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit("Raderwerk needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one with: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	@rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@touch $@

words: $(WORDS) ## compile the translations that changed; their .mo files are never committed

%.mo: %.po
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

demo: install ## start three example municipalities on this machine; Ctrl-C stops them
	$(BIN)/python manage.py demo $(ARGS)

test: install ## run the whole test suite on its own database
	$(BIN)/python -m pytest -n 2 $(ARGS)

check: install ## lint, types, import contracts, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet .
	$(BIN)/python manage.py makemigrations --check --dry-run

browser: ## put a Chromium on this machine for the browser tests (Debian and Ubuntu)
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium; }

bench: install ## measure, and write docs/benchmarks.md
	$(BIN)/python -m tests.benchmarks $(ARGS)

mutate: install ## break the rules on purpose, count what the tests notice, and write docs/benchmarks.md
	$(BIN)/python -m tests.mutation $(ARGS)

fuzz: install ## send 20,000 odd requests to all pages, and ask the API as much, with every kind of key
	FUZZ_REQUESTS=20000 $(BIN)/python -m pytest -n 2 tests/sweeps/fuzz tests/sweeps/contract/test_schemathesis.py $(ARGS)

kills: install ## kill server, worker and clock 30 times each while they work, and count what was lost or doubled
	$(BIN)/python -m tests.kills $(ARGS)
