# Two commands do all the set-up on a fresh machine: `make run` and `make test`.
.DEFAULT_GOAL := run
.PHONY: run test check bench messages clean
SHELL := /bin/sh

VENV := .venv
PYTHON := $(VENV)/bin/python
# The first Python that runs and is new enough (a shim of a version manager may be there and not run).
HOST_PYTHON ?= $(shell for one in python3 python3.13 python3.12 python3.11; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$one; break; }; done)
# HOME may be empty or missing on a fresh machine: whatever the tools want to keep goes under var/.
export UV_CACHE_DIR ?= $(CURDIR)/var/cache/uv
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Python keeps what it compiled, wherever we are started: each of our processes begins three times as fast.
unexport PYTHONDONTWRITEBYTECODE

run: $(VENV)/.installed
	@exec $(PYTHON) manage.py up $(if $(PORT),--port $(PORT))

test: $(VENV)/.installed-dev
	@$(PYTHON) -m tests.run

check: $(VENV)/.installed-dev
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" sh .ci/check

bench: $(VENV)/.installed-dev
	@$(PYTHON) manage.py bench matching --json

# Brings claims/locale/*/LC_MESSAGES/django.po and .mo up to date with the sources; run it again after translating.
messages: $(VENV)/.installed-dev
	@$(PYTHON) -m tests.languages.catalogues

$(VENV)/.installed: requirements.txt requirements-uv.txt
	@$(MAKE) --no-print-directory $(VENV)/bin/uv
	@$(VENV)/bin/uv pip install --quiet --python $(PYTHON) --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	@$(VENV)/bin/uv pip install --quiet --python $(PYTHON) --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/bin/uv:
	@test -n "$(HOST_PYTHON)" || { echo "Python 3.11 or newer is missing: install python3 and python3-venv."; exit 1; }
	@$(HOST_PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python cannot make environments: install python3-venv."; exit 1; }
	@echo "Setting up (once): this takes about a minute."
	@mkdir -p var
	@$(HOST_PYTHON) -m venv $(VENV)
	@$(PYTHON) -m pip install --quiet --no-cache-dir --require-hashes -r requirements-uv.txt

clean:
	rm -rf $(VENV) var
