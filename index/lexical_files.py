"""The two tantivy indexes of a folder: their fields, how they are written from postings, how they are opened.

`passages` (title, employer, skills and text, stemmed) is ranked by BM25; `postings` (all words in order,
unstemmed) answers which postings hold a phrase. Kept with `index.lexical`, which searches them.
"""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import IndexCorrupt
from index.types import Posting
from index.words import both, terms, words

FIELDS = ("title", "company", "skills", "text")
"""Of a passage; the first three are its posting's."""

_PASSAGES, _POSTINGS = "passages", "postings"
_BREAK = "¶"
"""Stands between title, text and skills, so that no phrase runs from one into the next; never a word."""
_STEMMED, _EXACT = "stemmed", "whitespace"
_WRITER_BYTES = 128 << 20
_REMOVALS = 20


class PassageSpans(Protocol):
    """Parallel arrays, one entry a passage, in the order of postings: its posting's row and its span."""

    @property
    def passage_row(self) -> npt.NDArray[Any]:
        """Position of the passage's posting; never falls."""

    @property
    def start(self) -> npt.NDArray[Any]:
        """Where the passage begins in `Posting.text`."""

    @property
    def end(self) -> npt.NDArray[Any]:
        """Where it ends."""


def write(folder: Path, postings: Sequence[Posting], passages: PassageSpans) -> None:
    """Writes both indexes into `folder`, which is made; passage i is entry i of `passages`. Nothing is synced."""
    spans = list(zip(passages.start.tolist(), passages.end.tolist(), strict=True))
    bounds = np.searchsorted(passages.passage_row, np.arange(len(postings) + 1)).tolist()
    with (
        _adding(folder / _PASSAGES, _passage_schema()) as add_passage,
        _adding(folder / _POSTINGS, _posting_schema()) as add_posting,
    ):
        for row, posting in enumerate(postings):
            first, end = bounds[row], bounds[row + 1]
            pieces = [both(posting.text[start:stop]) for start, stop in spans[first:end]]
            head = {
                "title": _terms(posting.title),
                "company": _terms(posting.company),
                "skills": _terms(" ".join(skill.name for skill in posting.skills)),
            }
            for number, (_, found) in enumerate(pieces, start=first):
                add_passage(head | {"number": number, "text": " ".join(found)})
            covered = _covers(posting.text, spans[first:end])
            text = [word for piece, _ in pieces for word in piece] if covered else words(posting.text)
            add_posting(_whole(row, posting, text))


def _covers(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the spans hold every word of the text, each whole and once, in order."""
    done = 0
    for start, end in spans:
        cuts_word = 0 < start < len(text) and not (text[start - 1].isspace() or text[start].isspace())
        if start < done or text[done:start].strip() or cuts_word:
            return False
        done = end
    return not text[done:].strip()


def _whole(row: int, posting: Posting, text: Sequence[str]) -> dict[str, Any]:
    skills = [_words(skill.name) for skill in posting.skills]
    return {
        "row": row,
        "words": f" {_BREAK} ".join([" ".join(words(posting.title)), " ".join(text), *skills]),
        "skill": [skill.name.casefold() for skill in posting.skills],
    }


@functools.lru_cache(4096)
def _words(name: str) -> str:
    return " ".join(words(name))


def _terms(text: str) -> str:
    return " ".join(terms(text))


def _passage_schema() -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder().add_unsigned_field("number", indexed=True, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name=_STEMMED, index_option="freq")
    return builder.build()


def _posting_schema() -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder().add_unsigned_field("row", fast=True)
    builder = builder.add_text_field("skill", tokenizer_name="raw", index_option="basic")
    return builder.add_text_field("words", tokenizer_name=_EXACT, index_option="position").build()


def stemmer() -> Any:
    """Splits at spaces, stems as English (Porter 2); terms that are no English words mostly stay as they are."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build()


@contextmanager
def _adding(folder: Path, schema: Any) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Makes an index and gives what adds a document to it; committed at the end.

    It is built aside and its files are moved: a thread of tantivy's may put a lock file beside them at any time.
    """
    from tantivy import Document, Index

    building = folder.with_name(f".{folder.name}")
    building.mkdir(parents=True)
    index = Index(schema, path=str(building), reuse=False)
    index.register_tokenizer(_STEMMED, stemmer())
    writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
    yield lambda fields: writer.add_document(Document.from_dict(fields, schema))
    writer.commit()
    writer.wait_merging_threads()
    folder.mkdir()
    for path in building.iterdir():
        if path.suffix != ".lock":
            path.rename(folder / path.name)
    _remove(building)


def open_both(folder: Path) -> tuple[Any, Any]:
    """The index of passages and that of postings; the folder may be read-only and may be removed afterwards.

    Raises:
        IndexCorrupt: they are not there or cannot be read.
    """
    return _open(folder / _PASSAGES), _open(folder / _POSTINGS)


def _open(folder: Path) -> Any:
    """The index, opened through links in a folder of its own: tantivy writes lock files beside what it reads."""
    from tantivy import Index

    links = tempfile.mkdtemp(prefix="rolecall-")
    try:
        for path in folder.iterdir():
            os.symlink(path.resolve(), Path(links, path.name))
        index = Index.open(links)
        index.config_reader(reload_policy="manual")
        index.reload()
    except (OSError, ValueError) as e:
        raise IndexCorrupt(f"{folder} is not a text index: run `rolecall repair`") from e
    finally:
        _remove(Path(links))
    return index


def _remove(folder: Path) -> None:
    """Removes a folder into which a thread of tantivy's may just be putting a lock file."""
    for _ in range(_REMOVALS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.005)
