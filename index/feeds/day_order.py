"""Whether a feed writes 02/03/2026 for the second of March or for the third of February."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.types import RecordPlace

_NUMERIC = re.compile(r"\s{0,5}(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}")
_MONTH_FIRST = frozenset(("us", "usa", "united states", "united states of america", "u.s.", "u.s.a."))


def is_day_first(dates: Iterable[str], places: Iterable[RecordPlace]) -> bool:
    """What the dates show themselves, else dots for the day first, else any country but the United States."""
    found = [match for date in dates if (match := _NUMERIC.match(date))]
    if any(int(match[1]) > 12 for match in found):
        return True
    if any(int(match[2]) > 12 for match in found):
        return False
    if any("." in match[0] for match in found):
        return True
    countries = {place.country.lower() for place in places if place.country}
    return bool(found) and bool(countries) and not countries & _MONTH_FIRST
