"""All crash tests in their long form, one after the other: `make crash`. Exit status 1 when one of them failed."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--refreshes", type=int, default=200)
    options = parser.parse_args()
    commands = [
        ["kills.py", "--kills", str(options.kills)],
        ["power.py"],
        ["flips.py", "--flips", str(options.flips)],
        ["readers.py", "--refreshes", str(options.refreshes)],
    ]
    failed = 0
    for script, *rest in commands:
        print(f"== {script} {' '.join(rest)}", flush=True)
        failed += subprocess.run([sys.executable, str(FOLDER / script), *rest], check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
