"""Generations on disk: whole or passed over, named last, kept while somebody reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import generations
from index.errors import IndexCorrupt, IndexLocked
from index.files import Lock
from index.generations import CURRENT, MANIFEST, Contents

CONTENTS = Contents(
    data_version=3,
    schema_version=1,
    snapshot_version=1,
    model="m",
    fingerprint="f",
    dim=4,
    postings=2,
    passages=5,
)


def build(folder: Path) -> Contents:
    (folder / "inner").mkdir()
    (folder / "rows").write_bytes(b"rows")
    (folder / "inner" / "words").write_bytes(b"words" * 100)
    return CONTENTS


def publish(index: Path) -> int:
    return generations.publish(index, build, steps=lambda _: None)


def test_a_generation_is_named_after_all_of_it_is_there(tmp_path: Path) -> None:
    seen: list[tuple[str, list[str], bool]] = []

    def step(name: str) -> None:
        folders = sorted(each.name for each in tmp_path.iterdir() if each.is_dir())
        seen.append((name, folders, (tmp_path / CURRENT).exists()))

    assert generations.publish(tmp_path, build, steps=step) == 1
    assert seen == [
        ("generation written", ["building"], False),
        ("generation synced", ["building"], False),
        ("generation named", ["gen-1"], False),
        ("current replaced", ["gen-1"], True),
        ("old generations removed", ["gen-1"], True),
    ]
    assert generations.named(tmp_path) == 1


def test_the_manifest_describes_every_file(tmp_path: Path) -> None:
    publish(tmp_path)
    manifest = generations.read_manifest(tmp_path, 1)
    assert {name: entry.bytes for name, entry in manifest.files.items()} == {"inner/words": 500, "rows": 4}
    assert manifest.files["rows"].sha256 == "bc51e9e65d79e1c90ba544ab2eae1044ccdf8c1af7a559ba375cba4276f7d99e"
    assert (manifest.data_version, manifest.model, manifest.postings, manifest.passages) == (3, "m", 2, 5)
    generations.verify(tmp_path, manifest)


def test_two_generations_are_kept_and_numbers_are_not_used_again(tmp_path: Path) -> None:
    assert [publish(tmp_path) for _ in range(4)] == [1, 2, 3, 4]
    assert generations.numbers(tmp_path) == [4, 3]
    assert generations.named(tmp_path) == 4


def test_a_generation_stays_while_a_reader_holds_it(tmp_path: Path) -> None:
    publish(tmp_path)
    with Lock(generations.folder_of(tmp_path, 1), shared=True):
        for _ in range(3):
            publish(tmp_path)
        assert generations.numbers(tmp_path) == [4, 3, 1]
    publish(tmp_path)
    assert generations.numbers(tmp_path) == [5, 4]


def test_what_a_killed_writer_left_is_cleared_away(tmp_path: Path) -> None:
    for name in ("building", "removing-7"):
        (tmp_path / name / "inner").mkdir(parents=True)
    publish(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == [CURRENT, "gen-1"]


def test_the_stamp_changes_with_every_publication(tmp_path: Path) -> None:
    assert generations.stamp(tmp_path) is None
    stamps = []
    for _ in range(5):
        publish(tmp_path)
        stamps.append(generations.stamp(tmp_path))
    assert len(set(stamps)) == 5


@pytest.mark.parametrize(
    "harm, words",
    [
        (lambda folder: (folder / "rows").write_bytes(b"rowz"), "rows: is not what was written"),
        (lambda folder: (folder / "rows").write_bytes(b"row"), "rows: has another size"),
        (lambda folder: (folder / "rows").unlink(), "missing or unexpected: rows"),
        (lambda folder: (folder / "more").write_bytes(b""), "missing or unexpected: more"),
        (lambda folder: (folder / MANIFEST).unlink(), "manifest.json: cannot be read"),
        (lambda folder: (folder / MANIFEST).write_text("{}"), "manifest.json: cannot be read"),
        (lambda folder: (folder / MANIFEST).write_text("[" * 2000), "manifest.json: cannot be read"),
        (
            lambda folder: (folder / MANIFEST).write_text(
                (folder / MANIFEST).read_text().replace('"postings": 2', '"postings": 3')
            ),
            "manifest.json: is not what was written",
        ),
    ],
)
def test_any_harm_to_a_generation_is_noticed(tmp_path: Path, harm: object, words: str) -> None:
    publish(tmp_path)
    harm(generations.folder_of(tmp_path, 1))  # type: ignore[operator]
    with pytest.raises(IndexCorrupt, match=words):
        generations.verify(tmp_path, generations.read_manifest(tmp_path, 1))


@pytest.mark.parametrize("content", [b"", b"gen-1", b"gen-9 abc\n", b"\xff\xfe", b"gen-2 " + b"0" * 64])
def test_a_damaged_pointer_names_nothing_and_the_newest_is_tried_first(
    tmp_path: Path, content: bytes
) -> None:
    publish(tmp_path)
    publish(tmp_path)
    (tmp_path / CURRENT).write_bytes(content)
    assert generations.named(tmp_path) is None
    assert list(generations.candidates(tmp_path, None)) == [2, 1]


def test_the_named_generation_is_tried_first(tmp_path: Path) -> None:
    publish(tmp_path)
    publish(tmp_path)
    generations.name(tmp_path, 1)
    assert list(generations.candidates(tmp_path, generations.named(tmp_path))) == [1, 2]


def test_a_build_that_fails_leaves_the_current_generation_in_place(tmp_path: Path) -> None:
    publish(tmp_path)

    def full(folder: Path) -> Contents:
        (folder / "rows").write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        generations.publish(tmp_path, full, steps=lambda _: None)
    assert generations.named(tmp_path) == 1
    generations.verify(tmp_path, generations.read_manifest(tmp_path, 1))


def test_one_lock_at_a_time_or_many_shared_ones(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with Lock(path, create=True), pytest.raises(IndexLocked, match="another process is using it"):
        Lock(path)
    with Lock(path, shared=True), Lock(path, shared=True), pytest.raises(IndexLocked):
        Lock(path)
    Lock(path).close()
