# Everything runs in .venv, made from exact versions: PYTHON=python3.12 make test
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input

.PHONY: environment demo picture study test postgres cluster browser compiled thorough fuzz lint bench lock clean

environment: $(READY)

demo: $(READY)
	$(BIN)/detente run cairo-2024 --seed 7
	rm -rf out/cairo-2024
	$(BIN)/detente ensemble cairo-2024 --seed 1 -o out/cairo-2024
	$(BIN)/detente plot out/cairo-2024

# The picture of the README.
picture: demo
	cp out/cairo-2024/if_changed.png docs/if_changed.png

# The study in docs/. Stopped, it goes on from out/study.
study: $(READY)
	$(BIN)/detente report cairo-2024 --seed 1 --keep out/study -o docs/cairo-2024.md --force

# MARKED chooses others: .ci/run plays the three that follow among these.
test: $(READY)
	$(BIN)/python -m pytest -n 2 --dist worksteal $(if $(MARKED),-m "$(MARKED)")

# Needs PostgreSQL's server programs, which Debian has in its package postgresql.
postgres: $(READY)
	$(BIN)/python -m pytest -m "postgres and not thorough" tests/store

# A real Dask cluster of two processes on this machine.
cluster: $(READY)
	$(BIN)/python -m pytest -m "cluster and not thorough" tests/ensemble

# A report in a real browser, which Debian has in its package chromium; its pictures are kept.
browser: $(READY)
	mkdir -p out
	$(BIN)/python -m pytest -m browser --basetemp out/browser tests/web

# The same package with its model and engine compiled: needs a C compiler and Python's headers.
# Tests of both are run on it, then what it plays is held against what the sources play.
compiled: $(READY)
	rm -rf out/compiled
	HATCH_BUILD_HOOK_ENABLE_CUSTOM=true $(PIP) install --no-compile --no-deps --no-build-isolation --target out/compiled .
	tar --create --exclude __pycache__ pyproject.toml tests | tar --extract --directory out/compiled
	cd out/compiled && ../../$(BIN)/python -m pytest tests/golden tests/model
	$(BIN)/python -m pytest -m "compiled and not thorough" tests/ensemble/test_compiled.py

# What CI tries a few times, tried often; needs PostgreSQL's server programs too.
thorough: $(READY) compiled
	$(BIN)/python -m pytest -n 2 --dist worksteal -m thorough

# What people bring, spoilt at random, for an hour; stops at the first failure.
fuzz: $(READY)
	$(BIN)/python -m tests.fuzz --minutes 60

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python benchmarks/run.py
	$(BIN)/python -m benchmarks.store
	$(BIN)/python -m benchmarks.turning
	$(BIN)/python -m benchmarks.ensemble --runs 10000
	$(BIN)/python -m benchmarks.record
	$(BIN)/python -m benchmarks.limits

# A current pip chooses among packages in half the time; Python compiles what it imports.
$(READY): requirements.lock pyproject.toml sim/version.py
	$(PYTHON) -m venv --clear .venv
	$(PIP) install --upgrade pip
	$(PIP) install --no-compile --requirement requirements.lock
	$(PIP) install --no-compile --no-deps --no-build-isolation --editable .
	@touch $@

# Resolves pyproject.toml anew, in an environment of its own, and keeps only names and versions.
lock:
	$(PYTHON) -m venv --clear .venv-lock
	.venv-lock/bin/python -m pip --quiet --quiet --disable-pip-version-check --no-input install --editable '.[dev]'
	{ sed -n '/^[^#]/q;p' requirements.lock; \
	  .venv-lock/bin/python -m pip --disable-pip-version-check freeze --all --exclude-editable | grep -v '^pip=='; \
	} > requirements.lock.new
	mv requirements.lock.new requirements.lock
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-lock out dist build
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find sim tests -name __pycache__ -type d -prune -exec rm -rf {} +
