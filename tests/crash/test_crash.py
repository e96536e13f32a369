"""Short forms of the crash tests; `make crash` runs the long ones. Each runs in a process of its own, which may fork."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
KILLS = "100" if os.environ.get("CI") else "25"


def run(script: str, *options: str) -> str:
    """What a script prints; fails with it when the script does."""
    done = subprocess.run(
        [sys.executable, str(FOLDER / script), *options],
        capture_output=True,
        text=True,
        timeout=290,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def test_kills_at_random_moments_and_at_every_step_lose_nothing() -> None:
    said = run("kills.py", "--kills", KILLS)
    assert "0 failures" in said
    for step in ("received", "vectors committed", "store committed", "generation named", "current replaced"):
        assert f"killed after: at {step}" in said


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_power_cut_after_any_write_loses_nothing_that_was_acknowledged() -> None:
    assert "\n0 failures" in run("power.py", "--refreshes", "1", "--every", "20")


def test_a_flipped_bit_is_noticed_and_healed_or_refused() -> None:
    assert "30 flips, 0 failures" in run("flips.py", "--flips", "30")


def test_readers_are_not_disturbed_by_refreshes() -> None:
    assert "20 refreshes, 0 failures" in run("readers.py", "--refreshes", "20")
