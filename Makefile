# Verbs for people; the work is in scripts/. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run test test-fast test-browser screenshots bench format lint

help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Install what is missing, build, open the demo world (ARGUMENTS="--port 8090")
	@scripts/run $(ARGUMENTS)

test: ## Install what is missing, run every test
	@scripts/test

test-fast: ## Only the Swift tests, nothing installed (FILTER=PasswordHash for some of them)
	@scripts/test-swift $(if $(FILTER),--filter "$(FILTER)")

test-browser: ## Only the browser tests (ARGUMENTS="-k home")
	@scripts/test-browser $(ARGUMENTS)

screenshots: ## Picture the pages into .build/screenshots
	@scripts/test-browser -m screenshots $(ARGUMENTS)

bench: ## Measure, beside references of the same run (ARGUMENTS="--people 1000 10000")
	@scripts/bench $(ARGUMENTS)

format: ## Lay out the Swift files as .swift-format says
	@scripts/format

lint: ## Complain of Swift files that `make format` would change or that break a rule
	@scripts/lint
