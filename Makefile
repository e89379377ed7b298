# Two commands do it all: `make demo` runs the archive with its demonstration collection, `make test` runs every check.
# `make test-services` runs what needs servers beside it, `make services` the demonstration on top of them.

PYTHON ?= $(shell scripts/pythons.sh | head -n 1)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo install test test-services test-postgres test-opensearch services bench lint media screenshots messages lock vendor clean

help:  ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/runtime.stamp  ## Set everything up, load the demonstration collection, start the web server and a worker
	@export DJANGO_SETTINGS_MODULE=config.settings.development ROSTARKIVET_LOG_LEVEL=$${ROSTARKIVET_LOG_LEVEL:-WARNING}; \
	$(BIN)/python manage.py demo && exec $(BIN)/honcho start --no-prefix

install: $(VENV)/runtime.stamp  ## Install what a live archive needs; `manage.py setup` then makes it (docs/install.md)

test: $(VENV)/dev.stamp  ## Set everything up and run every check: style, types, imports, tests, browser
	@$(BIN)/python scripts/check_tools.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/pytest -n 3 --dist worksteal --ignore=tests/services

test-services: $(VENV)/dev.stamp  ## Run the tests that need PostgreSQL, an S3 server, a search server or nginx
	@$(BIN)/python scripts/check_tools.py --services
	$(BIN)/pytest -n 2 --dist loadfile tests/services

test-postgres: $(VENV)/dev.stamp  ## Run the suite, browser aside, on a PostgreSQL that is started for it
	@$(BIN)/python scripts/check_tools.py --services
	$(BIN)/python -m tests.services.on_postgres -n 2 -m "not browser" --ignore=tests/services
	$(BIN)/python -m tests.services.on_postgres tests/services/test_two_connections.py

test-opensearch: $(VENV)/dev.stamp  ## Run the tests of search on an OpenSearch that is started for them
	@$(BIN)/python scripts/check_tools.py --services
	$(BIN)/python -m tests.services.on_opensearch

services: $(VENV)/dev.stamp  ## Start those servers on loopback, with the demonstration collection on top of them
	@$(BIN)/python scripts/check_tools.py --services
	@$(BIN)/python -m tests.services.together

bench: $(VENV)/dev.stamp  ## Measure the claims about speed, as ratios
	@$(BIN)/python -m tests.benchmarks

# --- For maintainers ------------------------------------------------------------------------------------------

lock:  ## Pin the dependencies of pyproject.toml anew, with hashes
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header --group dev pyproject.toml -o requirements-dev.lock

messages: $(VENV)/dev.stamp  ## Collect the texts to translate (needs gettext)
	$(BIN)/python manage.py makemessages -l sv -l fa -i .venv -i var -i tests --no-location --no-wrap

screenshots: $(VENV)/dev.stamp  ## Take the README's screenshots from a running demo
	$(BIN)/python scripts/screenshots.py

vendor:  ## Copy the browser modules and typefaces that package.json names into static/vendor (needs npm)
	npm ci
	$(BIN)/python scripts/vendor.py

clean:  ## Remove what was installed; the collection in var/ stays
	rm -rf $(VENV) node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# --- Set-up ---------------------------------------------------------------------------------------------------

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with its venv module is needed: apt-get install python3-venv, or make PYTHON=/path/to/python"; exit 1; }
	@command -v "$(PYTHON)" >/dev/null || { echo "There is no $(PYTHON) here."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is needed: apt-get install python3-venv"; exit 1; }

$(VENV)/runtime.stamp: requirements.lock | $(BIN)/python
	@echo "Installing the pinned dependencies …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock | $(BIN)/python
	@echo "Installing the pinned dependencies, with those for tests …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/runtime.stamp
