"""Immutable generations on disk: `gen-N/` with a manifest, and `CURRENT`, which names one and is replaced last.

A generation is built aside, synced, renamed and only then named by `CURRENT`, so that a reader sees all of it
or nothing. Two are kept, and any that a reader still holds. What is in them is `index.snapshot`'s business.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from index import files
from index.errors import IndexCorrupt, IndexLocked

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
BUILDING = "building"
_REMOVING = "removing-"
KEPT = 2

_log = logging.getLogger(__name__)


class FileEntry(BaseModel):
    """What a file of a generation must be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bytes: int
    sha256: str


class Manifest(BaseModel):
    """What a generation is made of and what it was made from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    generation: int
    data_version: int
    """The store's data version that it shows."""
    schema_version: int
    snapshot_version: int
    model: str
    fingerprint: str
    dim: int
    postings: int
    passages: int
    files: dict[str, FileEntry]


class _Wrapped(BaseModel):
    """The manifest as it stands in its file, with its own SHA-256."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    manifest: Manifest
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a builder says of the files that it wrote: a manifest without the number and the files."""

    data_version: int
    schema_version: int
    snapshot_version: int
    model: str
    fingerprint: str
    dim: int
    postings: int
    passages: int


def folder_of(index: Path, number: int) -> Path:
    """The directory of a generation."""
    return index / f"gen-{number}"


def numbers(index: Path) -> list[int]:
    """The generations on disk, newest first, usable or not."""
    found = (path.name.removeprefix("gen-") for path in index.glob("gen-*"))
    return sorted((int(each) for each in found if each.isascii() and each.isdigit()), reverse=True)


def stamp(index: Path) -> tuple[int, int, int] | None:
    """Changes whenever `CURRENT` is replaced; None where there is none. One system call."""
    try:
        found = os.stat(index / CURRENT)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def candidates(index: Path, named: int | None) -> Iterator[int]:
    """Generations to try, best first: the one that `CURRENT` names, then the others, newest first."""
    if named is not None:
        yield named
    yield from (number for number in numbers(index) if number != named)


def named(index: Path) -> int | None:
    """The generation that `CURRENT` names; None where it names none that fits."""
    try:
        name, digest = (index / CURRENT).read_text("ascii").split()
        number = int(name.removeprefix("gen-"))
        damaged = files.sha256(folder_of(index, number) / MANIFEST) != digest
    except (OSError, ValueError):
        return None
    return None if damaged else number


def read_manifest(index: Path, number: int) -> Manifest:
    """The manifest of a generation.

    Raises:
        IndexCorrupt: it is missing or not what was written.
    """
    path = folder_of(index, number) / MANIFEST
    try:
        wrapped = _Wrapped.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise IndexCorrupt(
            f"{path}: cannot be read ({type(error).__name__}): run `rolecall repair`"
        ) from error
    manifest = wrapped.manifest
    intact = _digest(manifest) == wrapped.sha256 and manifest.generation == number
    if not intact:
        raise IndexCorrupt(f"{path}: is not what was written: run `rolecall repair`")
    return manifest


def verify(index: Path, manifest: Manifest) -> None:
    """Compares every file of a generation with its manifest, on several cores.

    Always in full: SHA-256 takes some 0.7 s a gigabyte here, a generation of 90,000 passages 0.1 s.

    Raises:
        IndexCorrupt: a file is missing, too much or not what was written.
    """
    folder = folder_of(index, manifest.generation)
    present = {name for name in _names(folder) if name != MANIFEST}
    if present != set(manifest.files):
        odd = ", ".join(sorted(present ^ set(manifest.files)))
        raise IndexCorrupt(f"{folder}: missing or unexpected: {odd}: run `rolecall repair`")
    for name, entry in manifest.files.items():
        if (folder / name).stat().st_size != entry.bytes:
            raise IndexCorrupt(f"{folder / name}: has another size than when written: run `rolecall repair`")
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        digests = pool.map(lambda name: files.sha256(folder / name), manifest.files)
        for (name, entry), digest in zip(manifest.files.items(), digests, strict=True):
            if digest != entry.sha256:
                raise IndexCorrupt(f"{folder / name}: is not what was written: run `rolecall repair`")


def publish(index: Path, build: Callable[[Path], Contents], *, steps: Callable[[str], None]) -> int:
    """Builds a generation and makes it the current one; returns its number.

    Args:
        index: the index's directory; the caller holds its lock.
        build: writes the files into the directory it is given.
        steps: called with the name of each step that is done.
    """
    building = index / BUILDING
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    contents = build(building)
    steps("generation written")
    number = 1 + max([0, *numbers(index)])
    manifest = _write_manifest(building, number, contents)
    files.sync_tree(building)
    steps("generation synced")
    os.rename(building, folder_of(index, number))
    files.sync_directory(index)
    steps("generation named")
    name(index, manifest.generation)
    steps("current replaced")
    prune(index, number)
    steps("old generations removed")
    return number


def name(index: Path, number: int) -> None:
    """Makes a whole generation the current one."""
    digest = files.sha256(folder_of(index, number) / MANIFEST)
    files.replace(index / CURRENT, f"gen-{number} {digest}\n".encode())


def prune(index: Path, current: int) -> None:
    """Removes what is neither the current generation, nor the one before, nor held by a reader."""
    kept = {current, *[number for number in numbers(index) if number < current][: KEPT - 1]}
    for number in numbers(index):
        if number not in kept:
            remove(index, number)
    for leftover in index.glob(f"{_REMOVING}*"):
        shutil.rmtree(leftover, ignore_errors=True)


def remove(index: Path, number: int) -> None:
    """Removes a generation that no reader holds; renamed first, so that never a part of one is found."""
    try:
        with files.Lock(folder_of(index, number)):
            aside = index / f"{_REMOVING}{number}"
            os.rename(folder_of(index, number), aside)
    except IndexLocked:
        _log.info("generation %d stays: a reader holds it", number)
    except OSError as error:
        _log.warning("generation %d stays: %s", number, error)
    else:
        shutil.rmtree(aside, ignore_errors=True)


def _write_manifest(folder: Path, number: int, contents: Contents) -> Manifest:
    entries = {
        name: FileEntry(bytes=(folder / name).stat().st_size, sha256=files.sha256(folder / name))
        for name in sorted(_names(folder))
    }
    described = {name: getattr(contents, name) for name in contents.__slots__}
    manifest = Manifest(generation=number, files=entries, **described)
    wrapped = _Wrapped(manifest=manifest, sha256=_digest(manifest))
    (folder / MANIFEST).write_text(wrapped.model_dump_json(indent=1))
    return manifest


def _digest(manifest: Manifest) -> str:
    return hashlib.sha256(manifest.model_dump_json().encode()).hexdigest()


def _names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
