# The few words: make help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/gold
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-stop test test-long check audit format golden gate bench train train-folds clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.ready ## make .venv with the program and everything its checks need

$(VENV)/.ready: pyproject.toml constraints.txt hatch_build.py tools/build_gazetteer.py src/dateline/knowledge/phrases.py src/dateline/knowledge/toponyms.py $(wildcard src/dateline/knowledge/data/places/*.tsv)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or newer: make setup PYTHON=python3.11"; exit 1; }
	@echo "Installing into $(VENV) (a minute or two the first time)"
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=23.3" 2>&1 | grep -v "is ignored: it is neither" || true
	@$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@

demo: setup ## read the samples, collect them into demo/dateline.db, ask it, follow an invented crisis in it, open the desk (a minute or two)
	@mkdir -p demo
	@$(BIN)/dateline read samples --html demo
	@$(BIN)/dateline read samples/rome-meeting.txt
	@$(BIN)/python tools/demo_collecting.py demo
	@$(BIN)/python tools/demo_following.py demo
	@echo; echo "There is to see: demo/index.html in a browser, one page a report; and demo/dateline.db, the store that answered above: ask it yourself with $(BIN)/dateline find \"air strikes\" --store demo/dateline.db."
	@$(BIN)/python tools/demo_desk.py start demo

demo-stop: ## end the demo: close the desk and remove what it wrote
	@test ! -d demo || $(PYTHON) tools/demo_desk.py stop demo
	@rm -rf demo
	@echo "The demo is ended: nothing of it runs, and demo/ is removed. make demo makes it again."

check: setup ## style, types, import rules, knowledge files
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format --check -q . || { echo "ruff format would change files: make format"; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/dateline knowledge check

audit: setup ## weaknesses in our code (bandit) and known ones in the packages (pip-audit, where its service can be reached)
	@$(BIN)/bandit -q -c pyproject.toml -r src -ll
	@$(BIN)/python tools/audit.py constraints.txt

format: setup ## lay out the code as the checks want it
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix .

test: check ## all checks and tests
	@$(BIN)/python -m pytest -q -n 2 -m "not long"

golden: setup ## write the golden records of the samples anew; read the difference before committing it
	@DATELINE_WRITE_GOLDEN=1 $(BIN)/python -m pytest -q -p no:randomly tests/golden
	@git diff --stat tests/golden

test-long: setup ## what takes long: fuzzing, deep property tests
	@$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[fuzz]' || echo "atheris could not be installed here: the fuzz targets are skipped"
	@$(BIN)/python -m pytest -q -m long

gate: setup ## every accuracy figure against its floor (needs the labelled data)
	@$(BIN)/python -m dateline.evaluate.gate --data $(DATA)

bench: setup ## speed: the whole road against the bare parse, start-up, memory
	@$(BIN)/python benchmarks/road.py

TRAIN := build/train
LEARN := OMP_NUM_THREADS=1 PYTHONPATH=src $(TRAIN)/bin/python training

$(TRAIN)/.ready: training/requirements.txt
	@test -x $(TRAIN)/bin/python || $(PYTHON) -m venv $(TRAIN)
	@$(TRAIN)/bin/python -m pip install --quiet -c constraints.txt -r training/requirements.txt -e .
	@touch $@

train: $(TRAIN)/.ready ## train the encoder on all of the labelled data and put it into the package (an hour on one core)
	@$(LEARN)/train.py --data $(DATA) --out build/encoder
	@$(LEARN)/export.py --weights build/encoder/encoder.pt --out src/dateline/linguistics/data/encoder
	@$(LEARN)/polish.py --data $(DATA) --model src/dateline/linguistics/data/encoder
	@$(LEARN)/functions.py --weights build/encoder/encoder.pt --out build/functions.pt
	@$(LEARN)/graft.py --weights build/functions.pt --onto src/dateline/linguistics/data/encoder
	@$(LEARN)/disputes.py --out src/dateline/stories/data
	@$(LEARN)/tellings.py --out src/dateline/stories/data
	@$(LEARN)/belonging.py --out src/dateline/stories/data

train-folds: $(TRAIN)/.ready ## train five encoders, each without a fold, into build/folds: for training/out_of_fold.py (an hour and a half on one core)
	@for fold in 0 1 2 3 4; do \
	  $(LEARN)/train.py --data $(DATA) --fold $$fold --out build/fold$$fold && \
	  $(LEARN)/export.py --weights build/fold$$fold/encoder.pt --out build/folds/fold$$fold && \
	  $(LEARN)/polish.py --data $(DATA) --model build/folds/fold$$fold --fold $$fold || exit 1; \
	done

clean: ## remove what was made
	rm -rf demo build dist .cache .mypy_cache .ruff_cache .pytest_cache
