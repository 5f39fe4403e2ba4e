# `make run` and `make test` each do by themselves whatever a fresh Debian or Ubuntu with Python 3.11+ still needs.

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
export PORT
# What these variables say about the machine must not change what a check or a test says.
CLEAN := env -u DATABASE_URL -u PORTAL_TODAY -u SECURE_SSL_REDIRECT -u CSRF_TRUSTED_ORIGINS
CHECKED := $(CLEAN) DATABASE_URL=sqlite://:memory: DEBUG=1
DEPLOYED := $(CLEAN) DATABASE_URL=sqlite://:memory: DEBUG=0 ALLOWED_HOSTS=portal.example \
	SECRET_KEY=this-key-serves-the-check-alone-and-protects-nothing-0123456789
TESTED := $(CLEAN) -u DEBUG

.PHONY: run test reliability check format bench pictures deploy-check

run: export DEBUG ?= 1
run: export PORTAL_TODAY ?= 2015-12-18
run:
	@$(PYTHON) scripts/bootstrap.py run
	@$(BIN)/python scripts/serve_demo.py

test:
	@$(PYTHON) scripts/bootstrap.py test
	@$(MAKE) --no-print-directory check
	@echo "== Tests on SQLite, browser included"
	@$(TESTED) $(BIN)/pytest -q -n 3 -m "not long"
	@echo "== Tests on PostgreSQL"
	@$(TESTED) $(BIN)/python scripts/with_postgres.py $(BIN)/pytest -q -n 2 -m "database and not browser and not once and not long"

reliability:
	@$(PYTHON) scripts/bootstrap.py test
	@echo "== What takes long, on SQLite"
	@$(TESTED) $(BIN)/pytest -q -n 2 -m long
	@echo "== What takes long, on PostgreSQL"
	@$(TESTED) $(BIN)/python scripts/with_postgres.py $(BIN)/pytest -q -n 2 -m "long and database"

check:
	@$(PYTHON) scripts/bootstrap.py test
	@echo "== Checks"
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check .
	@$(CHECKED) $(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --lint --quiet templates
	@$(CHECKED) $(BIN)/python manage.py makemigrations --check --dry-run
	@$(DEPLOYED) $(BIN)/python manage.py check --deploy --fail-level WARNING

format:
	@$(PYTHON) scripts/bootstrap.py test
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench:
	@$(PYTHON) scripts/bootstrap.py bench
	@$(BIN)/python -m benchmarks

deploy-check:
	@$(PYTHON) scripts/bootstrap.py deploy
	@$(TESTED) $(BIN)/python scripts/deploy_check.py

pictures:
	@$(PYTHON) scripts/bootstrap.py test
	@$(BIN)/python scripts/make_pictures.py
