"""How many tokens a text is for a model: by its own tokeniser where it lies beside us, else a safe estimate.

An estimate must not be too low, or the server refuses the request; a third too high only shows the model one
posting less.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

_PIECE = re.compile(r"[A-Za-z]+|\d|\s+|[^\sA-Za-z\d]")
_LETTERS_A_TOKEN = 4.0
"""English words are 4 to 5 letters a token in the common vocabularies; a word is at least one."""

Counter = Callable[[str], int]


@cache
def token_counter(model: str) -> Counter:
    """What counts the tokens of a text for a model; `model` may be a folder or file with a tokenizer.json."""
    path = Path(model)
    file = path / "tokenizer.json" if path.is_dir() else path
    if file.suffix != ".json" or not file.is_file():
        return estimate
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return lambda text: len(tokenizer.encode(text).ids)


def estimate(text: str) -> int:
    """Tokens of a text, rather too many than too few: each digit, mark and foreign character counts for itself."""
    total = 0.0
    for piece in _PIECE.findall(text):
        if piece.isspace():
            total += piece.count("\n")
        elif piece.isascii():
            total += -(-len(piece) // _LETTERS_A_TOKEN) if piece.isalpha() else 1
        else:
            total += max(1.0, len(piece.encode()) / 2)
    return int(total) + 1
