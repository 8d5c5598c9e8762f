# How is this house run, tested and checked? `make run` and `make test` need Python 3.11 or newer and a network
# the first time. Nothing here asks a question, and a second run takes a few seconds.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
SAMPLES ?= 1
BIN := .venv/bin
CHECKS := style format types templates map migrations settings messages
MESSAGES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
STORE := var/$(if $(filter 0,$(SAMPLES)),verified,demo)

# A demonstration of its own: whatever the caller's environment says about a real installation is left out.
DEMO = env -u DEBUG -u REDIS_URL -u WEB_CONCURRENCY -u EMAIL_HOST PORT=$(PORT) \
	SECRET_KEY="$$(cat var/secret-key)" ALLOWED_HOSTS=localhost,127.0.0.1 OGP_HTTPS=0 OGP_ORIGIN=ogp.example \
	OGP_DEMO=1 OGP_DEMO_TODAY=2020-11-23 OGP_DEMO_SAMPLES=$(if $(filter 0,$(SAMPLES)),0,1) \
	OGP_DATA_DIR="$(CURDIR)/$(STORE)" \
	DATABASE_URL="sqlite:///$(CURDIR)/$(STORE)/db.sqlite3"

# The settings of a real installation, for checks that start nothing.
PRODUCTION = env -u DEBUG -u REDIS_URL -u OGP_DEMO -u OGP_DEMO_TODAY OGP_HTTPS=1 \
	SECRET_KEY="$$(cat var/secret-key)" ALLOWED_HOSTS=ogp.example OGP_DATA_DIR="$(CURDIR)/var" \
	DATABASE_URL="sqlite:///$(CURDIR)/var/check.sqlite3"

.PHONY: help run demo-report test browser axe check $(CHECKS:%=check-%) check-messages messages screenshots format clean

help:
	@echo "make run          the site with Norway's plan on its demonstration day (PORT=8000, SAMPLES=0)"
	@echo "make demo-report  compiles the demonstration's evidence extract into docs/pictures/evidence-extract.pdf"
	@echo "make test         the tests; they need no service"
	@echo "make browser      the journeys in a real Chromium"
	@echo "make axe          every page in every language, scheme and width, for everybody (about an hour)"
	@echo "make check        style, types, templates, the map of the house, migrations, settings of production, translations"
	@echo "make format       what the machine can put right by itself"
	@echo "make messages     brings new sentences into locale/; make check-messages says what is not translated"
	@echo "make screenshots  takes the pictures in docs/pictures/ from a running demonstration"
	@echo "make clean        remove everything these commands made, the demonstration's record too"

run: .venv/.run staticfiles/.stamp $(MESSAGES) $(STORE)/
	@$(DEMO) $(BIN)/python manage.py migrate --verbosity 0
	@$(DEMO) $(BIN)/python manage.py demo $(if $(filter 0,$(SAMPLES)),--verified-only)
	@echo
	@echo "OGP Tracker is at http://127.0.0.1:$(PORT)/ (stop it with Ctrl+C)."
	@exec $(DEMO) $(BIN)/python manage.py serve

demo-report: .venv/.run $(MESSAGES) $(STORE)/
	@$(DEMO) $(BIN)/python manage.py migrate --verbosity 0
	@$(DEMO) $(BIN)/python manage.py demo >/dev/null
	@$(DEMO) $(BIN)/python manage.py compile_extract nor-4 docs/pictures/evidence-extract.pdf

test: .venv/.dev $(MESSAGES)
	$(BIN)/python -m pytest --numprocesses auto $(ARGS)

browser: .venv/.dev staticfiles/.stamp $(MESSAGES)
	$(BIN)/python -m pytest --numprocesses auto tests/browser $(ARGS)

axe: .venv/.dev staticfiles/.stamp $(MESSAGES)
	AXE=1 $(BIN)/python -m pytest --numprocesses auto tests/browser/test_every_page.py $(ARGS)

screenshots: .venv/.dev staticfiles/.stamp $(MESSAGES)
	$(BIN)/python -m tests.browser.screenshots

check: $(CHECKS:%=check-%)
$(CHECKS:%=check-%) messages: .venv/.dev var/secret-key

check-style:
	$(BIN)/ruff check .
check-format:
	$(BIN)/ruff format --check .
check-types:
	$(PRODUCTION) $(BIN)/mypy .
check-templates:
	$(BIN)/djlint --quiet --lint templates
check-map:
	$(BIN)/lint-imports
check-migrations:
	$(PRODUCTION) $(BIN)/python manage.py makemigrations --check --dry-run
check-settings:
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
check-messages:
	$(PRODUCTION) $(BIN)/python manage.py messages --check
messages:
	$(PRODUCTION) $(BIN)/python manage.py messages

format: .venv/.dev
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

clean:
	rm -rf .venv node_modules static/vendor staticfiles var $(MESSAGES)

# What the commands stand on ------------------------------------------------------------------------------------

.venv/bin/python:
	@for python in python3 python3.11 python3.12 python3.13 python3.14; do \
		if "$$python" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			"$$python" -m venv .venv && exit 0; \
		fi; \
	done; \
	echo "OGP Tracker needs Python 3.11 or newer, with its venv module. Install it and try again." >&2; exit 1

.venv/.run: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/.run

static/vendor/.stamp: package.json package-lock.json requirements-npm.txt .npmrc | .venv/bin/python
	@if ! npm --version >/dev/null 2>&1; then \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-npm.txt; \
	fi
	@export PATH="$$PATH:$(CURDIR)/$(BIN)"; npm ci --ignore-scripts --loglevel=error; npm run --silent vendor
	@touch $@

staticfiles/.stamp: .venv/.run static/vendor/.stamp var/secret-key $(shell find static -type f -not -path 'static/vendor/*')
	@$(PRODUCTION) $(BIN)/python manage.py collectstatic --clear --no-input --verbosity 0
	@touch $@

# Translations are compiled without gettext; one that is marked as fuzzy is left out.
%.mo: %.po .venv/.run
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

var/secret-key: | .venv/bin/python
	@mkdir -p var
	@umask 077; $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

var/demo/ var/verified/: | var/secret-key
	@mkdir -p $@
