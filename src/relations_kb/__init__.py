"""A cited, date-exact knowledge base of Iran–Russia relations, and the tool that keeps it.

>>> import relations_kb
>>> kb = relations_kb.open()
>>> kb.entry("1828-treaty-of-turkmenchay").date
'1828-02-22'
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relations_kb.query.knowledge_base import KnowledgeBase

__all__ = ["__version__", "open"]
__version__ = "0.1.0"


def open(facts: str | os.PathLike[str] | None = None) -> KnowledgeBase:
    """Open the shipped base, or the one in the folder ``facts``.

    The graph is built on first use and kept in the user's cache. Raises
    `relations_kb.errors.NoBaseError` if the folder holds no base.
    """
    from relations_kb.query.knowledge_base import open_base

    return open_base(facts)
