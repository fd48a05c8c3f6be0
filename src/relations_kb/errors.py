"""Every error that the package raises on purpose.

::

    RelationsKbError          exit code 1
    ├── UsageError            exit code 2: the call was wrong
    │   ├── NoBaseError       no facts at the place given
    │   ├── UnknownEntryError no entry with that id
    │   ├── StyleError        no citation style of that name, or no style in that file
    │   ├── ReleaseError      no release of that name, or one that is there already
    │   ├── QueryError        the SPARQL text cannot be read or run
    │   └── MissingExtraError a library that only some need is not installed
    ├── FactsError            the facts have problems that stop the work
    ├── CitingError           pandoc, which prints citations, is missing or fails
    ├── StoreError            the graph cannot be built or opened
    └── RemoteError           a store elsewhere cannot be reached, or says no
        └── TooLargeError     it refuses a request of that length
"""

from __future__ import annotations


class RelationsKbError(Exception):
    """The root of all errors; its text is written for the person at the terminal."""

    exit_code = 1


class UsageError(RelationsKbError):
    """The call was wrong: a bad option, name or path."""

    exit_code = 2


class NoBaseError(UsageError):
    """There are no facts at the place given."""


class UnknownEntryError(UsageError):
    """No entry has that id."""


class StyleError(UsageError):
    """No citation style has that name, or that file holds none."""


class ReleaseError(UsageError):
    """No release has that name, or one of that name is there already."""


class QueryError(UsageError):
    """The SPARQL text cannot be read or run."""


class MissingExtraError(UsageError):
    """A library that only some need is not installed; the text names the extra that has it."""

    def __init__(self, what: str, library: str, extra: str) -> None:
        super().__init__(
            f"{what} needs {library}, which is not installed; "
            f"install it with: pip install 'relations-kb[{extra}]', or in a checkout: "
            f"pip install '.[{extra}]'"
        )


class FactsError(RelationsKbError):
    """The facts have problems that stop the work."""


class CitingError(RelationsKbError):
    """Pandoc, which prints citations, is missing or fails."""


class StoreError(RelationsKbError):
    """The graph cannot be built or opened."""


class RemoteError(RelationsKbError):
    """A store elsewhere cannot be reached, or says no."""


class TooLargeError(RemoteError):
    """A store elsewhere refuses a request of that length."""


class PartialAnswerWarning(UserWarning):
    """A store elsewhere sent only a part of the answer."""
