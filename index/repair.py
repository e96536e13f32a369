"""Makes a damaged index whole: from the store where that is sound, else from what is left of it and a generation.

The damaged database is kept beside the new one, under another name.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index import files, generations, opening, sync, writing
from index.intake import Embeds, Progress, Steps
from index.salvage import Salvaged, newest_backup, salvage
from index.store import FILE_NAME, Store
from index.verifying import VerifyReport, verify

DAMAGED_NAME = FILE_NAME + ".damaged"
_FRESH_FOLDER = "repairing"


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What was wrong, what was lost, and the generation that is now in use."""

    problems: tuple[str, ...]
    lost: tuple[str, ...]
    """Ids of postings of which nothing could be restored; they come back with the next sync of their source."""
    unreadable: tuple[str, ...]
    """Tables that could not be read to their end: closed postings may be gone without a trace."""
    embedded: int
    """Passages whose vector was gone and was made again."""
    generation: int


def repair(
    index: Path, load_embedder: Callable[[], Embeds], *, now: datetime, progress: Progress, steps: Steps
) -> RepairReport:
    """Verifies, and mends what does not hold; a sound index is left as it is.

    Args:
        index: the directory; the caller holds the writer's lock.
        load_embedder: gives the embedding model; called only when the store is damaged.
        now: the time to record where the recorded one is gone.
        progress: as in `JobIndex.sync`.
        steps: called with the name of each step that is done.

    Raises:
        IndexCorrupt: nothing is left to restore from.
    """
    found = verify(index)
    salvaged = Salvaged((), ())
    embedded = 0
    if found.store_problems:
        salvaged = _replace_store(index, now, steps)
        with Store.open(index) as store:
            report = writing.run(
                store,
                (),
                embedder=load_embedder(),
                now=now,
                snapshot_of=(),
                progress=progress,
                steps=steps,
                expire=False,
            )
            embedded = report.embedded
    if found.problems:
        with Store.open(index) as store:
            if store.data_version:
                opening.make(store, steps=steps)
        _remove_damaged(index, found)
    return RepairReport(
        found.problems, salvaged.lost, salvaged.unreadable, embedded, generations.named(index) or 0
    )


def _replace_store(index: Path, now: datetime, steps: Steps) -> Salvaged:
    """Puts a store made from what is readable in the place of the damaged one."""
    damaged, folder = index / FILE_NAME, index / _FRESH_FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    stamp, _ = sync.moment(now, None)
    with Store.open(folder) as fresh:
        salvaged = salvage(damaged, fresh, newest_backup(index), stamp=stamp)
    files.sync_tree(folder)
    steps("store salvaged")
    if damaged.exists():
        # The damaged one's journal would be taken for the new one's.
        for suffix in ("-journal", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                os.unlink(index / (FILE_NAME + suffix))
        with suppress(FileNotFoundError):
            os.unlink(index / DAMAGED_NAME)
        os.link(damaged, index / DAMAGED_NAME)
        files.sync_directory(index)
    os.replace(folder / FILE_NAME, damaged)
    files.sync_directory(index)
    shutil.rmtree(folder, ignore_errors=True)
    steps("store replaced")
    return salvaged


def _remove_damaged(index: Path, found: VerifyReport) -> None:
    """Removes generations that were found damaged; none of them is in use any more."""
    current = generations.named(index)
    for number in generations.numbers(index):
        if number not in found.generations and number != current:
            generations.remove(index, number)
