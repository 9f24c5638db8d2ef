# Two commands do all the set-up on a fresh machine: `make run` and `make test`.
.DEFAULT_GOAL := run
.PHONY: run test check bench clean
SHELL := /bin/sh

VENV := .venv
PYTHON := $(VENV)/bin/python
HOST_PYTHON ?= $(shell command -v python3.13 || command -v python3.12 || command -v python3.11 || command -v python3)
# HOME may be empty or missing on a fresh machine: whatever the tools want to keep goes under var/.
export UV_CACHE_DIR ?= $(CURDIR)/var/cache/uv
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONDONTWRITEBYTECODE := 1

run: $(VENV)/.installed
	@exec $(PYTHON) manage.py up $(if $(PORT),--port $(PORT))

test: $(VENV)/.installed-dev
	@$(PYTHON) -m tests.run

check: $(VENV)/.installed-dev
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" sh .ci/check

bench: $(VENV)/.installed-dev
	@$(PYTHON) manage.py bench matching --json

$(VENV)/.installed: requirements.txt requirements-uv.txt
	@$(MAKE) --no-print-directory $(VENV)/bin/uv
	@$(VENV)/bin/uv pip install --quiet --python $(PYTHON) --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	@$(VENV)/bin/uv pip install --quiet --python $(PYTHON) --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/bin/uv:
	@test -n "$(HOST_PYTHON)" || { echo "Python is missing: install python3 (3.11 or newer) and python3-venv."; exit 1; }
	@$(HOST_PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This Python is too old: install Python 3.11 or newer."; exit 1; }
	@$(HOST_PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python cannot make environments: install python3-venv."; exit 1; }
	@echo "Setting up (once): this takes about a minute."
	@mkdir -p var
	@$(HOST_PYTHON) -m venv $(VENV)
	@$(PYTHON) -m pip install --quiet --no-cache-dir --require-hashes -r requirements-uv.txt

clean:
	rm -rf $(VENV) var
