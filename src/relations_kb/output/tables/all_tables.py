"""Every table, those that others point to first."""

from __future__ import annotations

from relations_kb.output.tables import events, evidence, reference

TABLES = (*events.TABLES, *evidence.TABLES, *reference.TABLES)
