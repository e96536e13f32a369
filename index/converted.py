"""The embedding model converted for the fast CPU runtime, kept in a cache folder with its checksums.

Converting needs torch and takes seconds; a question must not. One folder a model, named by the SHA-256 of the
model's files: the OpenVINO graph, the tokenizer, and a manifest with the SHA-256 of both. It is written beside
and renamed into place; what does not match its manifest is converted again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import ModelError
from index.model_files import ModelFiles, file_sha256
from index.runtimes import convert, import_openvino, load_module

_FILES = ("model.xml", "model.bin", "tokenizer.json")
_MANIFEST = "manifest.json"
_FORMAT = 1

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the converted graph does not say: `limit` is in tokens with the special ones."""

    dim: int
    limit: int
    pad_id: int


@dataclass(frozen=True, slots=True)
class Converted:
    """A converted model: `graph` is what OpenVINO compiles, a path or a model in memory."""

    graph: Any
    tokenizer: str
    """tokenizer.json, as text."""
    shape: Shape


def default_cache() -> Path:
    """Where converted models are kept unless told otherwise."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("rolecall")) / "models"


def converted(files: ModelFiles, cache: Path) -> Converted:
    """The converted model, from the cache when it is there and whole, else converted now and kept.

    A cache that cannot be written costs the next start its conversion, nothing else.

    Raises:
        ModelError: the model cannot be loaded or converted.
    """
    folder = cache / hashlib.sha256(json.dumps([_FORMAT, files.sha256]).encode()).hexdigest()[:32]
    if whole := kept(folder):
        return whole
    fresh = _convert(files.folder)
    try:
        _write(fresh, folder)
    except OSError as e:
        _log.warning(
            "The converted model cannot be kept in %s (%s): each start converts it again.", folder, e
        )
        return fresh
    return kept(folder) or fresh


def module_shape(module: Any) -> Shape:
    """The sizes of a loaded sentence-transformers module."""
    limit = module.max_seq_length or module.tokenizer.model_max_length
    return Shape(
        dim=int(module.get_embedding_dimension()),
        limit=min(int(limit), 8192),  # tokenizers without a limit give 1e30
        pad_id=int(module.tokenizer.pad_token_id or 0),
    )


def tokenizer_json(module: Any) -> str:
    """The module's tokenizer as tokenizer.json text.

    Raises:
        ModelError: it has none.
    """
    backend = getattr(module.tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise ModelError("This embedding model has no tokenizer.json form; choose one that has.")
    return str(backend.to_str())


def _convert(folder: Path) -> Converted:
    module = load_module(folder, device="cpu")
    return Converted(convert(module), tokenizer_json(module), module_shape(module))


def kept(folder: Path) -> Converted | None:
    """The converted model that a folder keeps; None where there is nothing or it is not what was written."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
        shape = Shape(**manifest["shape"])
        whole = manifest == _manifest(folder, shape)
        tokenizer = (folder / "tokenizer.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as e:
        _log.warning("The converted model in %s cannot be read (%s) and is made again.", folder, e)
        return None
    if not whole:
        _log.warning("The converted model in %s is not what was written and is made again.", folder)
        return None
    return Converted(folder / "model.xml", tokenizer, shape)


def _manifest(folder: Path, shape: Shape) -> dict[str, Any]:
    body = {"shape": asdict(shape), "files": {name: file_sha256(folder / name) for name in _FILES}}
    return body | {"sha256": hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()}


def _write(model: Converted, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        import_openvino().save_model(model.graph, temporary / "model.xml", compress_to_fp16=False)
        (temporary / "tokenizer.json").write_text(model.tokenizer, encoding="utf-8")
        (temporary / _MANIFEST).write_text(json.dumps(_manifest(temporary, model.shape)), encoding="utf-8")
        for path in (*temporary.iterdir(), temporary):
            _sync(path)
        if folder.exists():  # damaged, else it would have been used
            shutil.rmtree(folder)
        temporary.rename(folder)
        _sync(folder.parent)
    except FileExistsError:
        _log.info("Another process has just kept the same converted model.")
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
