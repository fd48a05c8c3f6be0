"""Which item of an old list is which item of the new one.

Items that are equal are the same. Of the rest, two are the same if they agree in what an item
of their kind is known by: first in all of it, then in less and less. What then is left over
came or went. Order alone is no difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from typing import Any

_KNOWN_BY: dict[str, tuple[tuple[str, ...], ...]] = {
    "Participation": (("actor", "role", "by"), ("actor", "role"), ("actor",)),
    "Citation": (("source", "locator", "says"), ("source", "locator"), ("source", "says"),
                 ("source",)),
    "Alternative": (("field", "value", "held-by"), ("field", "value"), ("field", "held-by")),
    "LifeCycleStage": (("stage", "date"), ("stage", "by"), ("stage",)),
    "Measure": (("what", "unit", "held-by", "value"), ("what", "unit", "held-by"),
                ("what", "unit"), ("what",)),
    "Evidence": (("event", "stance"), ("event",)),
    "NameVariant": (("name", "lang"), ("name",), ("lang", "used-by")),
    "Office": (("actor", "title"), ("actor", "held")),
    "Membership": (("member", "from"), ("member", "until"), ("member",)),
    "RelatedEvent": (("event",),),
    "CodingVariant": (("plover", "goldstein"), ("plover",), ("because",)),
    "Party": (("id",),),
    "MinimumCount": (("kind",),),
}  # fmt: skip

Pair = tuple[Any, Any]


def matched(old: list[Any], new: list[Any], model: str) -> Iterator[Pair]:
    """Yield the items of two lists in pairs, in the order of the new list; None for no partner.

    ``model`` names what the items are, as in `_KNOWN_BY`. Items that went come last.
    """
    partners: dict[int, int] = {}
    free_old, free_new = list(range(len(old))), list(range(len(new)))
    for key in (_whole, *(_by(names) for names in _KNOWN_BY.get(model, ()))):
        _pair_off(old, new, free_old, free_new, partners, key)
    for place, item in enumerate(new):
        yield (old[partners[place]] if place in partners else None), item
    for place in free_old:
        yield old[place], None


def _pair_off(
    old: list[Any],
    new: list[Any],
    free_old: list[int],
    free_new: list[int],
    partners: dict[int, int],
    key: Callable[[Any], Hashable | None],
) -> None:
    waiting: dict[Hashable, list[int]] = {}
    for place in free_old:
        found = key(old[place])
        if found is not None:
            waiting.setdefault(found, []).append(place)
    for place in list(free_new):
        found = key(new[place])
        if found is not None and waiting.get(found):
            partner = waiting[found].pop(0)
            partners[place] = partner
            free_old.remove(partner)
            free_new.remove(place)


def _by(names: tuple[str, ...]) -> Callable[[Any], Hashable | None]:
    def key(item: Any) -> Hashable | None:
        if not isinstance(item, dict):
            return None
        values = [_part(item, name) for name in names]
        return tuple(map(frozen, values)) if values[0] is not None else None

    return key


def _part(item: dict[str, Any], name: str) -> Any:
    if name == "event" and "event" not in item:
        # Evidence is an event or a page; a page is known by its source.
        return (item.get("citation") or {}).get("source")
    return item.get(name)


def _whole(item: Any) -> Hashable:
    return frozen(item)


def frozen(value: Any) -> Hashable:
    """Return a value that can be compared and hashed: lists without their order."""
    if isinstance(value, dict):
        pairs = ((key, frozen(inner)) for key, inner in value.items() if inner is not None)
        return ("mapping", frozenset(pairs))
    if isinstance(value, list):
        if len(value) == 1 and isinstance(value[0], str):
            return value[0]
        return ("list", frozenset(Counter(map(frozen, value)).items()))
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return ("truth", value) if isinstance(value, bool) else value
