# Two commands do everything: `make audit` and `make test`. Needs only Python 3.11 or newer and make.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
OUT ?= out

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

.PHONY: help audit test lint check docs lock lab clean

help:            ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, found: $$($(PYTHON) --version)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the pinned packages into .venv (once; a few minutes) 正在安装依赖（仅首次）"
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index --editable .
	@# an editable install leaves out share/jupyter, where JupyterLab and papermill look for kernels
	$(BIN)/jupyter kernelspec install --log-level=ERROR --sys-prefix --name audit-fork src/audit/kernels/kernelspec
	@touch $@

audit: $(STAMP)  ## audit the sample reports: notebooks, tables, sealed archive, one summary table
	@$(BIN)/audit run data/sample/raw --goals data/sample/goals/2022.csv --out $(OUT) || test $$? -eq 1  # 1: findings, as planted

test: $(STAMP)   ## the whole test suite
	$(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(STAMP)   ## style, types, layers of the house
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## everything that decides what lands

docs: $(STAMP)   ## write the generated pages of docs/
	$(BIN)/python docs/generate.py

lab: $(STAMP)    ## open the notebooks in JupyterLab
	$(BIN)/audit lab

lock:            ## renew requirements.lock (needs uv)
	uv pip compile --universal --generate-hashes --no-annotate --no-header --no-emit-index-url \
	  --python-version 3.11 --group dev pyproject.toml -o requirements.lock

clean:           ## remove what was built, never what was handed in
	rm -rf $(OUT) .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
