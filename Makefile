# Everything runs in .venv, made from exact versions: PYTHON=python3.12 make test
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
HELD := tests/ensemble/test_compiled.py tests/model/test_compiled.py tests/test_wheel.py
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input

.PHONY: environment binaries demo picture study test postgres cluster browser compiled checked thorough fuzz
.PHONY: lint docs bench lock clean

environment: binaries

# Compiles beside the sources where there is a C compiler, else says so in a line.
binaries: $(READY)
	@$(BIN)/python hatch_build.py

demo: binaries
	$(BIN)/detente run cairo-2024 --seed 7
	rm -rf out/cairo-2024
	$(BIN)/detente ensemble cairo-2024 --seed 1 -o out/cairo-2024
	$(BIN)/detente plot out/cairo-2024

# The picture of the README.
picture: demo
	cp out/cairo-2024/if_changed.png docs/if_changed.png

# The study in docs/, of few draws played often, so that it has ranges across inputs. Stopped, it
# goes on from out/study.
study: binaries
	$(BIN)/detente report cairo-2024 --draws 100 --seed 1 --keep out/study -o docs/cairo-2024.md --force

# MARKED chooses others: .ci/run plays the three that follow among these.
test: binaries
	$(BIN)/python -m pytest -n 2 --dist worksteal $(if $(MARKED),-m "$(MARKED)")

# Needs PostgreSQL's server programs, which Debian has in its package postgresql.
postgres: binaries
	$(BIN)/python -m pytest -m "postgres and not thorough" tests/store

# A real Dask cluster of two processes on this machine.
cluster: binaries
	$(BIN)/python -m pytest -m "cluster and not thorough" tests/ensemble

# A report in a real browser, which Debian has in its package chromium; its pictures are kept.
browser: binaries
	mkdir -p out
	$(BIN)/python -m pytest -m browser --basetemp out/browser tests/web

# What is compiled is held against its sources, and the wheel of it is installed and plays; then
# tests of the sources themselves. Needs a C compiler and Python's headers.
compiled: binaries
	DETENTE_COMPILED=yes $(BIN)/python -m pytest -m "compiled and not thorough" $(HELD)
	DETENTE_COMPILED=no $(BIN)/python -m pytest tests/core tests/model tests/test_constants.py

# The same with memory watched by the compiler's address sanitizer: no array is left.
checked: $(READY)
	rm -rf out/checked
	mkdir -p out/checked
	tar --create --exclude __pycache__ --exclude '*.so' --exclude built.txt pyproject.toml scenarios seeds sim tests \
	  | tar --extract --directory out/checked
	$(BIN)/python hatch_build.py --checked --into out/checked >out/checked/made.log 2>&1
	cd out/checked && LD_PRELOAD="$$(cc -print-file-name=libasan.so)" ASAN_OPTIONS=detect_leaks=0 \
	  PYTHONMALLOC=malloc DETENTE_COMPILED=yes ../../$(BIN)/python -m pytest -m "not thorough" tests/core tests/model

# What CI tries a few times, tried often; needs PostgreSQL's server programs too.
thorough: compiled checked
	$(BIN)/python -m pytest -n 2 --dist worksteal -m thorough

# What people bring, spoilt at random, for an hour; stops at the first failure.
fuzz: binaries
	$(BIN)/python -m tests.fuzz --minutes 60

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The documentation as a site, in out/docs; a broken link or a page in no list fails.
docs: $(READY)
	$(BIN)/python -m sphinx --builder html --fail-on-warning --keep-going --quiet docs out/docs

bench: binaries
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
	rm -rf .venv .venv-lock out dist build sim/*/*.so sim/built.txt
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find sim tests -name __pycache__ -type d -prune -exec rm -rf {} +
