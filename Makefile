# `make run` serves the demo site, `make test` runs all tests, `make` alone shows the rest.

PYTHON ?= python3
PORT ?= 8080
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# What public pages wear, built from npm packages; wheels bring it with them.
BUILT := src/tlvwa.portal/tlvwa/portal/browser/theme/built/portal.css

.DEFAULT_GOAL := help
.PHONY: help run test check format i18n frontend backup bench buildout buildout-test install clean preflight restore

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

preflight:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "$(PYTHON) is missing: install Python 3.11 or newer (packages python3 and python3-venv)." >&2; exit 2; }
	@$(PYTHON) instance/preflight.py

# An environment that was left half made has a python, but no pip yet.
$(READY): constraints.txt setup.py | preflight
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python instance/preflight.py
	@echo "Installing what constraints.txt pins; this takes a minute or two …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[serve,test,check]' \
	  || { $(PYTHON) instance/preflight.py --compiler; echo "Installing failed; pip says why above." >&2; exit 2; }
	@touch $@

install: $(READY) ## Install everything into .venv

# The port is looked at before anything is installed, so that nobody waits for a refusal.
run: preflight ## Serve the demo site on port 8080 (another: PORT=8090 make run)
	@$(PYTHON) instance/preflight.py --port "$(PORT)"
	@$(MAKE) --no-print-directory $(READY) $(BUILT)
	@exec $(BIN)/python instance/serve.py --port "$(PORT)"

node_modules/.ready: package.json package-lock.json
	@$(PYTHON) instance/preflight.py --npm
	@npm ci --omit=optional --silent --no-audit --no-fund
	@touch $@

$(BUILT): node_modules/.ready frontend/build.js $(wildcard frontend/scss/*.scss)
	@npm run --silent build

frontend: $(BUILT) ## Build the style sheet and the fonts

test: $(READY) $(BUILT) ## Run all tests, those in a browser too
	$(BIN)/pytest

check: $(READY) ## Look for mistakes, formatting, types, imports between packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@git ls-files '*.zcml' '*.xml' '*.pt' | xargs -r $(BIN)/python .ci/pretty.py --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## Bring the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	@git ls-files '*.zcml' '*.xml' '*.pt' | xargs -r $(BIN)/python .ci/pretty.py --inplace

i18n: $(READY) ## Find all messages, bring the catalogues up to date, list what lacks a translation
	$(BIN)/python .ci/catalogues.py

bench: $(READY) $(BUILT) ## Measure: a table and JSON
	$(BIN)/python -m benchmarks

backup: ## Back up the data into TO=folder, also while the site runs
	@$(PYTHON) instance/backup.py backup "$(or $(TO),$(error TO is missing: make backup TO=folder))"

restore: ## Restore FROM=folder while nothing runs (DATE=2026-11-23: as it was at the beginning of that day)
	@$(PYTHON) instance/backup.py restore "$(or $(FROM),$(error FROM is missing: make restore FROM=folder))" \
	  $(if $(DATE),--date "$(DATE)")

# Its own environment: zc.buildout needs a newer pip than a fresh environment has, and puts the
# packages into eggs/, not there.
.buildout/bin/buildout: constraints.txt
	@$(PYTHON) instance/preflight.py
	@$(PYTHON) -m venv .buildout
	@.buildout/bin/pip install --quiet --disable-pip-version-check -c constraints.txt pip setuptools wheel zc.buildout
	@touch $@

buildout: .buildout/bin/buildout profiles/versions.cfg $(BUILT) ## Build with zc.buildout (PROFILE=production: profiles/production.cfg)
	.buildout/bin/buildout -c $(if $(PROFILE),profiles/$(PROFILE).cfg,buildout.cfg) buildout:directory="$(CURDIR)"

# The profiles are built and started in folders of their own; the eggs are those of `make buildout`.
buildout-test: $(READY) buildout ## Build every profile, start it, ask it (PostgreSQL where it is installed)
	TLVWA_DEPLOYMENTS=1 $(BIN)/pytest tests/deployment

profiles/versions.cfg: constraints.txt profiles/make_versions.py
	$(PYTHON) profiles/make_versions.py

clean: ## Remove what was installed and built; var/, the data, stays
	rm -rf $(VENV) $(dir $(BUILT)) node_modules .buildout parts develop-eggs eggs bin .installed.cfg
