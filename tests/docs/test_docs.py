"""What is documented is what there is."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.__main__ import app
from bot.config import Settings
from bot.errors import StorageKind
from bot.moderation.rules import RULES
from bot.moderation.rules.base import Rule
from bot.moderation.settings import ModerationSettings, RuleSettings
from bot.sections import SECTIONS
from bot.settings import shown_fields
from bot.texts import has, languages
from tests.docs.pages import command_table, pages

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", pages(), ids=lambda p: p.name)
def test_generated_pages_are_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == pages()[path], "run `make docs`"


@pytest.mark.parametrize("locale", languages())
def test_every_command_option_and_setting_is_described_in_every_language(locale: str) -> None:
    keys = []
    for command in command_table().commands.values():
        keys += [command.key, f"{command.key}-example", f"menu-{command.group}"]
        keys += [command.option_key(o) for o in command.options]
    for section, model in SECTIONS.items():
        if not model.listed:
            continue
        keys.append(f"settings-{section}")
        keys += [f"setting-{section}-{name.replace('_', '-')}" for name in shown_fields(model)]
    assert [key for key in keys if not has(key, locale)] == []


def test_every_config_key_is_in_the_example() -> None:
    example = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    # Every line that shows a default is commented out; taken together they are a complete configuration.
    shown = tomllib.loads("\n".join(_uncommented(line) for line in example.splitlines()))
    assert _keys(shown) == _fields(Settings)


def _uncommented(line: str) -> str:
    bare = line.removeprefix("# ")
    return bare if line.startswith("# ") and " = " in bare.split("#")[0] else line


def _keys(table: dict[str, Any], at: str = "") -> set[str]:
    found = set()
    for name, value in table.items():
        path = f"{at}{name}"
        found |= _keys(value, f"{path}.") if isinstance(value, dict) else {path}
    return found


def _fields(model: type[BaseModel], at: str = "") -> set[str]:
    found = set()
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found |= _fields(inner, f"{at}{name}.")
        else:
            found.add(f"{at}{name}")
    return found


def test_every_command_of_the_command_line_is_documented() -> None:
    written = "\n".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").rglob("*.md"))
    commands = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert [name for name in commands if f"hearth {name}" not in written] == []


def test_every_kind_of_failure_of_the_database_is_explained() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [kind for kind in StorageKind if f"| `{kind.value}` |" not in page] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_is_documented_with_how_it_starts_and_with_its_settings(rule: type[Rule]) -> None:
    page = _page("rules.md")
    start = rule.settings_type()
    at_first = "on trial" if start.dry_run else "on" if start.on else "off"
    assert f"| `{rule.name}` | {at_first}" in page
    own = set(shown_fields(rule.settings_type)) - set(RuleSettings.model_fields)
    told = page + _page("moderation.md") * (rule.name == "raid")
    assert [key for key in sorted(own) if not {f"`{key}`", key.replace("_", " ")} & _quoted(told)] == []


def test_every_setting_that_all_rules_have_is_documented() -> None:
    assert [k for k in RuleSettings.model_fields if f"`{k.replace('_', ' ')}`" not in _page("rules.md")] == []


def test_every_setting_of_moderation_is_documented_with_its_default() -> None:
    start, page = ModerationSettings(), _page("moderation.md")
    shown = shown_fields(ModerationSettings)
    assert [key for key in shown if f"| `{key}` | `{getattr(start, key)}` |" not in page] == []


def _page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def _quoted(page: str) -> set[str]:
    """List what stands in code marks, and the names of settings in it: `pause invites: no`."""
    marked = page.split("`")[1::2]
    return {f"`{m}`" for m in marked} | {m.partition(":")[0] for m in marked}


def test_the_readme_names_the_commands_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "make test" in readme
    assert "make run" in readme
    assert "ci: check" in makefile
    assert "check: lint test" in makefile
    assert "make ci" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_page_the_readme_points_to_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = [part.split(")")[0] for part in readme.split("](")[1:]]
    assert [t for t in targets if not t.startswith("http") and not (ROOT / t).exists()] == []


def test_no_file_is_longer_than_300_lines() -> None:
    rooms = ("bot", "adapters", "handlers", "storage", "tests", "benchmarks")
    files = [p for room in rooms for p in (ROOT / room).rglob("*.py")]
    assert [p.name for p in files if len(p.read_text(encoding="utf-8").splitlines()) > 300] == []
