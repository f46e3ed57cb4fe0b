# `make run` serves the demo site, `make test` runs all tests, `make` alone shows the rest.

PYTHON ?= python3
PORT ?= 8080
VENV := .venv
BIN := $(VENV)/bin
# Installs in a tenth of pip's time, where it is there; `UV= make run` takes pip all the same.
UV ?= $(shell command -v uv 2>/dev/null)
# What is installed for which purpose, as extras of setup.py, and how it is called.
INSTALLED := $(VENV)/.installed-
EXTRAS_serve := serve
EXTRAS_test := serve,test
EXTRAS_check := serve,check
NAME_serve := what the site needs
NAME_test := what the tests need
NAME_check := what the checks need
# What public pages wear, built from npm packages; wheels bring it with them.
BUILT := src/tlvwa.portal/tlvwa/portal/browser/theme/built/portal.css

# Tests of one file stay together, and those on the demo site: see tests/scheduling.py.
PROCESSES ?= 2
IN_PARALLEL := --numprocesses $(PROCESSES) --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run test test-unit test-browser check format i18n words frontend backup bench buildout buildout-test install clean preflight restore specimen

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

preflight:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "$(PYTHON) is missing: install Python 3.11 or newer (packages python3 and python3-venv)." >&2; exit 2; }
	@$(PYTHON) instance/preflight.py

# One after another into one environment, also with -j.
.NOTPARALLEL:

# An environment that was left half made has a python, but perhaps no pip yet.
$(INSTALLED)%: constraints.txt setup.py | preflight
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python instance/preflight.py
	@echo "Installing $(NAME_$*), with $(if $(UV),uv: less than a minute,pip: two minutes or more; uv would be faster) …"
	@$(if $(UV),"$(UV)" pip install --quiet --python $(BIN)/python --compile-bytecode,$(BIN)/pip install --quiet --disable-pip-version-check) \
	    --constraint constraints.txt --editable '.[$(EXTRAS_$*)]' \
	  || { $(PYTHON) instance/preflight.py --compiler; echo "Installing failed; the messages above say why." >&2; exit 2; }
	@touch $@

# Kept though only rules with a pattern make them.
.PRECIOUS: $(INSTALLED)serve $(INSTALLED)test $(INSTALLED)check

install: $(INSTALLED)serve $(INSTALLED)test $(INSTALLED)check ## Install everything into .venv

# The port is looked at before anything is installed, so that nobody waits for a refusal.
run: preflight ## Serve the demo site on port 8080 (another: PORT=8090 make run)
	@$(PYTHON) instance/preflight.py --port "$(PORT)"
	@$(MAKE) --no-print-directory --silent $(INSTALLED)serve $(BUILT)
	@exec $(BIN)/python instance/serve.py --port "$(PORT)"

node_modules/.ready: package.json package-lock.json
	@$(PYTHON) instance/preflight.py --npm
	@echo "Fetching the design system and the fonts from npm: half a minute …"
	@npm ci --omit=optional --silent --no-audit --no-fund
	@touch $@

$(BUILT): node_modules/.ready frontend/build.js $(wildcard frontend/scss/*.scss)
	@echo "Building the style sheet: some seconds …"
	@npm run --silent build

frontend: $(BUILT) ## Build the style sheet and the fonts

test: $(INSTALLED)test $(BUILT) ## Run all tests, those in a browser too, two at once (PROCESSES=4: four)
	$(BIN)/pytest $(IN_PARALLEL)

test-unit: $(INSTALLED)test ## Run the tests in plain Python; of generated cases a fifth
	FINDER_CASES=$${FINDER_CASES:-200} EXAMPLES=$${EXAMPLES:-20} $(BIN)/pytest $(IN_PARALLEL) -m unit

test-browser: $(INSTALLED)test $(BUILT) ## Run the tests in a browser
	$(BIN)/pytest -m browser

check: $(INSTALLED)check ## Look for mistakes, formatting, types, imports between packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@git ls-files '*.zcml' '*.xml' '*.pt' | xargs -r $(BIN)/python .ci/pretty.py --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(INSTALLED)check ## Bring the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	@git ls-files '*.zcml' '*.xml' '*.pt' | xargs -r $(BIN)/python .ci/pretty.py --inplace

i18n: $(INSTALLED)check ## Find all messages, bring the catalogues up to date, list what lacks a translation
	$(BIN)/python .ci/catalogues.py

words: $(INSTALLED)serve ## Split the words that the search ships into their parts anew
	$(BIN)/python .ci/compounds.py

bench: $(INSTALLED)test $(BUILT) ## Measure: a table and JSON (PART="resolver ledger web": only these)
	$(BIN)/python -m benchmarks $(PART)

specimen: $(INSTALLED)test ## Keep a small database of this version of the profile for the tests of upgrades (REPLACE=1: anew)
	$(BIN)/python -m tests.upgrades.make $(if $(REPLACE),--replace)

backup: ## Back up the data into TO=folder, also while the site runs
	@$(PYTHON) instance/backup.py backup "$(or $(TO),$(error TO is missing: make backup TO=folder))"

restore: ## Restore FROM=folder while nothing runs (DATE=2026-11-23: as that day began; WITHOUT_MISSING=1)
	@$(PYTHON) instance/backup.py restore "$(or $(FROM),$(error FROM is missing: make restore FROM=folder))" \
	  $(if $(DATE),--date "$(DATE)") $(if $(WITHOUT_MISSING),--without-missing)

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
buildout-test: $(INSTALLED)test buildout ## Build every profile and the distribution, start them, ask them (PostgreSQL where it is installed)
	TLVWA_DEPLOYMENTS=1 $(BIN)/pytest tests/deployment

profiles/versions.cfg: constraints.txt profiles/make_versions.py
	$(PYTHON) profiles/make_versions.py

clean: ## Remove what was installed and built; var/, the data, stays
	rm -rf $(VENV) $(dir $(BUILT)) node_modules .buildout parts develop-eggs eggs bin .installed.cfg
