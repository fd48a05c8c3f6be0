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
    from relations_kb.query.remote import Endpoint

__all__ = ["__version__", "open", "open_endpoint"]
__version__ = "0.1.0"


def open(facts: str | os.PathLike[str] | None = None) -> KnowledgeBase:
    """Open the shipped base, or the one in the folder ``facts``.

    The graph is built on first use and kept in the user's cache. Raises
    `relations_kb.errors.NoBaseError` if the folder holds no base.
    """
    from relations_kb.query.knowledge_base import open_base

    return open_base(facts)


def open_endpoint(
    url: str,
    *,
    named_graph: str | None = None,
    timeout: float = 60.0,
    user: str = "",
    password: str = "",
    token: str = "",
) -> Endpoint:
    """Return a base that lies in a triple store elsewhere; ask it with ``.query(sparql)``.

    ``named_graph`` is the graph to ask, if not the store's default; ``timeout`` is in seconds.
    Without credentials here, ``RELATIONS_KB_USER``, ``RELATIONS_KB_PASSWORD`` and
    ``RELATIONS_KB_TOKEN`` of the environment are used. Nothing is sent before the first query.
    Raises `relations_kb.errors.UsageError` for an address that cannot be one.
    """
    from relations_kb.query.remote import open_endpoint

    return open_endpoint(
        url,
        named_graph=named_graph,
        timeout=timeout,
        user=user,
        password=password,
        token=token,
    )
