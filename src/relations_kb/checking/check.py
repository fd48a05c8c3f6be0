"""Runs every check and gives all problems in one sorted list."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from relations_kb.checking import rules as rules_package
from relations_kb.checking.model_problems import model_problems
from relations_kb.checking.shape_of_files import shape_problems
from relations_kb.entries.base import Base, load_base, without_cycle_collection
from relations_kb.paths import Home
from relations_kb.problem import Level, Problem


@dataclass(frozen=True, slots=True)
class Rule:
    """A lint rule: its stable code, level, manual page and check."""

    code: str
    level: Level
    manual: str
    check: Callable[[Base], Iterator[Problem]]


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule of `relations_kb.checking.rules`, by code."""
    found = []
    for module_info in pkgutil.iter_modules(rules_package.__path__):
        if module_info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{rules_package.__name__}.{module_info.name}")
        code = module_info.name.replace("_", "-")
        found.append(Rule(code, module.LEVEL, (module.__doc__ or "").strip(), module.check))
    return tuple(sorted(found, key=lambda rule: rule.code))


def check(home: Home) -> list[Problem]:
    """Read all facts of ``home`` and return every problem, sorted by place."""
    with without_cycle_collection():
        return check_base(load_base(home))


def check_base(base: Base) -> list[Problem]:
    """Return every problem of a base that has been read, sorted by place."""
    problems: set[Problem] = set()
    for file in base.files:
        problems.update(file.problems)
        problems.update(shape_problems(file))
    for entry in base.entries:
        problems.update(model_problems(entry))
    for rule in all_rules():
        problems.update(replace(found, level=rule.level) for found in rule.check(base))
    return sorted(problems)
