"""Where the shared material lies, and the fixtures that skip, visibly, where it is absent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rag import JobSearch, Settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def _folder(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"{folder.name} is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def seeds_dir() -> Path:
    return _folder("seeds")


@pytest.fixture(scope="session")
def corpus_dir() -> Path:
    return _folder("data")


@pytest.fixture(scope="session")
def sample_dir() -> Path:
    return ROOT / "data" / "sample"


TODAY = date(2026, 11, 22)
"""The day on which the sample feeds were written to be read."""


@pytest.fixture(scope="session")
def sample_jobs(sample_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[JobSearch]:
    """The sample feeds, really read and embedded, once for all tests."""
    settings = Settings(_env_file=None, index=tmp_path_factory.mktemp("sample") / "index")
    with JobSearch.build(sample_dir, settings=settings, today=lambda: TODAY) as jobs:
        yield jobs
