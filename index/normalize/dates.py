"""A date as feeds write it -> `datetime.date`, or None: nothing is guessed beyond the named conventions.

ISO 8601, RFC 822 with zone names, day-month-year with dots, slashes or month names (English, German, French,
Spanish), epoch seconds and milliseconds, and "2 days ago" where the caller says what today is.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

FIRST_YEAR = 1990
LAST_YEAR = 2100
_MAX_CHARS = 200
_MAX_DAYS_AGO = 3_650

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier janv enero ene jänner",
            "february feb februar février fevrier févr fevr fév febrero",
            "march mar märz maerz mrz mars marzo",
            "april apr avril avr abril abr",
            "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet juil julio",
            "august aug août aout agosto ago",
            "september sep sept septembre septiembre set",
            "october oct oktober okt octobre octubre",
            "november nov novembre noviembre",
            "december dec dezember dez décembre decembre déc diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"

_ISO = re.compile(r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?=T|$)")
_YEAR_LAST = re.compile(
    r"^(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})(?!\d)"
)
_DAY_MONTH = re.compile(
    rf"^(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[ \-/]{{1,3}}(?:of |de )?{_MONTH}[ ,\-/]{{1,3}}(?:de |del )?(?P<year>\d{{4}}|\d{{2}})(?!\d)"
)
_MONTH_DAY = re.compile(
    rf"^{_MONTH}[ \-]{{1,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[ \-]{{1,2}}(?P<year>\d{{4}})(?!\d)"
)
_EPOCH = re.compile(r"^(?P<seconds>\d{9,10}|\d{12,13})(?:\.\d{1,9})?$")
_LEAD = re.compile(
    r"^(?:📅|posted|published|updated|date|veröffentlicht|publié|publicado|on|am|le|el|the|since|seit"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo)[:.,]{0,2}\s{1,3}",
    re.IGNORECASE,
)
_MAX_LEADS = 4
_TODAY = re.compile(r"^(?:today|just now|just posted|now|heute|aujourd['’]hui|hoy)$", re.IGNORECASE)
_YESTERDAY = re.compile(r"^(?:yesterday|gestern|hier|ayer)$", re.IGNORECASE)
_AGO = re.compile(
    r"^(?:vor |il y a |hace )?(?:over |about |more than |etwa )?(?P<count>\d{1,4}|an?|one|einem|einer|une?|una?)\+?\s{0,2}"
    r"(?P<unit>min(?:ute)?s?|h(?:ou)?rs?|h|d|days?|w(?:ee)?ks?|w|months?|mo|years?|y|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|"
    r"heures?|jours?|semaines?|mois|ans?|horas?|días?|semanas?|meses|mes|años?)(?P<ago>\s{1,2}ago)?$",
    re.IGNORECASE,
)
_AGO_WORDS = re.compile(r"ago$|^(?:vor|il y a|hace)\b", re.IGNORECASE)
_UNIT_DAYS = (
    (re.compile(r"^(?:mo|mes)", re.IGNORECASE), 30),
    (re.compile(r"^(?:mi|h|s(?:tu))", re.IGNORECASE), 0),
    (re.compile(r"^(?:w|sem)", re.IGNORECASE), 7),
    (re.compile(r"^(?:y|ja|an|añ)", re.IGNORECASE), 365),
    (re.compile(r"^(?:d|t|j)", re.IGNORECASE), 1),
)


def find_date(text: str, *, day_first: bool = False, today: date | None = None) -> date | None:
    """The date that the text gives, as written (no change of time zone), or None when it gives none.

    Args:
        text: One value of a feed, such as "2026-04-24T08:00:00Z" or "Fri, 24 Apr 2026 08:00:00 PDT".
        day_first: How to read 04/05/2026; a first number above 12 is the day in any case, dots always mean day first.
        today: What "2 days ago" counts from; without it such texts give None.
    """
    wording = _without_lead(" ".join(text[:_MAX_CHARS].replace("\u00a0", " ").split()))
    for read in (_from_iso, _from_epoch, _from_names):
        if found := read(wording):
            return found
    return _from_numbers(wording, day_first=day_first) or _from_today(wording, today)


def _without_lead(text: str) -> str:
    """The text without words before the date: "Posted on Fri, "."""
    for _ in range(_MAX_LEADS):
        shorter = _LEAD.sub("", text, count=1)
        if shorter == text:
            break
        text = shorter
    return text.strip(" \t,.;")


def _date(year: int, month: int, day: int) -> date | None:
    if year < 100:
        year += 2000
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_iso(text: str) -> date | None:
    match = _ISO.match(text) or _COMPACT.match(text)
    return _date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None


def _from_epoch(text: str) -> date | None:
    match = _EPOCH.match(text)
    if not match:
        return None
    seconds = int(match["seconds"])
    if len(match["seconds"]) > 10:
        seconds //= 1000
    moment = datetime.fromtimestamp(seconds, tz=UTC)
    return _date(moment.year, moment.month, moment.day)


def _from_names(text: str) -> date | None:
    """Dates with the month's name, RFC 822 among them once its weekday is taken off."""
    match = _DAY_MONTH.match(text) or _MONTH_DAY.match(text)
    month = _MONTHS.get(match["month"].casefold()) if match else None
    return _date(int(match["year"]), month, int(match["day"])) if match and month else None


def _from_numbers(text: str, *, day_first: bool) -> date | None:
    match = _YEAR_LAST.match(text)
    if not match:
        return None
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if match["sign"] == "." or day_first or first > 12:
        return _date(year, second, first) or (None if match["sign"] == "." else _date(year, first, second))
    return _date(year, first, second)


def _from_today(text: str, today: date | None) -> date | None:
    if today is None:
        return None
    if _TODAY.match(text):
        return today
    if _YESTERDAY.match(text):
        return today - timedelta(days=1)
    match = _AGO.match(text)
    if not match or not _AGO_WORDS.search(text):
        return None
    count = int(match["count"]) if match["count"].isdigit() else 1
    days = next((days for unit, days in _UNIT_DAYS if unit.match(match["unit"])), None)
    if days is None or count * days > _MAX_DAYS_AGO:
        return None
    return today - timedelta(days=count * days)
