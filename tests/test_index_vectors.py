"""Vector search against brute force over the stored (half-precision) vectors."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import IndexCorrupt, ModelError, QueryError
from index.vectors import VectorIndex, few, write


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def brute(vectors, query, k, allowed):
    """The k best (number, score): inner product with the vectors rounded to half precision, ties by number."""
    scores = vectors.astype(np.float16).astype(np.float64) @ query.astype(np.float64)
    ranked = sorted(
        (-score, number) for number, score in enumerate(scores.astype(np.float32)) if allowed[number]
    )
    return [(number, float(-score)) for score, number in ranked[:k]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("vectors")


@given(
    size=st.integers(0, 700),
    distinct=st.integers(1, 700),
    share=st.sampled_from([0.0, 0.002, 0.05, 0.5, 1.0]),
    k=st.sampled_from([0, 1, 7, 100, 5000]),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_search_is_brute_force_with_any_filter_ties_and_k(folder: Path, size, distinct, share, k, seed):
    random = np.random.default_rng(seed)
    pool = unit(random.standard_normal((distinct, 16)))
    vectors = pool[random.integers(0, distinct, size)]
    queries = unit(random.standard_normal((3, 16)))
    allowed = random.random(size) < share
    path = folder / "v.faiss"
    assert write(path, [vectors[: size // 2], vectors[size // 2 :]], dim=16) == size
    index = VectorIndex.open(path)
    for mask, every in ((allowed, allowed), (None, np.ones(size, bool))):
        found = index.search(queries, k, mask)
        for query, (numbers, scores) in zip(queries, found, strict=True):
            assert list(zip(numbers.tolist(), scores.tolist(), strict=True)) == brute(
                vectors, query, k, every
            )


def test_both_ways_of_filtering_give_the_same_hits_and_scores(folder: Path):
    random = np.random.default_rng(1)
    vectors = unit(random.standard_normal((20_000, 32)))
    vectors[5_000:10_000] = vectors[0]
    write(folder / "v.faiss", [vectors], dim=32)
    index = VectorIndex.open(folder / "v.faiss")
    for size in (100, 150, 300, 3_000):
        allowed = np.zeros(20_000, bool)
        allowed[random.choice(20_000, size, replace=False)] = True
        assert few(size, 20_000) == (size < 240)
        ((numbers, scores),) = index.search(vectors[:1], 50, allowed)
        assert list(zip(numbers.tolist(), scores.tolist(), strict=True)) == brute(
            vectors, vectors[0], 50, allowed
        )


def test_thousands_of_equal_vectors_come_in_the_order_of_their_numbers(folder: Path):
    vectors = np.tile(unit(np.ones((1, 8))), (5_000, 1))
    write(folder / "v.faiss", [vectors], dim=8)
    ((numbers, _),) = VectorIndex.open(folder / "v.faiss").search(vectors[:1], 10)
    assert numbers.tolist() == list(range(10))


def test_an_empty_index_opens_and_finds_nothing(folder: Path):
    assert write(folder / "v.faiss", [], dim=8) == 0
    index = VectorIndex.open(folder / "v.faiss")
    assert (len(index), index.dim) == (0, 8)
    ((numbers, scores),) = index.search(np.ones((1, 8), np.float32), 5, np.zeros(0, bool))
    assert (numbers.tolist(), scores.tolist()) == ([], [])


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e6])
def test_a_vector_that_is_not_finite_is_refused_and_leaves_the_old_file(folder: Path, value):
    good = unit(np.ones((3, 8)))
    bad = good.copy()
    bad[1, 2] = value
    write(folder / "v.faiss", [good], dim=8)
    with pytest.raises(ModelError, match="Vector 4 is not finite"):
        write(folder / "v.faiss", [good, bad], dim=8)
    assert len(VectorIndex.open(folder / "v.faiss")) == 3
    assert [path.name for path in folder.iterdir()] == ["v.faiss"]


def test_vectors_of_another_length_are_refused(folder: Path):
    with pytest.raises(ModelError, match="8 dimensions"):
        write(folder / "v.faiss", [np.ones((2, 9), np.float32)], dim=8)


@pytest.mark.parametrize(
    "query, allowed",
    [
        (np.full((1, 8), np.nan), None),
        (np.ones((1, 9)), None),
        (np.ones(8), None),
        (np.ones((1, 8)), np.ones(2, bool)),
    ],
)
def test_a_query_that_does_not_fit_is_refused(folder: Path, query, allowed):
    write(folder / "v.faiss", [unit(np.ones((3, 8)))], dim=8)
    with pytest.raises(QueryError):
        VectorIndex.open(folder / "v.faiss").search(query.astype(np.float32), 1, allowed)


@pytest.mark.parametrize("content", [b"", b"IxSQ", b"not an index at all" * 10])
def test_a_file_that_is_no_index_is_corrupt(tmp_path: Path, content):
    (tmp_path / "v.faiss").write_bytes(content)
    with pytest.raises(IndexCorrupt, match="rolecall repair"):
        VectorIndex.open(tmp_path / "v.faiss")


def test_an_index_of_another_kind_is_corrupt(tmp_path: Path):
    import faiss

    faiss.write_index(faiss.IndexFlatL2(8), str(tmp_path / "v.faiss"))
    with pytest.raises(IndexCorrupt, match="another kind"):
        VectorIndex.open(tmp_path / "v.faiss")


def test_stored_vectors_come_back_in_half_precision(folder: Path):
    vectors = unit(np.random.default_rng(2).standard_normal((9, 8)))
    write(folder / "v.faiss", [vectors], dim=8)
    rows = VectorIndex.open(folder / "v.faiss").rows(np.array([8, 0]))
    assert np.array_equal(rows, vectors[[8, 0]].astype(np.float16).astype(np.float32))


def test_threads_search_one_index_and_get_what_one_gets(folder: Path):
    random = np.random.default_rng(3)
    vectors, queries = unit(random.standard_normal((3_000, 16))), unit(random.standard_normal((40, 16)))
    write(folder / "v.faiss", [vectors], dim=16)
    index = VectorIndex.open(folder / "v.faiss")
    found: dict[int, list[int]] = {}

    def ask(row: int) -> None:
        found[row] = index.search(queries[row : row + 1], 5)[0][0].tolist()

    threads = [threading.Thread(target=ask, args=(row,)) for row in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {
        row: [n for n, _ in brute(vectors, queries[row], 5, np.ones(3_000, bool))] for row in range(40)
    }


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="resident memory is read from /proc")
def test_resident_memory_does_not_grow_with_the_file(tmp_path: Path):
    """60 MB more of file: less than 6 MB more held by the process, before and after searching."""
    script = """
import sys, numpy as np
from pathlib import Path
from index.vectors import VectorIndex
index = VectorIndex.open(Path(sys.argv[1]))
query = np.ones((1, 384), np.float32)
index.search(query, 10, np.arange(len(index)) % 2 == 0)
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(int(status["RssAnon"].split()[0]))
"""
    block = unit(np.random.default_rng(4).standard_normal((2_000, 384)))
    held = []
    for blocks in (1, 41):
        write(tmp_path / "v.faiss", (block for _ in range(blocks)), dim=384)
        output = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / "v.faiss")],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[1],
        ).stdout
        held.append(int(output))
    assert held[1] - held[0] < 6_000


@pytest.mark.parametrize("share", [None, 0.5, 0.004])
def test_a_search_that_is_not_exact_finds_the_same_passages(folder: Path, share: float | None):
    random = np.random.default_rng(2)
    vectors = unit(random.standard_normal((5_000, 32)))
    write(folder / "v.faiss", [vectors], dim=32)
    index = VectorIndex.open(folder / "v.faiss")
    allowed = None if share is None else random.random(5_000) < share
    ((numbers, scores),) = index.search(vectors[:1], 1_000, allowed, exact=False)
    ((expected, exact),) = index.search(vectors[:1], 1_000, allowed)
    assert numbers.tolist() == expected.tolist()
    np.testing.assert_allclose(scores, exact, atol=1e-6)
