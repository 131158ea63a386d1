# Two commands for a new user: `make demo` and `make test`. Everything lives in .venv/ and out/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_CLIP := test_videos/clips/balance_knee_in_front.mp4

.PHONY: demo test lint test-videos accuracy speed live-speed clean

demo: $(VENV)/.installed
	$(BIN)/formcheck models prepare heavy
	$(BIN)/formcheck score $(DEMO_CLIP) --exercise single-leg-balance --out out/demo

test: $(VENV)/.installed-dev lint
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test-videos: $(VENV)/.installed-dev
	$(BIN)/python -m test_videos render --out test_videos/clips

accuracy: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.accuracy

live-speed: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.live --minutes 5 --write

speed: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.speed

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "error: formcheck needs Python 3.11 or newer, $(PYTHON) is older: run make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python requirements.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --requirement requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) out build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
