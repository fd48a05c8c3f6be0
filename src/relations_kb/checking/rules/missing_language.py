"""A title or name that lacks English, Russian or Persian.

Use the established name in each language where there is one, else a plain translation.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.base import Base
from relations_kb.entries.fields import LANGUAGES, LocalText
from relations_kb.entries.marks import Plan, plan_of
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each text that is not in all three languages."""
    for entry in base.entries:
        for key, plan in plan_of(entry.kind.model).keys.items():
            value = entry.data.get(key)
            if _is_local_text(plan) and isinstance(value, dict):
                missing = [language for language in LANGUAGES if not value.get(language)]
                if missing:
                    yield entry.file.problem(
                        (*entry.prefix, key),
                        "missing-language",
                        f"'{key}' lacks {', '.join(missing)}",
                        "add it",
                    )


def _is_local_text(plan: Plan) -> bool:
    return plan.model is LocalText
