"""Where the shared material lies, and the fixtures that skip, visibly, where it is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

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
