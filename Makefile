# `make` sets everything up, builds the corpus and reads it back; `make test` sets everything up and runs the tests.
PYTHON ?= python3
VENV ?= .venv
CONSTRAINTS ?= constraints.txt
BIN = $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export HF_HUB_OFFLINE = 1

.PHONY: all test coverage test-oldest leaderboard bench clean

all: $(VENV)/.installed
	$(BIN)/retold build
	$(BIN)/retold splits
	$(BIN)/retold compare rogozin-normal-relations-only-if

test: $(VENV)/.installed
	$(BIN)/python -m pytest -n 2

# The same with branches counted.
coverage: $(VENV)/.installed
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term

# The lower ends of the ranges in pyproject.toml.
test-oldest:
	$(MAKE) test VENV=.venv-oldest CONSTRAINTS=constraints-oldest.txt

leaderboard: $(VENV)/.installed
	$(BIN)/retold leaderboard

bench: $(VENV)/.installed
	$(BIN)/python -m benchmarks

$(VENV)/.installed: pyproject.toml hatch_build.py $(CONSTRAINTS)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint $(CONSTRAINTS) --editable '.[build,dev]'
	touch $@

clean:
	rm -rf .venv .venv-oldest
