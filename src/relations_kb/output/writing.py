"""Writes files so that a reader sees the old or the new, never a half."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from relations_kb.errors import UsageError


def write_aside(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and rename it into place.

    Raises `UsageError` if the folder is missing or not writable.
    """
    try:
        handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(aside).chmod(0o666 & ~mask)
        Path(aside).replace(path)
    except OSError as error:
        Path(aside).unlink(missing_ok=True)
        raise UsageError(f"cannot write {path}: {error.strerror}") from error
