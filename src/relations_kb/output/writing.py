"""Writes files so that a reader sees the old or the new, never a half."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from relations_kb.errors import UsageError


def write_aside(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and rename it into place.

    A link stays a link: what it leads to is written. What is there and is no file, such as
    ``/dev/stdout`` or a named pipe, is written to and not replaced. Raises `UsageError` if the
    folder is missing or not writable.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        try:
            with path.open("wb") as stream:
                stream.write(content)
        except OSError as error:
            raise UsageError(f"cannot write {path}: {error.strerror}") from error
        return
    path = Path(os.path.realpath(path))
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


def write_folder(folder: Path, files: dict[str, bytes], owned: frozenset[str]) -> None:
    """Write files into a folder of their own: made aside, then put in the place of the old one.

    ``owned`` are the names of all files that such a folder may hold. Raises `UsageError` if the
    folder is there and holds anything else, so that nothing of the user's is lost, or if it
    cannot be written.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder} is not a folder; name one that is new or was exported before")
    try:
        foreign = {path.name for path in folder.iterdir()} - owned if folder.exists() else set()
        if foreign:
            raise UsageError(
                f"{folder} holds other files, such as {min(foreign)}; name a new or empty folder"
            )
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as place:
            new, old = Path(place, "new"), Path(place, "old")
            new.mkdir()
            for name, content in files.items():
                (new / name).write_bytes(content)
            if folder.exists():
                folder.rename(old)
            try:
                new.rename(folder)
            except OSError:
                if old.exists():
                    old.rename(folder)
                raise
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror}") from error
