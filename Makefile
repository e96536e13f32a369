# Two commands are enough: `make app` serves the page, `make test` checks everything. Both set up .venv first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
INDEX ?= data/index
SAMPLE := data/sample
Q ?= remote backend roles with Kafka over $$150k

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt

.PHONY: help app ask index test lint format crash bench notebook clean

help:            ## what can be made
	@grep -E '^[a-z]+: .*##|^[a-z]+:  *##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Rolecall needs Python 3.11 or newer; choose one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -d $(VENV) || { echo "Setting up $(VENV) (a few minutes, once)"; $(PYTHON) -m venv $(VENV); }
	@# torch first and alone: with it in place nothing else pulls another build of it.
	$(BIN)/pip install --quiet "$$(grep '^torch==' constraints.txt)"
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@

$(INDEX)/CURRENT: | $(READY)
	$(BIN)/rolecall build $(SAMPLE) --index $(INDEX)

index: $(INDEX)/CURRENT  ## build the index from data/sample, when there is none

app: $(READY) $(INDEX)/CURRENT  ## serve the page on 127.0.0.1
	$(BIN)/rolecall serve --index $(INDEX)

ask: $(READY) $(INDEX)/CURRENT  ## answer one question: make ask Q="remote Go jobs in Berlin"
	@$(BIN)/rolecall ask --index $(INDEX) -- "$(Q)"

test: $(READY)   ## linters, types and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

lint: $(READY)   ## linters and types only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## put the code in its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

crash: $(READY)  ## kill the writer 1,000 times and count what was lost
	$(BIN)/python tests/crash/run.py --kills 1000

# The last three need the shared posting files beside this checkout.
BENCHES := embed feeds index answers $(if $(wildcard ../shared/data/eval),normalize understand sync)

bench: $(READY) $(INDEX)/CURRENT  ## all benchmarks, a table each
	for name in $(BENCHES); do echo "== $$name"; $(BIN)/python -m bench.$$name || exit 1; done

notebook: $(READY) $(INDEX)/CURRENT  ## open the evaluation notebook
	$(BIN)/pip install --quiet --editable '.[notebook]'
	$(BIN)/jupyter lab notebooks/evaluate_retrieval.ipynb

clean:           ## remove the built index and the environment
	rm -rf $(VENV) data/index
