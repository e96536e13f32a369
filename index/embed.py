"""Texts to unit vectors, with the embedding model's own tokenizer.

An `Embedder` batches by a budget of tokens, longest texts first, so that little of a batch is padding; equal
texts are run once. On a CPU it uses OpenVINO on the converted sentence-transformers module, on CUDA torch in
half precision. A question loads neither torch nor transformers once the converted model is in the cache.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self, get_args

import numpy as np
import numpy.typing as npt

from index.converted import Converted, Shape, converted, default_cache
from index.errors import ModelError
from index.model_files import ModelFiles, locate
from index.runtimes import (
    Batch,
    OpenVinoRuntime,
    Runtime,
    RuntimeName,
    TorchRuntime,
    cuda_runtime,
    load_module,
)

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]
Progress = Callable[[int, int], None]
"""Called with the texts done and all texts."""

TEXTS_PER_WINDOW = 4096
"""Sorted by length among themselves; bounds the memory that their tokens take."""
MAX_CHARS_PER_TOKEN = 64
"""Of a text, no more characters than this times the model's limit are tokenized: bounded time on hostile text."""


class Embedder:
    """The embedding model, loaded on first use. Safe to share between threads."""

    def __init__(
        self, files: ModelFiles, *, runtime: RuntimeName, query_prompt: str, passage_prompt: str, cache: Path
    ) -> None:
        self.model = files.name
        self.fingerprint = files.fingerprint(query_prompt=query_prompt, passage_prompt=passage_prompt)
        """SHA-256 over the model's files, prompts and normalisation; equal for every runtime."""
        self.runtime = runtime
        self._files = files
        self._prompts = {"query": query_prompt, "passage": passage_prompt}
        self._cache = cache
        self._lock = threading.RLock()

    @classmethod
    def open(
        cls,
        model: str | None = None,
        *,
        runtime: RuntimeName = "auto",
        query_prompt: str = "",
        passage_prompt: str = "",
        cache: Path | None = None,
    ) -> Self:
        """The embedder of `model`: None for the default one, else a folder or a hub name.

        Args:
            model: which model.
            runtime: "openvino", "int8" (the same with 8-bit weights), "torch" (the reference), or
                "auto": CUDA where there is a device, else OpenVINO.
            query_prompt: put before each question.
            passage_prompt: put before each passage.
            cache: where converted models are kept; None for the user's cache folder.

        Raises:
            ModelError: the model's files are missing or not what they should be.
        """
        if runtime not in get_args(RuntimeName):
            raise ModelError(
                f"There is no runtime {runtime!r}. Choose one of {', '.join(get_args(RuntimeName))}."
            )
        return cls(
            locate(model),
            runtime=runtime,
            query_prompt=query_prompt,
            passage_prompt=passage_prompt,
            cache=cache or default_cache(),
        )

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._shape.dim

    @cached_property
    def max_tokens(self) -> int:
        """The most tokens of a passage that are read: the model's limit less special tokens and the prompt."""
        prompt = self.count_tokens([self._prompts["passage"]])[0]
        return max(1, self._shape.limit - self._tokenizer.num_special_tokens_to_add(False) - prompt)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text has, special tokens not counted, nothing cut off."""
        encoded = self._tokenizer.encode_batch_fast(
            [_encodable(text) for text in texts], add_special_tokens=False
        )
        return [len(each) for each in encoded]

    def passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """float32 (n, dim), unit rows, in the order of `texts`; what is over the model's limit is not read."""
        return self._embed([self._prompts["passage"] + text for text in texts], self._bulk_runtime, progress)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """float32 (n, dim), unit rows, in the order of `texts`."""
        runtime = self._query_runtime if len(texts) == 1 else self._bulk_runtime
        return self._embed([self._prompts["query"] + text for text in texts], runtime, None)

    def query(self, text: str) -> Vectors:
        """float32 (dim,), of unit length."""
        vector: Vectors = self.queries([text])[0]
        return vector

    def _embed(self, texts: Sequence[str], runtime: Runtime, progress: Progress | None) -> Vectors:
        """Unit rows of the texts; equal texts are run once."""
        unique = list(dict.fromkeys(texts))
        vectors = np.empty((len(unique), self.dim), dtype=np.float32)
        done = 0
        for start in range(0, len(unique), TEXTS_PER_WINDOW):
            window = unique[start : start + TEXTS_PER_WINDOW]
            for rows, found in self._run(window, runtime):
                vectors[start + rows] = found
                done += len(rows)
                if progress:
                    progress(done, len(unique))
        row_of = {text: row for row, text in enumerate(unique)}
        return vectors[np.array([row_of[text] for text in texts], dtype=np.intp)]

    def _run(self, texts: Sequence[str], runtime: Runtime) -> Iterator[tuple[Rows, Vectors]]:
        """Positions in `texts` with their unit vectors, batch by batch."""
        tokens = self._tokens(texts)
        batches = plan_batches([len(each) for each in tokens], runtime.tokens_per_batch)
        padded = (pad([tokens[row] for row in rows], self._shape.pad_id) for rows in batches)
        for number, found in runtime.run(padded):
            norms = np.linalg.norm(found, axis=1, keepdims=True)
            yield batches[number], found / np.maximum(norms, 1e-12)

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        longest = self._shape.limit * MAX_CHARS_PER_TOKEN
        cut = [_encodable(text[:longest]) for text in texts]
        return [each.ids for each in self._cutting_tokenizer.encode_batch_fast(cut)]

    @cached_property
    def _model(self) -> Converted:
        with self._lock:
            return converted(self._files, self._cache)

    @property
    def _shape(self) -> Shape:
        return self._model.shape

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return _tokenizer(self._model)

    @cached_property
    def _cutting_tokenizer(self) -> Tokenizer:
        tokenizer = _tokenizer(self._model)
        tokenizer.enable_truncation(self._shape.limit)
        return tokenizer

    @cached_property
    def _bulk_runtime(self) -> Runtime:
        """For many texts at once."""
        with self._lock:
            if self.runtime == "torch":
                return TorchRuntime(load_module(self._files.folder, device="cpu"))
            cuda = cuda_runtime(self._files.folder) if self.runtime == "auto" else None
            return cuda or self._openvino(throughput=True)

    @cached_property
    def _query_runtime(self) -> Runtime:
        """For one text at a time: all cores on it, and on a CPU even where there is CUDA, as that loads torch."""
        with self._lock:
            if self.runtime == "torch":
                return self._bulk_runtime
            return self._openvino(throughput=False)

    def _openvino(self, *, throughput: bool) -> OpenVinoRuntime:
        return OpenVinoRuntime(self._model.graph, throughput=throughput, int8=self.runtime == "int8")


def plan_batches(lengths: Sequence[int], budget: int) -> list[Rows]:
    """Positions grouped into batches, longest first, each of at most `budget` tokens padding included.

    A text that is longer than the budget makes a batch of its own.
    """
    order = np.argsort(-np.asarray(lengths, dtype=np.intp), kind="stable")
    batches: list[Rows] = []
    start = 0
    while start < len(order):
        size = max(1, budget // max(1, lengths[order[start]]))
        batches.append(order[start : start + size])
        start += size
    return batches


def pad(tokens: Sequence[Sequence[int]], pad_id: int) -> Batch:
    """Ids filled up on the right to the longest, and the mask that is 1 where there is a token."""
    width = max(len(each) for each in tokens)
    ids = np.full((len(tokens), width), pad_id, dtype=np.int64)
    mask = np.zeros((len(tokens), width), dtype=np.int64)
    for row, each in enumerate(tokens):
        ids[row, : len(each)] = each
        mask[row, : len(each)] = 1
    return ids, mask


def _tokenizer(model: Converted) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(model.tokenizer)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _encodable(text: str) -> str:
    """The text with lone surrogates replaced: tokenizers refuses them."""
    return text.encode("utf-8", "replace").decode("utf-8")
