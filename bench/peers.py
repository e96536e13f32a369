"""Rolecall beside txtai, LanceDB, Chroma and plain FAISS: the same passages, vectors, questions, filter, one run.

    pip install -e '.[bench]'; python bench/peers.py [--postings FOLDER] [--real 300] [--passages 10000] [--folder KEPT]

Vectors are made once and given to everybody (`bench/embed.py` measures that part): "index s" is all the rest. The filter
is a date that leaves 0.5 % of the postings. "missing" is the share of result slots that it leaves empty although allowed
passages exist; "not exact" the share of the ten nearest allowed passages that are not returned, where the engine ranks by
the vector alone. Each engine runs in a process of its own, which also says what memory opening and searching took.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)  # not bench/, whose index.py would stand for the package

import numpy as np  # noqa: E402

from bench.copies import DAYS, POSTINGS, SAMPLE, TODAY, Copies  # noqa: E402
from bench.index import Corpus, machine, memory, timed_sync  # noqa: E402

K = 10
SHARE = 0.005
SECONDS = 4.0
Search = Callable[[str, np.ndarray, int | None], list[int]]
"""(question, its vector, the first day allowed or None) -> passage numbers."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--postings", type=Path, default=POSTINGS if POSTINGS.is_dir() else SAMPLE)
    parser.add_argument("--real", type=int, default=300)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--peer", choices=sorted(PEERS), help=argparse.SUPPRESS)
    parser.add_argument("--stage", choices=("index", "search"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        stage = indexed if options.stage == "index" else searched
        print(json.dumps(stage(options.peer, options.folder)))
        return
    with tempfile.TemporaryDirectory(prefix="rolecall-bench-") as temporary:
        folder = options.folder or Path(temporary)
        print(" ".join(["python", "bench/peers.py", *sys.argv[1:]]))
        print(machine())
        count = prepared(folder, options)
        print(f"{count:,} passages, k={K}, filter {SHARE:.1%}, load {os.getloadavg()[0]:.1f}\n")
        titles = (
            "index s",
            "p50 ms",
            "p99 ms",
            "filtered p50",
            "p99",
            "missing",
            "not exact",
            "MiB",
            "disk MiB",
        )
        print(f"{'':44}" + "".join(f"{each:>13}" for each in titles))
        for peer in PEERS:
            print_row(peer, folder)


def print_row(peer: str, folder: Path) -> None:
    command = [sys.executable, __file__, "--folder", str(folder), "--peer", peer, "--stage"]
    found: dict[str, float] = {}
    for stage in ("index", "search"):
        run = subprocess.run(
            [*command, stage], capture_output=True, text=True, check=False, env=os.environ | QUIET
        )
        if run.returncode:
            print(f"{label(peer):44}  not run: {(run.stderr.strip().splitlines() or ['?'])[-1][:150]}")
            return
        found |= json.loads(run.stdout.splitlines()[-1])
    missing, exact = (
        "-" if found[each] is None else f"{found[each]:.1%}" for each in ("missing", "not exact")
    )
    print(
        f"{label(peer):44}{found['index s']:13.1f}{found['p50']:13.2f}{found['p99']:13.2f}{found['filtered p50']:13.2f}"
        f"{found['filtered p99']:13.2f}{missing:>13}{exact:>13}{found['MiB']:13.0f}{found['disk MiB']:13.1f}"
    )


QUIET = {"ANONYMIZED_TELEMETRY": "False", "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}


def label(peer: str) -> str:
    title, package = LABELS[peer]
    try:
        return f"{title} ({package} {version(package)})"
    except PackageNotFoundError:
        return f"{title} ({package})"


# --- the corpus -------------------------------------------------------------------------------------------


def prepared(folder: Path, options: argparse.Namespace) -> int:
    """Writes the passages, vectors, days and questions that all engines are given."""
    from index.job_index import JobIndex
    from rag.retrieve import ranking_text
    from rag.understand import Vocabulary, understand

    corpus = Corpus.made(folder / "real", options)
    copies = Copies(corpus.postings, round(options.passages / corpus.passages_each))
    with JobIndex.open(folder / "ours", embedder=corpus.embedder) as index:
        report = timed_sync(index, copies)
        view, disk = index.view(), index.stats().total_bytes
    if report["generation"]:
        (folder / "ours.json").write_text(json.dumps({"index s": report["total"], "disk MiB": disk / 2**20}))
    texts = []
    for posting, passages in zip(
        view.postings(view.ids), np.split(np.arange(len(view.passage_row)), boundaries(view)), strict=True
    ):
        hits = view.hits(passages, np.zeros(len(passages), np.float32))
        head = f"{posting.title} {posting.company}"
        texts += [f"{head}\n{posting.text[hit.start : hit.end]}" for hit in hits]
    vectors = np.concatenate([view.vectors_of(each) for each in view.ids])
    days = view.columns.posted[view.passage_row]
    lines = (ROOT / "data" / "eval" / "questions.jsonl").read_text().splitlines()
    asked = [
        understand(json.loads(line)["question"], vocabulary=Vocabulary.empty(), today=TODAY) for line in lines
    ]
    questions = [ranking_text(each) for each in asked if each.text]
    np.savez(
        folder / "corpus.npz",
        vectors=vectors,
        days=days,
        questions=np.array(questions),
        question_vectors=corpus.embedder.queries(questions),
    )
    (folder / "texts.json").write_text(json.dumps(texts))
    return len(texts)


def boundaries(view) -> np.ndarray:
    """Where the passages of the second and each later row begin."""
    return np.searchsorted(view.passage_row, np.arange(1, len(view.ids)))


def first_day() -> int:
    from index.columns import day_number

    return day_number(TODAY - timedelta(days=round(SHARE * DAYS) - 1))


# --- in a process of its own ------------------------------------------------------------------------------


def indexed(peer: str, folder: Path) -> dict[str, float]:
    if peer.startswith("ours"):
        return json.loads((folder / "ours.json").read_text())
    with np.load(folder / "corpus.npz") as data:
        vectors, days = data["vectors"], data["days"]
    texts = json.loads((folder / "texts.json").read_text())
    place = folder / peer
    place.mkdir(exist_ok=True)
    build, _ = PEERS[peer]
    started = time.perf_counter()
    build(place, texts, vectors, days)
    seconds = time.perf_counter() - started
    disk = sum(each.stat().st_size for each in place.rglob("*") if each.is_file())
    return {"index s": seconds, "disk MiB": disk / 2**20}


def searched(peer: str, folder: Path) -> dict[str, float | None]:
    with np.load(folder / "corpus.npz") as data:
        vectors, days, questions, asked = (
            data[each] for each in ("vectors", "days", "questions", "question_vectors")
        )
    allowed = np.flatnonzero(days >= first_day())
    nearest = [set(allowed[np.argsort(-(vectors[allowed] @ each))[:K]].tolist()) for each in asked]
    wanted = min(K, len(allowed))
    del vectors
    _, opened = PEERS[peer]
    before = memory()["VmRSS"]
    search = opened(folder / peer.partition(" ")[0])
    results = [search(str(text), vector, first_day()) for text, vector in zip(questions, asked, strict=True)]
    plain = timed(search, questions, asked, None)
    filtered = timed(search, questions, asked, first_day())
    permitted = set(allowed.tolist())
    kept = [[each for each in found if each in permitted] for found in results]
    by_vector = peer in BY_VECTOR
    lost = [1 - len(near.intersection(found)) / wanted for near, found in zip(nearest, kept, strict=True)]
    return {
        "p50": plain[0],
        "p99": plain[1],
        "filtered p50": filtered[0],
        "filtered p99": filtered[1],
        # The product shows no posting off the topic: fewer than ten is then the answer.
        "missing": None
        if peer == "ours"
        else float(np.mean([1 - min(len(found), wanted) / wanted for found in kept])),
        "not exact": float(np.mean(lost)) if by_vector else None,
        "MiB": (memory()["VmRSS"] - before) / 2**20,
    }


def timed(search: Search, questions: Sequence[str], vectors: np.ndarray, day: int | None) -> list[float]:
    """p50 and p99 in ms."""
    seconds: list[float] = []
    until = time.perf_counter() + SECONDS
    while not seconds or time.perf_counter() < until:
        for text, vector in zip(questions, vectors, strict=True):
            started = time.perf_counter()
            search(str(text), vector, day)
            seconds.append(time.perf_counter() - started)
    return [float(each) * 1000 for each in np.quantile(seconds, [0.5, 0.99])]


# --- the engines ------------------------------------------------------------------------------------------


def nothing(*_: object) -> None: ...


def open_ours(place: Path) -> Search:
    """The whole search as the product does it: ten postings, each with its passages and ledger."""
    from index.constraints import Posted
    from index.job_index import JobIndex
    from rag.assemble import search_result
    from rag.retrieve import retrieve
    from rag.types import JobQuery, RetrievalConfig

    view = JobIndex.open(place, read_only=True).view()
    cut = Posted(after=TODAY - timedelta(days=round(SHARE * DAYS) - 1))
    config = RetrievalConfig()
    first = np.searchsorted(view.passage_row, np.arange(len(view.ids)))

    def search(text: str, vector: np.ndarray, day: int | None) -> list[int]:
        query = JobQuery(text=text, constraints=() if day is None else (cut,))
        ranking = retrieve(view, query, vector, config=config, today=TODAY)
        result = search_result(view, query, ranking, k=K, offset=0, today=TODAY)
        return [int(first[view.row(hit.posting.id)]) for hit in result.hits]

    return search


def open_ours_dense(place: Path) -> Search:
    from index.job_index import JobIndex

    view = JobIndex.open(place, read_only=True).view()

    def search(_: str, vector: np.ndarray, day: int | None) -> list[int]:
        allowed = None if day is None else view.columns.posted >= day
        return view.nearest(vector, k=K, allowed=allowed)[0].tolist()

    return search


def build_faiss(place: Path, _texts: Sequence[str], vectors: np.ndarray, days: np.ndarray) -> None:
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(place / "index.faiss"))
    np.save(place / "days.npy", days)


def open_faiss(fetched: int) -> Callable[[Path], Search]:
    """Over-fetch, then filter: LangChain's FAISS store takes 20 (its fetch_k), careful programs 100."""

    def opened(place: Path) -> Search:
        import faiss

        index, days = faiss.read_index(str(place / "index.faiss")), np.load(place / "days.npy")

        def search(_: str, vector: np.ndarray, day: int | None) -> list[int]:
            numbers = index.search(vector[None], K if day is None else fetched)[1][0]
            return numbers.tolist() if day is None else numbers[days[numbers] >= day][:K].tolist()

        return search

    return opened


def txtai_embeddings(vector_of: Callable):
    from txtai import Embeddings

    return Embeddings(method="external", transform=vector_of, hybrid=True, content=True)


def build_txtai(place: Path, texts: Sequence[str], vectors: np.ndarray, days: np.ndarray) -> None:
    row_of = {text: row for row, text in enumerate(texts)}
    embeddings = txtai_embeddings(lambda batch: np.array([vectors[row_of[each]] for each in batch]))
    rows = ((row, {"text": text, "day": int(days[row])}, None) for row, text in enumerate(texts))
    embeddings.index(rows)
    embeddings.config.pop("transform")  # a function of this process
    embeddings.save(str(place / "saved"))


def open_txtai(place: Path) -> Search:
    current: dict[str, np.ndarray] = {}
    embeddings = txtai_embeddings(nothing)
    vector_of = lambda batch: np.array([current["vector"] for _ in batch])  # noqa: E731
    embeddings.load(str(place / "saved"), config={"transform": vector_of})

    def search(text: str, vector: np.ndarray, day: int | None) -> list[int]:
        current["vector"] = vector
        where = "" if day is None else f" and day >= {day}"
        query = f"select id, score from txtai where similar(:asked){where} limit {K}"
        return [int(each["id"]) for each in embeddings.search(query, K, parameters={"asked": text})]

    return search


def build_lancedb(place: Path, texts: Sequence[str], vectors: np.ndarray, days: np.ndarray) -> None:
    import lancedb
    import pyarrow as pa

    flat = pa.array(vectors.astype(np.float32).ravel())
    data = pa.table(
        {
            "number": pa.array(np.arange(len(texts))),
            "text": pa.array(list(texts)),
            "day": pa.array(days),
            "vector": pa.FixedSizeListArray.from_arrays(flat, vectors.shape[1]),
        }
    )
    table = lancedb.connect(str(place)).create_table("passages", data)
    table.create_fts_index("text")
    table.create_scalar_index("day")


def open_lancedb(place: Path) -> Search:
    import lancedb

    table = lancedb.connect(str(place)).open_table("passages")

    def search(text: str, vector: np.ndarray, day: int | None) -> list[int]:
        query = table.search(query_type="hybrid").vector(vector).text(text)
        if day is not None:
            query = query.where(f"day >= {day}", prefilter=True)
        return query.limit(K).select(["number"]).to_arrow()["number"].to_pylist()

    return search


def chroma_client(place: Path):
    import chromadb

    return chromadb.PersistentClient(path=str(place), settings=chromadb.Settings(anonymized_telemetry=False))


def build_chromadb(place: Path, texts: Sequence[str], vectors: np.ndarray, days: np.ndarray) -> None:
    client = chroma_client(place)
    collection = client.create_collection(
        "passages", embedding_function=None, configuration={"hnsw": {"space": "ip"}}
    )
    step = min(5_000, client.get_max_batch_size())
    for start in range(0, len(texts), step):
        rows = range(start, min(start + step, len(texts)))
        collection.add(
            ids=[str(row) for row in rows],
            embeddings=vectors[rows.start : rows.stop],
            documents=list(texts[rows.start : rows.stop]),
            metadatas=[{"day": int(days[row])} for row in rows],
        )


def open_chromadb(place: Path) -> Search:
    collection = chroma_client(place).get_collection("passages", embedding_function=None)

    def search(_: str, vector: np.ndarray, day: int | None) -> list[int]:
        where = None if day is None else {"day": {"$gte": day}}
        found = collection.query(query_embeddings=[vector], n_results=K, where=where, include=["distances"])
        return [int(each) for each in found["ids"][0]]

    return search


PEERS: dict[str, tuple[Callable, Callable[[Path], Search]]] = {
    "ours": (nothing, open_ours),
    "ours dense": (nothing, open_ours_dense),
    "faiss": (build_faiss, open_faiss(20)),
    "faiss 100": (nothing, open_faiss(100)),
    "txtai": (build_txtai, open_txtai),
    "lancedb": (build_lancedb, open_lancedb),
    "chromadb": (build_chromadb, open_chromadb),
}
LABELS = {
    "ours": ("Rolecall, postings with ledgers", "rolecall"),
    "ours dense": ("Rolecall, passages by vector", "rolecall"),
    "faiss": ("flat, 20 then filtered", "faiss-cpu"),
    "faiss 100": ("flat, 100 then filtered", "faiss-cpu"),
    "txtai": ("txtai, hybrid", "txtai"),
    "lancedb": ("LanceDB, hybrid, prefiltered", "lancedb"),
    "chromadb": ("Chroma", "chromadb"),
}
BY_VECTOR = ("ours dense", "faiss", "faiss 100", "chromadb")

if __name__ == "__main__":
    main()
