"""The rows of a SELECT: to go through, to serialize, or as a data frame with typed columns."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from relations_kb.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas
    import polars

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = {
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
    "negativeInteger", "nonPositiveInteger", "unsignedInt", "unsignedLong", "unsignedShort",
    "unsignedByte",
}  # fmt: skip
_LARGEST = 2**63


class Column(NamedTuple):
    """A column of a data frame: its name, what its values are, the values (None for unbound).

    ``kind`` is ``integer``, ``decimal``, ``float``, ``boolean``, ``date``, ``datetime`` or
    ``string``.
    """

    name: str
    kind: str
    values: list[Any]


class Rows:
    """The answer to a SELECT.

    Going through it gives each row once, as Oxigraph does. A frame has the rows that are
    still to come, and does not use them up.

    >>> import relations_kb
    >>> rows = relations_kb.open().query("SELECT (1 AS ?n) (2.5 AS ?d) {}")
    >>> rows.to_pandas().dtypes.astype(str).to_dict()
    {'n': 'Int64', 'd': 'Float64'}
    >>> [row["n"].value for row in rows]
    ['1']
    """

    def __init__(self, solutions: ox.QuerySolutions) -> None:
        self._solutions = solutions

    @property
    def variables(self) -> list[ox.Variable]:
        """The variables of the SELECT, in its order."""
        return self._solutions.variables

    def __repr__(self) -> str:
        names = ", ".join(variable.value for variable in self.variables)
        return f"<Rows of {names}: go through them, or .to_pandas()>"

    def __iter__(self) -> Iterator[ox.QuerySolution]:
        return self

    def __next__(self) -> ox.QuerySolution:
        solution: ox.QuerySolution = next(self._solutions)
        return solution

    def serialize(self, *arguments: Any, **options: Any) -> bytes | None:
        """Write the rows in a W3C format, as `pyoxigraph.QuerySolutions.serialize` does."""
        return self._solutions.serialize(*arguments, **options)

    def to_pandas(self, *, exact: bool = False, prefixed: bool = False) -> pandas.DataFrame:
        """Return the rows as a pandas data frame.

        Integers become ``Int64``, decimals ``Float64`` (or, with ``exact``, objects of
        `decimal.Decimal`), dates ``datetime64[s]``, which reaches back to the year 1, all else
        ``string``; what is unbound is missing. With ``prefixed``, IRIs are shortened as on the
        terminal: ``event:1828-treaty-of-turkmenchay``. Raises `MissingExtraError` without the
        extra ``pandas``.
        """
        try:
            import numpy
            import pandas
        except ImportError as error:
            raise MissingExtraError("a pandas data frame", "pandas", "pandas") from error
        frame = {}
        for name, kind, values in self._columns(prefixed):
            if kind in ("date", "datetime"):
                unit = "s" if kind == "date" else "us"
                frame[name] = pandas.Series(numpy.array(values, dtype=f"datetime64[{unit}]"))
            elif kind == "decimal" and exact:
                frame[name] = pandas.Series(values, dtype="object")
            else:
                floats = kind in ("decimal", "float")
                converted = [None if v is None else float(v) for v in values] if floats else values
                frame[name] = pandas.Series(converted, dtype=_PANDAS[kind])
        return pandas.DataFrame(frame)

    def to_polars(self, *, exact: bool = False, prefixed: bool = False) -> polars.DataFrame:
        """Return the rows as a Polars data frame.

        As `to_pandas`, with the types of Polars: ``Int64``, ``Float64`` (or, with ``exact``,
        ``Decimal``), ``Date``, ``String``. Raises `MissingExtraError` without the extra
        ``polars``.
        """
        try:
            import polars
        except ImportError as error:
            raise MissingExtraError("a Polars data frame", "polars", "polars") from error
        series = []
        for name, kind, values in self._columns(prefixed):
            if kind == "decimal" and exact:
                places = max((_places(v) for v in values if v is not None), default=0)
                series.append(polars.Series(name, values, dtype=polars.Decimal(38, places)))
                continue
            floats = kind in ("decimal", "float")
            converted = [None if v is None else float(v) for v in values] if floats else values
            series.append(polars.Series(name, converted, dtype=getattr(polars, _POLARS[kind])))
        return polars.DataFrame(series)

    def _columns(self, prefixed: bool) -> list[Column]:
        content = self._solutions.serialize(format=ox.QueryResultsFormat.JSON)
        assert content is not None
        self._solutions, read = _parsed(content), _parsed(content)
        names = [variable.value for variable in read.variables]
        rows = [[row[name] for name in names] for row in read]
        return [_column(name, [r[i] for r in rows], prefixed) for i, name in enumerate(names)]


def rows_of(answer: Any) -> Any:
    """Return an answer of Oxigraph, the solutions of a SELECT as `Rows`."""
    return Rows(answer) if isinstance(answer, ox.QuerySolutions) else answer


_PANDAS = {
    "integer": "Int64",
    "decimal": "Float64",
    "float": "Float64",
    "boolean": "boolean",
    "string": "string",
}
_POLARS = {
    "integer": "Int64",
    "decimal": "Float64",
    "float": "Float64",
    "boolean": "Boolean",
    "date": "Date",
    "datetime": "Datetime",
    "string": "String",
}


def _parsed(content: bytes) -> ox.QuerySolutions:
    parsed = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
    assert isinstance(parsed, ox.QuerySolutions)
    return parsed


def _column(name: str, terms: list[Any], prefixed: bool) -> Column:
    """Return a column with the narrowest type that all of its values have, else as text."""
    kind = _kind(terms)
    reader = _READERS.get(kind)
    if reader is not None:
        try:
            return Column(name, kind, [None if t is None else reader(t.value) for t in terms])
        except (ValueError, ArithmeticError):
            pass  # such as a date with a time zone or before the year 1: its text is kept
    return Column(name, "string", [_text(term, prefixed) for term in terms])


def _kind(terms: list[Any]) -> str:
    found = set()
    for term in terms:
        if term is None:
            continue
        if not isinstance(term, ox.Literal):
            return "string"
        found.add(_kind_of(term.datatype.value.removeprefix(_XSD)))
    if found <= {"integer", "decimal", "float"} and found:
        return next(kind for kind in ("float", "decimal", "integer") if kind in found)
    return found.pop() if len(found) == 1 else "string"


def _kind_of(datatype: str) -> str:
    if datatype in _INTEGERS:
        return "integer"
    names = {"double": "float", "float": "float", "dateTime": "datetime"}
    found = names.get(datatype, datatype)
    return found if found in ("decimal", "float", "boolean", "date", "datetime") else "string"


def _integer(text: str) -> int:
    number = int(text)
    if not -_LARGEST <= number < _LARGEST:
        raise ValueError("too large for a column of integers")
    return number


def _moment(text: str) -> datetime.datetime:
    """Return a moment in UTC, or as it stands if it names no time zone."""
    found = datetime.datetime.fromisoformat(text)
    return found.astimezone(datetime.UTC).replace(tzinfo=None) if found.tzinfo else found


_READERS: dict[str, Callable[[str], Any]] = {
    "integer": _integer,
    "decimal": decimal.Decimal,
    "float": lambda text: float(text.replace("INF", "inf")),
    "boolean": lambda text: text in ("true", "1"),
    "date": datetime.date.fromisoformat,
    "datetime": _moment,
}


def _places(number: decimal.Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _text(term: Any, prefixed: bool) -> str | None:
    if term is None:
        return None
    if prefixed and isinstance(term, ox.NamedNode):
        from relations_kb.query.knowledge_base import PREFIXES
        from relations_kb.query.results import shown

        return shown(term, PREFIXES)
    return str(getattr(term, "value", term))
