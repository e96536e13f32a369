"""Every notebook runs from top to bottom on the sample, defines nothing, installs nothing, and ends in words."""

from __future__ import annotations

import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_logic_and_no_output_is_kept_in_a_notebook(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert not re.search(r"^\s*(def|class)\s|^\s*[!%]|pip install", code, re.MULTILINE)
    assert all(not cell.outputs for cell in notebook.cells if cell.cell_type == "code")
    assert notebook.cells[-1].cell_type == "markdown"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")  # the kernel's own libraries
def test_a_notebook_runs_from_top_to_bottom(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    notebook.cells[1].source = notebook.cells[1].source.replace(
        'INDEX = ROOT / "data/index"', f"INDEX = Path({str(tmp_path / 'index')!r})"
    )
    NotebookClient(
        notebook, timeout=280, kernel_name="python3", resources={"metadata": {"path": ROOT}}
    ).execute()
    printed = [output.text for output in notebook.cells[-2].outputs if output.output_type == "stream"]
    assert re.search(r"nDCG@10 0\.\d{3}.*break a gold constraint", "".join(printed), re.DOTALL)
