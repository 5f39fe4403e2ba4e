"""The house's own rules, held against every file of it."""

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
APPS = ("communes", "reports", "meetings", "documents", "notices", "search", "operations")
PYTHON = sorted(
    path
    for folder in ("briefing_portal", "scripts", "formats", *APPS)
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = sorted(path for path in (ROOT / "static").rglob("*") if path.suffix in {".css", ".js"})

PUBLIC = {"login", "favicon", "healthz", "admin:login", "communes:redeem"}
PUBLIC |= {"documents:verify_ask", "documents:verify", "documents:verify_file"}
PUBLIC |= {"meetings:feed"}  # opened by the secret in its address
PUBLIC |= {"second_step", "reset", "reset_link", "admin_login"}
PUBLIC |= {"choose_theme", "guide"}  # the look of a browser; the tour
PUBLIC |= {"offline_worker"}  # a script
PUBLIC |= {"readyz", "metrics"}  # monitors; the numbers only for this machine or with a token
LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 50
LINES_OF_A_VIEW = 25
METHOD_GUARDS = {"require_safe", "require_GET", "require_POST", "require_http_methods"}

ANOTHER_HOST = re.compile(r"""(?:src|href|action|url)\s*[=(]\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|javascript:", re.IGNORECASE)
TEMPLATE_TAG = re.compile(r"{[%#].*?[%#]}", re.DOTALL)
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape off")


def where(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(path.read_text())
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def decorators(function: ast.FunctionDef) -> set[str]:
    called = (each.func if isinstance(each, ast.Call) else each for each in function.decorator_list)
    return {each.id if isinstance(each, ast.Name) else ast.unparse(each) for each in called}


def view_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for module, name in sorted({(view.__module__, view.__name__) for view in routed()}):
        path = Path(str(sys.modules[module].__file__))
        yield from ((where(path), function) for function in functions(path) if function.name == name)


def routed() -> Iterator[Callable[..., HttpResponse]]:
    for _, pattern in addresses(get_resolver().url_patterns):
        view = inspect.unwrap(pattern.callback)
        if view.__module__.split(".")[0] in APPS:
            yield view


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{prefix}{pattern.name}", pattern


def test_the_import_contracts_are_kept() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_every_page_asks_for_a_login_except_the_named_ones() -> None:
    open_to_all = {
        name
        for name, pattern in addresses(get_resolver().url_patterns)
        if not getattr(pattern.callback, "login_required", True)
    }
    assert open_to_all <= PUBLIC


def test_every_view_names_the_methods_it_answers() -> None:
    unguarded = [f"{file}:{view.name}" for file, view in view_functions() if not decorators(view) & METHOD_GUARDS]
    assert unguarded == []


def test_a_view_tells_one_story() -> None:
    assert [f"{file}:{view.name}" for file, view in view_functions() if length(view) > LINES_OF_A_VIEW] == []


def test_functions_and_files_stay_short() -> None:
    long_files = [where(path) for path in PYTHON if len(path.read_text().splitlines()) > LINES_OF_A_FILE]
    long_functions = [
        f"{where(path)}:{function.name}"
        for path in PYTHON
        for function in functions(path)
        if length(function) > LINES_OF_A_FUNCTION
    ]
    assert long_files == []
    assert long_functions == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"utils.py", "helpers.py", "services.py", "signals.py", "common.py", "misc.py"}
    assert [where(path) for path in PYTHON if path.name in drawers] == []


def test_only_the_edge_reads_the_clock() -> None:
    reads = re.compile(
        r"timezone\.now|datetime\.now|date\.today|time\.time\(|localdate\(|clock\.(?:now|today)\("
        r"|clock import .*\b(?:now|today)\b"
    )
    edge = {"views", "management", "tasks", "admin", "templatetags"}
    inner = [path for path in PYTHON if path.name != "clock.py" and not edge & {*path.parts, path.stem}]
    assert [where(path) for path in inner if "scripts" not in path.parts and reads.search(path.read_text())] == []


def test_only_actions_write() -> None:
    writes = re.compile(
        r"\.(?:save|delete)\((?:\)|update_fields|commit)|\.(?:bulk_\w+|update_or_create|get_or_create)\(|objects\.create\("
    )
    outside = {"views", "forms", "permissions", "figures", "checks", "rendering", "briefing", "templatetags"}
    sources = [path for path in PYTHON if outside & {*path.relative_to(ROOT).parts, path.stem}]
    assert [where(path) for path in sources if writes.search(path.read_text())] == []


@pytest.mark.parametrize("path", [*TEMPLATES, *STATIC], ids=where)
def test_pages_load_nothing_from_another_host(path: Path) -> None:
    text = path.read_text()
    assert not ANOTHER_HOST.search(text)
    assert path.suffix == ".html" or not re.search(r"https?://|@import", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=where)
def test_pages_carry_no_inline_style_or_script(path: Path) -> None:
    assert not INLINE.search(TEMPLATE_TAG.sub("", path.read_text()))


@pytest.mark.parametrize("path", TEMPLATES, ids=where)
def test_what_people_type_is_escaped(path: Path) -> None:
    assert not UNESCAPED.search(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=where)
def test_partials_begin_with_an_underscore_and_see_only_what_they_are_given(path: Path) -> None:
    for included in re.findall(r"{%\s*include\s+(.*?)\s*%}", path.read_text()):
        name = re.search(r'"([^"]+)"', included)
        assert name is None or Path(name[1]).name.startswith("_"), included
        assert included.endswith(" only"), included
