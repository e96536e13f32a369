"""The plan of the house, enforced: who may import whom, what an import loads, what is public."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import index
import rag

ROOT = Path(__file__).parents[1]
PACKAGES = ("index", "rag", "prompts", "app")
ALLOWED = {"app": {"rag"}, "rag": {"index", "prompts"}, "index": set(), "prompts": set()}
STARTS_THE_PAGE = ("rag.cli", "app")
"""The one arrow against the flow: `rolecall serve` starts the page, and imports it only then."""
ONLY_USER = {
    "sentence_transformers": {"index.runtimes", "rag.rerank"},
    "openvino": {"index.runtimes"},
    "torch": {"index.runtimes"},
    "faiss": {"index.vectors"},
    "tantivy": {"index.lexical", "index.lexical_files"},
    "openai": {"rag.llm", "rag.openai_chat"},
    "gradio": {"app"},
}
HEAVY = ("torch", "transformers", "sentence_transformers", "faiss", "tantivy", "openvino", "openai", "gradio",
         "pandas", "pyarrow", "ir_measures", "feedparser")  # fmt: skip


def _modules() -> Iterator[tuple[str, Path]]:
    for path in [*ROOT.glob("index/**/*.py"), *ROOT.glob("rag/**/*.py"), *ROOT.glob("prompts/*.py")]:
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path
    yield "app", ROOT / "app.py"


def _imports(path: Path) -> Iterator[tuple[str, str | None, bool]]:
    """Module, name imported from it, and whether the import stands at the top of the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            yield from ((node.module, alias.name, id(node) in top) for alias in node.names)


MODULES = dict(_modules())


@pytest.mark.parametrize("module", MODULES)
def test_arrows_point_from_app_to_rag_to_index_and_prompts(module: str) -> None:
    package = module.split(".")[0]
    for target, _, _ in _imports(MODULES[module]):
        other = target.split(".")[0]
        if other in PACKAGES and other != package and (module, target) != STARTS_THE_PAGE:
            assert other in ALLOWED[package], f"{module} must not import {target}"


@pytest.mark.parametrize("module", MODULES)
def test_across_packages_only_public_names_are_used(module: str) -> None:
    package = module.split(".")[0]
    for target, name, _ in _imports(MODULES[module]):
        other, *inner = target.split(".")
        if other == package or other not in PACKAGES:
            continue
        assert not (name or "").startswith("_"), f"{module} takes {target}.{name}"
        if other == "index":
            room = inner[0] if inner else name
            assert room in index.__all__, f"{module} reaches into index.{room}"
        elif other == "rag":
            assert not inner, f"{module} reaches into {target}"
            assert name is None or name in rag.__all__, f"{module} takes rag.{name}, which is not public"


@pytest.mark.parametrize("module", MODULES)
def test_a_heavy_library_has_one_home_and_is_imported_where_it_is_used(module: str) -> None:
    for target, _, at_top in _imports(MODULES[module]):
        library = target.split(".")[0]
        if library in ONLY_USER:
            assert module in ONLY_USER[library], f"{module} imports {library}"
        if library in HEAVY and module != "app":
            assert not at_top, f"{module} imports {library} at its top"


@pytest.mark.parametrize("package", [index, rag])
def test_public_names_are_sorted_and_exist(package: object) -> None:
    names = list(package.__all__)
    assert names == sorted(names)
    if package is rag:
        assert [name for name in names if not hasattr(rag, name)] == []
    else:
        assert [name for name in names if f"index.{name}" not in MODULES] == []


def test_importing_rag_loads_no_heavy_library() -> None:
    code = f"import sys, rag; print([name for name in {HEAVY!r} if name in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert loaded.stdout.strip() == "[]"


def test_the_environment_is_read_in_one_place() -> None:
    readers = [
        module
        for module, path in MODULES.items()
        if module != "rag.settings"
        and (
            "os.environ" in path.read_text(encoding="utf-8") or "getenv(" in path.read_text(encoding="utf-8")
        )
    ]
    assert readers == []


def test_nothing_is_printed_outside_the_command_line() -> None:
    printers = [
        module
        for module, path in MODULES.items()
        if module not in ("rag.cli",)
        and any(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert printers == []
