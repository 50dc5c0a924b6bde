# `make` lists the commands. Each does its own set-up.
.DEFAULT_GOAL := help
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.setup-done

.PHONY: help
help:
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(READY): requirements-dev.lock pyproject.toml tools/setup.sh
	PYTHON=$(PYTHON) bash tools/setup.sh $(VENV)
	@touch $@

.PHONY: setup
setup: $(READY) ## system libraries, virtual environment, packages

.PHONY: demo
demo: $(READY) ## take a sample case from facts to an accepted filing; papers land in out/demo/
	@$(BIN)/python -m api.demo out/demo

.PHONY: test
test: $(READY) ## every test
	$(BIN)/python -m pytest -n 2 --dist loadfile

.PHONY: fast
fast: $(READY) ## the tests that need no service and no browser and take seconds
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow and not service and not browser"

.PHONY: check
check: $(READY) ## format, lint, types, import contracts, YAML
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/yamllint --strict .

.PHONY: format
format: $(READY) ## rewrite the code in our format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: lock
lock: $(READY) ## write the lock files anew from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.lock

.PHONY: bench
bench: $(READY) ## measure; see benchmarks/README.md for how to read the numbers
	$(BIN)/python -m benchmarks
