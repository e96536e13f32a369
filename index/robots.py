"""What a site's robots.txt asks of us.

Source: RFC 9309: groups by product token, the longest matching rule wins, `*` and `$` in paths; Crawl-delay is not in
it but widely meant. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

MAX_BYTES = 512 * 1024
_MAX_RULES = 5_000


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one agent: (allowed, path pattern), and the seconds to leave between requests."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay_s: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be asked for; of equally long rules the allowing one wins."""
        wanted = unquote(path)
        best = max(
            ((len(pattern), allowed) for allowed, pattern in self.rules if _matches(pattern, wanted)),
            default=(0, True),
        )
        return best[1]


def parse(text: str, agent: str) -> Robots:
    """The rules for an agent: those of all groups that name it, else those for everybody.

    Args:
        text: a robots.txt; nothing in it is an error.
        agent: our product token.
    """
    groups: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    named: set[bool] = set()
    in_head = False
    whole = text if len(text) <= MAX_BYTES else text[:MAX_BYTES].rpartition("\n")[0]
    for line in whole.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            named = named if in_head else set()
            in_head = True
            if value.lower() == agent.lower():
                named.add(True)
            elif value == "*":
                named.add(False)
        elif key in ("allow", "disallow", "crawl-delay"):
            in_head = False
            for ours in named:
                groups[ours].append((key, value))
    ours_named = bool(groups[True])
    lines = groups[ours_named][:_MAX_RULES]
    rules = tuple((key == "allow", unquote(value)) for key, value in lines if key != "crawl-delay" and value)
    delays = [_seconds(value) for key, value in lines if key == "crawl-delay"]
    return Robots(rules, max(delays, default=0.0))


def _matches(pattern: str, path: str) -> bool:
    """Whether a path begins with a pattern; `*` is any run of characters, `$` at the end is the end of the path."""
    anchored = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = parts.pop() if anchored and parts else None
    for part in parts:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= at
    return not anchored or at == len(path)


def _seconds(value: str) -> float:
    try:
        seconds = float(value[:20])
    except ValueError:
        return 0.0
    return seconds if 0 <= seconds < 86_400 else 0.0
