# Every task a developer has. `make setup` first; the others call it when they need it.

PYTHON ?= python3
BIN := .venv/bin
REAL ?= ../shared/real
CONCERNS ?= 10000
MESSAGES ?= tests/heldout/messages.jsonl

.PHONY: setup demo test lint format real bench-classifier lock retrain-story story similar diagram clean

setup: .venv/.done ## make .venv from the lock file

.venv/.done: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

node: tests/emulator/node_modules/.package-lock.json ## the independent emulator, when npm is there

tests/emulator/node_modules/.package-lock.json: tests/emulator/package-lock.json
	@if command -v npm >/dev/null; then npm ci --silent --no-audit --no-fund --prefix tests/emulator; \
	else echo "npm is missing: the tests against the independent emulator will be skipped"; fi

demo: setup ## open the playground: no token, no network
	$(BIN)/linli demo

# The longest file has two tests: in the order of their number it would begin last.
test: setup node lint ## everything: lint, types, tests
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

lint: setup ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup ## put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

real: setup ## send messages through the running desk: make real MESSAGES=file.jsonl
	$(BIN)/python -m benchmarks.real $(MESSAGES)

bench-classifier: .venv-bench/.done ## our classifier beside what one could pick instead; ONLY=name, QUICK=1
	.venv-bench/bin/python -m benchmarks.classifier $(if $(QUICK),--quick) $(if $(ONLY),--only $(ONLY),\
		--json var/bench-classifier/run.json $(if $(QUICK),,\
		--chart docs/classifier-benchmark.svg --page docs/benchmark.md))

.venv-bench/.done: requirements-bench.lock ## an environment of its own, so that .venv stays lean
	$(PYTHON) -m venv .venv-bench
	echo '*' > .venv-bench/.gitignore
	.venv-bench/bin/python -m pip install --quiet --require-hashes -r requirements-bench.lock
	touch $@

retrain-story: setup ## retrain with right and with wrong labels: make retrain-story REAL=folder
	$(BIN)/python -m benchmarks.retraining $(REAL)

story: setup ## a year of a compound by the simulated clock, its books checked: make story CONCERNS=10000
	$(BIN)/python -m benchmarks.story --concerns $(CONCERNS)

similar: setup ## precision and recall of «is it the same?»: make similar REAL=folder
	$(BIN)/python -m benchmarks.similar $(REAL)

diagram: setup ## print the state diagram that docs/architecture.md holds
	$(BIN)/python -m casework.rules.states

lock: ## renew the lock files (needs uv)
	uv pip compile -q pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.lock
	uv pip compile -q pyproject.toml --extra dev --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements.lock -o requirements-dev.lock
	uv pip compile -q pyproject.toml --extra bench --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements.lock -o requirements-bench.lock

clean: ## remove what can be made again
	rm -rf .venv .venv-bench build *.egg-info .mypy_cache .ruff_cache .pytest_cache tests/emulator/node_modules
