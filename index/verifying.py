"""Reads everything that an index has stored and says what is not as it was written. Changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import bodies, generations, schema
from index.errors import IndexUnusable
from index.files import DATABASE_ERRORS
from index.store import Known, Store

_SHOWN = 20
"""Problems of one kind that are told apart; a damaged page alone brings hundreds."""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was read and what is wrong with it, in words."""

    postings: int
    passages: int
    vectors: int
    generations: tuple[int, ...]
    """The whole ones, newest first."""
    store_problems: tuple[str, ...]
    generation_problems: tuple[str, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """All of them."""
        return self.store_problems + self.generation_problems

    @property
    def ok(self) -> bool:
        """Whether everything is as it was written."""
        return not self.problems


def verify(index: Path) -> VerifyReport:
    """Reads the store row by row and every file of every generation.

    Raises:
        IndexMissing: there is no index.
    """
    counts = dict.fromkeys(schema.TABLES, 0)
    version: int | None = None
    try:
        with Store.open(index, read_only=True) as store, store.reading():
            problems = [*_structure(store), *_tables(store, counts), *_relations(store)]
            version = None if problems else store.data_version
    except IndexUnusable as error:
        if not (index / "store.sqlite3").exists() and not generations.numbers(index):
            raise
        problems = [str(error)]
    whole, shown, generation_problems = _generations(index)
    named = generations.named(index)
    if named is None and (whole or version):
        generation_problems.append(f"{index / generations.CURRENT}: names no generation")
    elif version is not None and named in shown and shown[named] != version:
        words = f"generation {named} shows version {shown[named]} of the store, which is at {version}"
        (problems if shown[named] > version else generation_problems).append(words)
    return VerifyReport(
        postings=counts["postings"],
        passages=counts["passages"],
        vectors=counts["vectors"],
        generations=whole,
        store_problems=tuple(problems[:_SHOWN]),
        generation_problems=tuple(generation_problems),
    )


def _structure(store: Store) -> Iterator[str]:
    """What SQLite itself finds, and tables that are not those of the schema."""
    try:
        if schema.described(store.connection) != schema.expected():
            yield "the tables are not those of the schema"
        for (words,) in store.connection.execute(f"PRAGMA integrity_check({_SHOWN})"):
            if words != "ok":
                yield f"SQLite: {words}"
    except DATABASE_ERRORS as error:
        yield f"SQLite: {error}"


def _tables(store: Store, counts: dict[str, int]) -> Iterator[str]:
    """Rows that do not fit their checksum, and tables that do not fit their tally."""
    for table in schema.TABLES:
        digest = 0
        try:
            for row, checksum in checked(store.connection, table):
                counts[table] += 1
                digest ^= checksum
                if row is None:
                    yield f"a row of {table} is damaged"
            query = "SELECT rows, digest FROM tallies WHERE name = ?"
            if store.connection.execute(query, (table,)).fetchone() != (counts[table], digest):
                yield f"rows of {table} have vanished or appeared"
        except DATABASE_ERRORS as error:
            yield f"{table} cannot be read: {error}"


def checked(
    connection: sqlite3.Connection, table: str, where: str = "", values: tuple[object, ...] = ()
) -> Iterator[tuple[tuple[Any, ...] | None, int]]:
    """Each row with its recorded checksum; None in place of a row that does not fit."""
    columns = ", ".join(schema.TABLES[table])
    query = f"SELECT {columns}, checksum FROM {table} {where}"  # noqa: S608  (names are ours)
    for *row, checksum in connection.execute(query, values):
        fits = schema.row_checksum(table, *row) == checksum
        yield (tuple(row) if fits else None), checksum if isinstance(checksum, int) else 0


def _relations(store: Store) -> Iterator[str]:
    """Postings without their body, passages without their posting or their vector."""
    queries = {
        "a posting has no body": "SELECT count(*) FROM postings WHERE row NOT IN (SELECT row FROM bodies)",
        "a body has no posting": "SELECT count(*) FROM bodies WHERE row NOT IN (SELECT row FROM postings)",
        "a passage has no posting": "SELECT count(*) FROM passages WHERE row NOT IN (SELECT row FROM postings)",
        "a passage has no vector": "SELECT count(*) FROM passages WHERE vector_key NOT IN (SELECT vector_key FROM vectors)",
        "an alias has no posting": "SELECT count(*) FROM aliases WHERE row NOT IN (SELECT row FROM postings)",
    }
    try:
        for words, query in queries.items():
            if found := store.connection.execute(query).fetchone()[0]:
                yield f"{words} ({found} times)"
        for each in checked(store.connection, "postings"):
            if each[0] is not None and (words := _body_problem(store, Known(*each[0]))):
                yield words
    except DATABASE_ERRORS as error:
        yield f"SQLite: {error}"


def _body_problem(store: Store, known: Known) -> str:
    try:
        content = bodies.restored(store.body(known.row), known.content_hash)
        fits = bodies.decode(content).id == known.posting_id
    except IndexUnusable as error:
        return f"posting {known.posting_id}: {error}"
    return "" if fits else f"posting {known.posting_id}: its body is another posting's"


def _generations(index: Path) -> tuple[tuple[int, ...], dict[int, int], list[str]]:
    """The whole generations, the store's version that each shows, and what is wrong with the others."""
    shown: dict[int, int] = {}
    problems: list[str] = []
    for number in generations.numbers(index):
        try:
            manifest = generations.read_manifest(index, number)
            generations.verify(index, manifest)
        except (IndexUnusable, OSError) as error:
            problems.append(str(error))
        else:
            shown[number] = manifest.data_version
    return tuple(shown), shown, problems
