"""Ways to run the embedding model on batches of token ids: torch, and OpenVINO on the same module.

The only user of torch, sentence-transformers and openvino. A runtime gets padded ids and their mask and gives
float32 vectors, not yet normalised; tokenizing, batching and normalising are `index.embed`'s. OpenVINO runs
what `index.converted` keeps, so that a question needs no torch.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import sys
import threading
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

RuntimeName = Literal["auto", "openvino", "int8", "torch"]
Ids = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32]
Batch = tuple[Ids, Ids]
"""Token ids and attention mask, int64 (rows, tokens) each."""

_LOADING = threading.Lock()
"""Warning filters and log levels are the process's: only one load at a time may change them."""


class Runtime(Protocol):
    """Runs batches through the model."""

    tokens_per_batch: int
    """How many tokens, padding included, make the best batch."""

    def run(self, batches: Iterable[Batch]) -> Iterator[tuple[int, Vectors]]:
        """The number of each batch (from 0) with its vectors, float32 (rows, dim), in any order."""
        ...


class TorchRuntime:
    """The sentence-transformers module itself: the reference on a CPU, half precision on CUDA."""

    def __init__(self, module: SentenceTransformer) -> None:
        self._module = module
        self.tokens_per_batch = 65_536 if module.device.type == "cuda" else 4096

    def run(self, batches: Iterable[Batch]) -> Iterator[tuple[int, Vectors]]:
        """The number of each batch (from 0) with its vectors, float32 (rows, dim)."""
        import torch

        device = self._module.device
        for number, (ids, mask) in enumerate(batches):
            features = {
                "input_ids": torch.from_numpy(ids).to(device),
                "attention_mask": torch.from_numpy(mask).to(device),
            }
            with torch.inference_mode():
                vectors = self._module(features)["sentence_embedding"]
            yield number, vectors.float().cpu().numpy()


class OpenVinoRuntime:
    """The converted module on the CPU. `streams` batches run side by side, each on its share of the cores."""

    tokens_per_batch = 1024
    """On 2 cores 1024 gives 42 passages/s, 256 gives 32 and 8192 gives 31: larger ones leave the CPU's cache."""

    def __init__(self, model: Any, *, throughput: bool, int8: bool = False) -> None:
        openvino = import_openvino()
        core = openvino.Core()
        if int8:
            model = with_int8_weights(core.read_model(model) if isinstance(model, Path) else model.clone())
        hint = "THROUGHPUT" if throughput else "LATENCY"
        self.precision = "bf16" if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES") else "f32"
        # bf16 keeps a cosine of .9999 to the reference and doubles the speed where the CPU multiplies it.
        options = {"PERFORMANCE_HINT": hint, "INFERENCE_PRECISION_HINT": self.precision}
        self._compiled = core.compile_model(model, "CPU", options)
        self._streams = int(self._compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        self._idle: list[Any] = []
        """Queues not in use: making one takes a millisecond, which a question would notice."""

    def run(self, batches: Iterable[Batch]) -> Iterator[tuple[int, Vectors]]:
        """The number of each batch (from 0) with its vectors, float32 (rows, dim), in the order they finish."""
        done: list[tuple[int, Vectors]] = []
        queue = (
            self._idle.pop()
            if self._idle
            else import_openvino().AsyncInferQueue(self._compiled, self._streams)
        )
        queue.set_callback(
            lambda request, number: done.append((number, request.get_output_tensor(0).data.copy()))
        )
        for number, (ids, mask) in enumerate(batches):
            queue.start_async({0: ids, 1: mask}, number)
            while done:
                yield done.pop()
        queue.wait_all()
        self._idle.append(queue)  # one whose run was broken off is left to be collected
        yield from done


def load_module(folder: Path, *, device: str | None) -> SentenceTransformer:
    """The model as sentence-transformers loads it, in evaluation mode, from local files and safetensors only.

    Raises:
        ModelError: sentence-transformers cannot load it.
    """
    with _LOADING, _quiet():
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        bars = transformers_logging.is_progress_bar_enabled()
        transformers_logging.disable_progress_bar()
        try:
            module = SentenceTransformer(
                str(folder), device=device, local_files_only=True, model_kwargs={"use_safetensors": True}
            )
        except Exception as e:  # whatever a foreign model's files make transformers raise
            raise ModelError(f"sentence-transformers cannot load the embedding model in {folder}: {e}") from e
        finally:
            if bars:
                transformers_logging.enable_progress_bar()
        return module.eval()


def convert(module: SentenceTransformer) -> Any:
    """The module as an OpenVINO model: input_ids and attention_mask in, sentence_embedding out.

    Raises:
        ModelError: OpenVINO cannot convert it.
    """
    import torch

    class Embedding(torch.nn.Module):  # type: ignore[misc]  # torch is untyped here
        def __init__(self) -> None:
            super().__init__()
            self.module = module

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            return self.module({"input_ids": input_ids, "attention_mask": attention_mask})[
                "sentence_embedding"
            ]

    openvino = import_openvino()
    example = {name: torch.ones(2, 16, dtype=torch.long) for name in ("input_ids", "attention_mask")}
    with _LOADING, _quiet(), torch.no_grad():
        try:
            return openvino.convert_model(Embedding().eval(), example_input=example)
        except Exception as e:  # tracing runs the model's own code
            raise ModelError(
                f"OpenVINO cannot convert this embedding model: {e}. Use the torch runtime."
            ) from e


def with_int8_weights(model: Any) -> Any:
    """The same OpenVINO model with the weights of its products in 8 bits, one scale a row; changed in place.

    The CPU multiplies in 8 bits, its inputs quantised on the way, where it has VNNI; elsewhere it reads the
    weights as 32 bits again and gains nothing but memory.
    """
    import_openvino()
    from openvino import opset13 as opset

    for product in model.get_ordered_ops():
        if product.get_type_name() != "MatMul":
            continue
        source = product.input_value(1).get_node()
        if source.get_type_name() != "Constant" or len(source.shape) != 2:
            continue
        weights = source.data.astype(np.float32)
        inner = 1 if product.get_attributes()["transpose_b"] else 0
        scale = np.maximum(np.abs(weights).max(axis=inner, keepdims=True), 1e-12) / 127
        rounded = opset.constant(np.rint(weights / scale).astype(np.int8))
        restored = opset.multiply(opset.convert(rounded, "f32"), opset.constant(scale))
        product.input(1).replace_source_output(restored.output(0))
    model.validate_nodes_and_infer_types()
    return model


def import_openvino() -> Any:
    """The openvino package, imported with its telemetry off.

    Importing it reports home and writes files below the user's home; without the `openvino_telemetry`
    package it uses a stub that does neither.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # None: "not to be found"
    import openvino

    return openvino


def cuda_device() -> bool:
    """Whether a CUDA device answers, asked of the driver, without loading torch."""
    try:
        driver = ctypes.CDLL("libcuda.so.1")
    except OSError:
        return False
    count = ctypes.c_int(0)
    return driver.cuInit(0) == 0 and driver.cuDeviceGetCount(ctypes.byref(count)) == 0 and count.value > 0


def cuda_runtime(folder: Path) -> TorchRuntime | None:
    """The model in half precision on CUDA; None where there is no device, or torch is built without CUDA."""
    if not cuda_device():
        return None
    import torch

    if not torch.cuda.is_available():
        return None
    return TorchRuntime(load_module(folder, device="cuda").half())


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without the progress bars and deprecation warnings that a user of ours can do nothing about."""
    loggers = [logging.getLogger(name) for name in ("sentence_transformers", "transformers")]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.setLevel(logging.ERROR)
        try:
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)
