"""The id by which an applicant-tracking system knows a job, read from a link. Pure; opens nothing.

The same job stands behind many addresses (the board's, the employer's own page, with or without tracking); its id in the
system is the best identity that postings of different feeds share.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

JobKey = tuple[str, ...]
"""The system, then what it knows the job by. The system "link" is any other address that ends in something like an id."""

LINK = "link"
_MAX_URL_CHARS = 2000
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_BY_HOST: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (system, host, re.compile(pattern, re.IGNORECASE))
    for system, host, pattern in (
        ("greenhouse", "greenhouse.io", r"/jobs/(\d{4,20})(?!\d)"),
        ("lever", "lever.co", rf"/({_UUID})"),
        ("ashby", "ashbyhq.com", rf"/({_UUID})"),
        ("workday", "myworkdayjobs.com", r"_([A-Z]{0,6}-?\d{3,20}(?:-\d{1,3})?)(?:/|$)"),
        ("smartrecruiters", "smartrecruiters.com", r"/(\d{9,20})(?!\d)"),
        ("workable", "workable.com", r"/j/([0-9A-F]{6,20})(?:/|$)"),
        ("icims", "icims.com", r"/jobs/(\d{3,20})(?:/|$)"),
        ("jobvite", "jobvite.com", r"/job/(\w{5,20})(?:/|$)"),
        ("rippling", "rippling.com", rf"/jobs/({_UUID})"),
        ("teamtailor", "teamtailor.com", r"/jobs/(\d{4,20})(?!\d)"),
        ("personio", "personio.com", r"/job/(\d{4,20})(?!\d)"),
        ("personio", "personio.de", r"/job/(\d{4,20})(?!\d)"),
        ("recruitee", "recruitee.com", r"/o/([^/]{3,200})"),
        ("linkedin", "linkedin.com", r"/jobs/view/(?:[^/]{1,200}-)?(\d{6,20})(?!\d)"),
    )
)
_ACROSS_BOARDS = frozenset(
    ("greenhouse", "lever", "ashby", "smartrecruiters", "workable", "rippling", "linkedin")
)
"""Systems whose ids are unique over all employers; with the others the employer's own host belongs to the id."""
_BY_PARAMETER = {"gh_jid": "greenhouse", "ashby_jid": "ashby"}
_TRACKING = re.compile(
    r"utm_\w{1,40}|gh_src|lever-(?:source|origin)\W{0,2}|source|src|ref|referrer|fbclid|gclid|lang|locale"
)
_APPLY = re.compile(r"/(?:apply|application|applynow|job_app)$", re.IGNORECASE)
_IDENTITY = re.compile(rf"\d{{4,}}|{_UUID}|(?=[a-z]{{0,20}}\d)[0-9a-z]{{10,}}", re.IGNORECASE)


def job_key(url: str) -> JobKey | None:
    """What a job is known by where a link points, or None where the link names no single job."""
    if not url or len(url) > _MAX_URL_CHARS:
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        query = parse_qsl(parts.query, max_num_fields=60)
    except ValueError:
        return None
    for name, value in query:
        if (system := _BY_PARAMETER.get(name.lower())) and value.strip():
            return system, value.strip().lower()
    path = _APPLY.sub("", parts.path.rstrip("/"))
    for system, suffix, pattern in _BY_HOST:
        if host == suffix or host.endswith("." + suffix):
            if found := pattern.search(path):
                native = found[1].lower()
                return (system, native) if system in _ACROSS_BOARDS else (system, host, native)
            if system == "greenhouse" and (token := dict(query).get("token")):
                return system, token
    return _other(host, path, query)


def _other(host: str, path: str, query: list[tuple[str, str]]) -> JobKey | None:
    """Any address whose last part or a parameter looks like an id."""
    kept = sorted((name, value) for name, value in query if not _TRACKING.fullmatch(name.lower()))
    last = path.rsplit("/", 1)[-1]
    named = [last, *(value for _, value in kept)]
    if not host or not any(_IDENTITY.search(each) for each in named):
        return None
    return (LINK, host, path, *(f"{name}={value}" for name, value in kept))
