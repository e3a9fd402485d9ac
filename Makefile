# `make run` runs the whole system on this machine, `make test` every test, `make check` what reads
# the code without running it. All of them build `.venv` from hashed locks first; nothing else is
# needed beforehand than Python 3.11 or newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# pip and uv, which build the rest and are no part of it.
BOOTSTRAP := $(VENV)/bootstrap/bin
LOCKS := deploy/requirements
SYSTEM_PATH := $(PATH)
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check check-deploy tools bench bench-quick faults protos images sbom lock clean

help: ## Say what there is.
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: $(VENV)/.local ## Run the whole system on this machine until Ctrl-C.
	@exec svar up --with-parent

# Three workers on two processors: many tests wait for servers.
test: $(VENV)/.dev ## Run every test, doctests included.
	python -m pytest -n $${SVAR_TEST_WORKERS:-3} --dist loadgroup

check: $(VENV)/.dev ## Check style, types, who imports whom, protos, and the console's scripts.
	ruff check .
	ruff format --check .
	mypy
	lint-imports
	python protos/generate.py --check
	python protos/generate.py --image build/svar.binpb
	buf lint build/svar.binpb --config protos/buf.yaml
	python protos/compare.py
	DENO_DIR=build/deno DENO_NO_UPDATE_CHECK=1 deno check --quiet --config services/console/deno.json services/console/static/*.js
	DENO_DIR=build/deno DENO_NO_UPDATE_CHECK=1 deno lint --quiet --config services/console/deno.json services/console/static
	python deploy/check_deploy.py

check-deploy: $(VENV)/.dev ## Check the manifests, the alerts and the recipe of the images.
	python deploy/check_deploy.py
	python -m pytest -q tests/unit/deploy

tools: ## Fetch promtool, which check-deploy needs, from Debian's package.
	.ci/tools

# Both need two processors to themselves; what runs beside them is measured too.
bench: $(VENV)/.dev ## Measure Svar against its bars, in a few minutes.
	python -m tests.benchmarks full

bench-quick: $(VENV)/.dev ## Measure replies per second, in a minute.
	python -m tests.benchmarks quick

# FAULTS="--seed 7" breaks the same things again; the short form is a part of `make test`.
faults: $(VENV)/.dev ## Kill, freeze and starve Svar, and hold everything that it did against what it should.
	python -m tests.faults $(FAULTS)

protos: $(VENV)/.dev ## Write the generated code under protos/gen anew.
	python protos/generate.py

# deploy/README.md says what ENGINE, TAG, REGISTRY and IMAGE_OPTIONS are.
ENGINE ?= $(if $(shell command -v docker),docker,$(if $(shell command -v podman),podman,docker))
TAG ?= latest
REGISTRY ?=
IMAGE_OPTIONS ?=
PROCESSES := surveys sessions sms results gateway console

# What an image says of itself: its tag, the commit, and where the code comes from.
RELEASE = --build-arg VERSION=$(TAG) --build-arg REVISION=$(shell git rev-parse HEAD 2>/dev/null || echo unknown) \
	--build-arg SOURCE=$(SOURCE)
SOURCE ?= unknown

images: ## Build an image of each process with Docker or Podman.
	@$(ENGINE) info >/dev/null 2>&1 || { echo "No container engine answers: \`$(ENGINE) info\` fails. Start" \
		"Docker or Podman, or name another: make images ENGINE=podman"; exit 2; }
	$(foreach process,$(PROCESSES),$(ENGINE) build --file deploy/docker/Dockerfile \
		--build-arg SERVICE=$(process) $(RELEASE) --tag $(REGISTRY)svar-$(process):$(TAG) $(IMAGE_OPTIONS) . &&) true

# What an image holds, by name, version and hash, for whoever looks after known faults.
sbom: $(VENV)/.dev ## Write the bill of materials of the images, in CycloneDX.
	@mkdir -p build
	cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --of JSON -o build/svar.cdx.json \
		$(LOCKS)/svar.lock

# The runtime is a part of local, local of dev; each is held to the versions of the larger one.
lock: $(VENV)/.python ## Resolve the dependencies of pyproject.toml anew.
	$(call compile,dev,--extra local --extra dev)
	$(call compile,local,--extra local -c $(LOCKS)/dev.lock)
	$(call compile,svar,-c $(LOCKS)/dev.lock)

clean: ## Remove what was built; the data in .svar stays.
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

$(VENV)/.dev: $(LOCKS)/dev.lock pyproject.toml | $(VENV)/.python
	$(call install,dev)
	@touch $(VENV)/.local $@

$(VENV)/.local: $(LOCKS)/local.lock pyproject.toml | $(VENV)/.python
	$(call install,local)
	@touch $@

$(VENV)/.python: $(LOCKS)/bootstrap.lock
	@PATH="$(SYSTEM_PATH)"; $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Svar needs Python 3.11 or newer; $(PYTHON) is not. Try: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 2; }
	@PATH="$(SYSTEM_PATH)"; $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments here. On Debian and Ubuntu: apt-get install python3-venv"; exit 2; }
	@PATH="$(SYSTEM_PATH)"; $(CHOOSE_PYTHON); "$$python" -m venv --clear --without-pip $(VENV)
	@PATH="$(SYSTEM_PATH)" $(PYTHON) -m venv $(VENV)/bootstrap
	@$(BOOTSTRAP)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# A Python that somebody names is the one that is used; else the quickest of the same version.
CHOOSE_PYTHON = python=$(if $(filter file,$(origin PYTHON)),$$($(PYTHON) deploy/quickest_python.py),$(PYTHON))

# uv does not read pip's configuration, so an index of one's own is passed on. The project itself
# is installed as it lies here, with the build backend that the lock has brought. Everything is
# compiled now, once, and not at each start of six processes.
define install
$(call uv,pip install --quiet --compile-bytecode --require-hashes -r $(LOCKS)/$(1).lock)
$(call uv,pip install --quiet --no-deps --no-build-isolation --editable .)
	@$(BIN)/python -m compileall -q services gateway protos/gen
endef

define compile
$(call uv,pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links $(2) -o $(LOCKS)/$(1).lock pyproject.toml)
endef

define uv
@index="$${UV_DEFAULT_INDEX:-$$($(BOOTSTRAP)/python -m pip config get global.index-url 2>/dev/null)}"; \
	index="$${index:-$$PIP_INDEX_URL}"; \
	if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$$index"; fi; \
	if [ -n "$$PIP_CERT" ]; then export SSL_CERT_FILE="$${SSL_CERT_FILE:-$$PIP_CERT}"; fi; \
	VIRTUAL_ENV=$(VENV) $(BOOTSTRAP)/uv $(1)
endef
