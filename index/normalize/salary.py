"""Pay: what a posting's text or a feed's field says somebody earns, with the words it was read from.

The face of the pay readers. Base pay only; several ranges where a posting gives several; nothing is converted.
Whatever had to be decided (swapped bounds, impossible numbers) is in `PayReading.warnings`.
"""

from __future__ import annotations

from index.normalize.pay_reading import PayReading
from index.normalize.pay_record import from_record
from index.normalize.pay_text import find_salaries

__all__ = ["PayReading", "find_salaries", "from_record"]
