# The one door: demo, test, check, bench, lock, docs. Needs Python 3.12 or 3.13 and make.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check unit bench fuzz-api lock docs clean

$(VENV)/run: requirements.lock pyproject.toml hatch_build.py
	@test -n "$(PYTHON)" || { echo "Python 3.12 or 3.13 is needed and was not found."; \
	  echo "Looked for python3.12, python3.13 and python3 on the PATH."; \
	  echo "Install one, or say which to use: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/dev: $(VENV)/run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/run ## install, code the examples, print the events
	@rm -rf examples.dateline
	$(BIN)/dateline code examples --record examples.dateline
	$(BIN)/dateline events --record examples.dateline --table

check: $(VENV)/dev ## style, types, import contracts, spelling, lexicons
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/budgets.py
	$(BIN)/python scripts/docs.py --check
	$(BIN)/codespell src docs examples tests README.md CHANGELOG.md CODING.md Makefile
	$(BIN)/dateline lexicon format --check src/dateline/lexicons
	$(BIN)/dateline lexicon check

unit: $(VENV)/dev ## all tests
	$(BIN)/python -m pytest -q -n 3 --dist worksteal

test: check unit ## everything that has to hold

bench: $(VENV)/run ## articles a second, CPU time against bare spaCy, seconds an analysis
	$(BIN)/python scripts/bench.py
	$(BIN)/python scripts/bench_analyse.py

fuzz-api: $(VENV)/dev ## 20,000 generated requests to the API, over the bundled examples
	$(BIN)/dateline code examples --record examples.dateline --quiet
	$(BIN)/python scripts/fuzz_api.py --record examples.dateline --cases 20000

bench-page: $(VENV)/run ## the page over a million made-up events, with 20 readers while coding goes on
	$(BIN)/python scripts/bench_page.py

lock: $(VENV)/dev ## pin every dependency again, with hashes
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-header --no-annotate --allow-unsafe \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
	  --extra build -o requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-header --no-annotate --allow-unsafe \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
	  --extra build --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

docs: $(VENV)/dev ## write the command help and the analyses' examples into the docs
	$(BIN)/python scripts/docs.py
	$(BIN)/python scripts/examples.py

clean:
	rm -rf $(VENV) examples.dateline .mypy_cache .ruff_cache .pytest_cache .hypothesis
