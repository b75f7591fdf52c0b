"""The laws of the house that no linter knows. Each message says what to do instead."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

from tenants.kit.database import connection

ROOT = Path(__file__).resolve().parents[3]
SOURCES = sorted(
    path
    for house in [*settings.HOUSES, "config"]
    for path in (ROOT / house).glob("**/*.py")
    if "migrations" not in path.parts
)
TEXTS = {".py", ".md", ".toml", ".txt", ".html", ".yml", ".in", ".json", ".js", ".css", ".po"}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _imports(tree: ast.Module) -> Iterator[str]:
    """Modules imported at run time (what is only for the type checker is left out)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_no_file_is_longer_than_500_lines() -> None:
    long = [_name(path) for path in SOURCES if len(path.read_text().splitlines()) > 500]
    assert long == [], "Split these files by what they are about."


def test_no_function_is_longer_than_60_lines() -> None:
    long = [
        f"{_name(path)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert long == [], "A function should be short enough to see whole: give its steps names."


def test_only_the_outbox_opens_transactions() -> None:
    allowed = {
        "tenants/outbox/actions.py",
        "monitoring/public/statistics/actions.py",
        "tenants/public/geography/actions.py",
    }
    opening = {_name(path) for path in SOURCES if re.search(r"\batomic\(", path.read_text())}
    assert opening <= allowed, "Write the change as an action: `with change(by, reason) as changing:`."


def test_nobody_passes_by_the_connection_that_knows_the_municipality() -> None:
    raw = [_name(path) for path in SOURCES if "connection.connection" in path.read_text()]
    assert raw == [], "A raw connection does not set the search_path: use connection.cursor()."


def _policies() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in SOURCES:
        if path.name == "policies.py":
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and node.name.startswith("can_"):
                    yield f"{_name(path)}: {node.name}", node


def test_every_right_is_asked_with_its_day() -> None:
    """A mandate ends, a deputy's term passes: whoever could yesterday may not today."""
    dayless = [name for name, policy in _policies() if policy.args.args[-1].arg != "on"]
    assert dayless == [], "The last argument of a policy is `on`: can_<verb>(caller, thing, on)."


def _keeps_its_reason(action: ast.FunctionDef) -> bool:
    """With `change(by, reason)`, or by whoever it hands it to."""
    calls = [node for node in ast.walk(action) if isinstance(node, ast.Call)]
    changes = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "change"]
    given = [
        {name.id for part in (*call.args, *call.keywords) for name in ast.walk(part) if isinstance(name, ast.Name)}
        for call in changes or calls
    ]
    return any("reason" in names for names in given)


def test_every_reason_is_kept() -> None:
    """What somebody gave as a reason stands in the history, beside what was changed."""
    lost = [
        f"{_name(path)}: {node.name}"
        for path in SOURCES
        if path.stem == "actions" or path.parent.name == "actions"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if "reason" in {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
        if not _keeps_its_reason(node)
    ]
    assert lost == [], "Hand it to the history: `with change(by, reason)`."


def test_roles_are_named_by_their_class() -> None:
    """A role as a string is not found by whoever renames or removes it."""
    named = re.compile(r"""has_role\([^)]*["']|holds\([^)]*["']""")
    loose = [_name(path) for path in SOURCES if named.search(path.read_text())]
    assert loose == [], "Ask with Role.…, or with a group of tenants/accounts/standing.py."


def test_a_digit_is_one_of_ten() -> None:
    """`\\d` and isdigit() take the digits of every script: a code of full-width ones made a schema."""
    wide = re.compile(r"\\\\?d(?![a-z])|\.is(?:digit|decimal|numeric)\(\)")
    wrong = [
        f"{_name(path)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if wide.search(line) and "isascii()" not in line
    ]
    assert wrong == [], "Write [0-9], or ask isascii() first."


def test_the_path_tells_the_schema(db: None) -> None:
    """`public` in the path: a table in schema public; otherwise one in each municipality; three apps in both."""
    for model in apps.get_models():
        app = apps.get_app_config(model._meta.app_label).name
        if app.split(".")[0] not in settings.HOUSES:
            continue
        schemas = _schemas_of(model._meta.db_table)
        if app in settings.IN_BOTH:
            assert {"public", "gm0505"} <= schemas, model
        elif "public" in app.split("."):
            assert schemas == {"public"}, model
        else:
            assert "gm0505" in schemas, model
            assert "public" not in schemas, model


def test_a_municipality_stays_light(db: None) -> None:
    """Every table and index is paid for by each of some hundreds of municipalities, and by every connection's cache."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'gm0505'")
        tables = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE schemaname = 'gm0505'")
        indexes = cursor.fetchone()[0]
    assert tables <= 120
    assert indexes <= 400


def test_the_project_speaks_of_itself_alone() -> None:
    """No path of this machine in any tracked text: it must work where nobody knows this one."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    texts = [ROOT / name for name in tracked.split("\0") if Path(name).suffix in TEXTS]
    told = [_name(path) for path in texts if str(ROOT) in path.read_text(encoding="utf-8", errors="ignore")]
    assert told == []


def test_requirements_come_from_wherever_the_machine_gets_them() -> None:
    """No address of an index or a file: the lock has names, versions and hashes only."""
    addressed = [
        f"{path.name}: {line}"
        for path in (ROOT / "requirements").glob("*.txt")
        for line in path.read_text().splitlines()
        if "://" in line or line.startswith("--")
    ]
    assert addressed == []


def _schemas_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = %s", [table])
        return {row[0] for row in cursor.fetchall()}


def test_a_room_that_several_apps_have_stands_in_the_plan() -> None:
    """Whoever adds an app looks up there what goes where."""
    rooms = Counter(
        path.stem
        for app in apps.get_app_configs()
        if app.name.split(".")[0] in settings.HOUSES and app.label != "kit"
        for path in Path(app.path).iterdir()
        if not path.stem.startswith("_") and path.stem not in ("apps", "migrations")
    )
    plan = (ROOT / "CONTRIBUTING.md").read_text()
    missing = [
        room for room, apps_with_it in rooms.items() if apps_with_it > 1 and not re.search(rf"`{room}[./]", plan)
    ]
    assert missing == [], "Give it a row in CONTRIBUTING.md, or another name."
