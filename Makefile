# Everything below needs only Python 3.11 (or later), pip and make; the tools live in .tools/ and .venv/.
PYTHON ?= python3
UV_VERSION := 0.13.8
UV := .tools/bin/uv
HEARTH := .venv/bin/hearth
export PYTHONPATH :=
export UV_PYTHON_DOWNLOADS := never
# Compiled once, at installation and at the first start: a start then takes a third of the time.
export UV_COMPILE_BYTECODE := 1
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := setup
.PHONY: setup run test crash check ci bench figures spam-model lint docs clean

setup: .venv/.dev ## the development environment

$(UV):
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools uv==$(UV_VERSION) >&2

.venv/.run: pyproject.toml uv.lock | $(UV)
	@PYTHONPATH=.tools $(UV) sync --quiet --frozen --no-dev --inexact --python $(PYTHON) >&2
	@touch $@

.venv/.dev: pyproject.toml uv.lock | $(UV)
	@PYTHONPATH=.tools $(UV) sync --quiet --frozen --all-extras --python $(PYTHON) >&2
	@touch .venv/.run $@

run: .venv/.run ## start Hearth: on the platforms whose tokens are set, else the local chat
	@$(HEARTH) run

test: .venv/.dev ## every test, on SQLite and PostgreSQL; no service needed
	@.venv/bin/pytest -n auto --dist worksteal

crash: .venv/.dev ## kill the process at 500 random moments; the test suite does it 50 times
	@HEARTH_CRASH_POINTS=500 .venv/bin/pytest tests/crash/test_crash.py

lint: .venv/.dev ## style, types, and who may import whom
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

check: lint test ## what each commit passes

ci: check ## what CI runs

docs: .venv/.dev ## write the generated pages again
	@.venv/bin/python -m tests.docs.generate

bench: .venv/.dev ## measure, against a baseline in the same run
	@.venv/bin/python -m benchmarks

figures: .venv/.dev ## how well the spam classifier does; DATA is the folder of the corpora
	@.venv/bin/python -m benchmarks.classifier.figures $(DATA)

spam-model: .venv/.dev ## fit the built-in spam model again; DATA is the folder of the corpora
	@.venv/bin/python -m benchmarks.classifier.fit $(DATA)

clean:
	rm -rf .venv .tools build
