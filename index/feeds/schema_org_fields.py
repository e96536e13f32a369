"""A JobPosting node becomes a record: each property with the shapes it is found in.

Pure; finding the nodes is `schema_org`'s business.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any

from index.feeds.reading import (
    extras,
    has_markup,
    items_of,
    number,
    plain,
    slug,
    split_skills,
    text_field,
    texts,
    unescaped,
)
from index.types import FieldText, Record, RecordPay, RecordPlace

Node = Mapping[str, Any]
_SECTIONS = {
    "responsibilities": "Responsibilities",
    "qualifications": "Qualifications",
    "educationRequirements": "Education requirements",
    "experienceRequirements": "Experience requirements",
    "jobBenefits": "Benefits",
    "incentiveCompensation": "Incentive compensation",
    "workHours": "Working hours",
    "specialCommitments": "Special commitments",
}
"""Properties that are prose, and the heading each gets when the description does not hold it already."""
_MAPPED = frozenset(
    """
    @type @context @id title name description hiringOrganization jobLocation jobLocationType baseSalary salaryCurrency
    employmentType skills datePosted dateModified validThrough url applicantLocationRequirements identifier industry
    occupationalCategory inLanguage
    """.split()
) | frozenset(_SECTIONS)
_MAX_SKILL_CHARS = 60
"""A longer "skill" is a sentence: prose, not a list."""
_UNIQUE_ID_CHARS = 20
"""Identifiers so long (a UUID, an address) are taken as unique by themselves, shorter ones as unique to the employer."""


def posting_record(
    raw: Node, nodes: Mapping[str, Any], source: str, position: int, *, page_url: str = ""
) -> Record:
    """The node as a record; `nodes` are the document's other nodes by `@id`, for references."""
    node = {_bare(key): value for key, value in raw.items() if isinstance(key, str)}
    employer = _resolved(node.get("hiringOrganization"), nodes)
    company = _name(employer)
    skills, skills_prose = _skills(node.get("skills"))
    body, is_html = _body(node, skills_prose)
    industry = ", ".join(filter(None, map(_name, items_of(node.get("industry")))))
    category = ", ".join(filter(None, map(_name, items_of(node.get("occupationalCategory")))))
    return Record(
        source=source,
        format="schema_org",
        position=position,
        native_id=_native_id(node.get("identifier"), company),
        title=unescaped(_name(node.get("title")) or _name(node.get("name"))),
        company=company,
        body=body,
        body_is_html=is_html,
        places=tuple(
            place for item in items_of(node.get("jobLocation")) for place in _places(_resolved(item, nodes))
        ),
        eligibility=tuple(
            place for item in items_of(node.get("applicantLocationRequirements")) for place in _eligible(item)
        ),
        pay=tuple(_pays(node)),
        arrangement=texts("jobLocationType", map(_name, items_of(node.get("jobLocationType")))),
        employment=texts("employmentType", _split(node.get("employmentType"))),
        skills=skills,
        experience=_experience(node.get("experienceRequirements")),
        posted=_dated(node, "datePosted"),
        updated=_dated(node, "dateModified"),
        expires=_dated(node, "validThrough"),
        url=_link(node.get("url")) or page_url or _link(node.get("@id")),
        category=category,
        industry=industry,
        company_description=_name(employer.get("description")) if isinstance(employer, dict) else "",
        company_url=_company_url(employer),
        language=_name(node.get("inLanguage")),
        extra=extras((key, _text(value)) for key, value in node.items() if key not in _MAPPED),
    )


def _bare(key: str) -> str:
    """A property's name without the vocabulary's address or prefix."""
    return key if key.startswith("@") else key.rsplit("/", 1)[-1].removeprefix("schema:")


def _resolved(value: Any, nodes: Mapping[str, Any]) -> Any:
    """The first item, and the node it refers to when it is a bare reference."""
    first = items_of(value)[0] if items_of(value) else None
    if isinstance(first, dict) and set(first) <= {"@id", "@type"} and isinstance(first.get("@id"), str):
        return nodes.get(first["@id"], first)
    return first


def _name(value: Any) -> str:
    """What a value is called: the text itself, or the object's name, value or code."""
    first = items_of(value)[0] if items_of(value) else None
    if isinstance(first, dict):
        keys = ("name", "@value", "value", "legalName", "alternateName", "termCode", "url")
        first = next((first[key] for key in keys if plain(first.get(key))), "")
    text = plain(first).strip()
    return html.unescape(text) if "&" in text else text


def _text(value: Any) -> str:
    """A value as prose: its text, its items, or its name and description."""
    if isinstance(value, dict):
        months = plain(value.get("monthsOfExperience"))
        parts = [plain(value.get(key)) for key in ("name", "credentialCategory", "description", "value")]
        return ", ".join([*filter(None, parts), *([f"{months} months of experience"] if months else [])])
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value[:200])))
    return plain(value).strip()


def _body(node: Node, skills_prose: str) -> tuple[str, bool]:
    """The description and whether it is HTML; prose of other properties goes below it under its own heading."""
    description = unescaped(_text(node.get("description")))
    is_html = has_markup(description)
    sections = {heading: unescaped(_text(node.get(key))) for key, heading in _SECTIONS.items()}
    sections["Skills"] = skills_prose
    known = " ".join(description.split())
    parts = [description] if description else []
    for heading, prose in sections.items():
        if len(prose) < _MAX_SKILL_CHARS or " ".join(prose.split()) in known:
            continue
        parts.append(f"<h3>{heading}</h3>\n{prose}" if is_html else f"{heading}:\n{prose}")
    return "\n\n".join(parts), is_html or any(map(has_markup, parts))


def _skills(value: Any) -> tuple[tuple[FieldText, ...], str]:
    """The skills as a list, or, where they are sentences, as prose."""
    if isinstance(value, list):
        names = [_name(item) for item in value]
        listed = texts("skills", names)
    else:
        listed = split_skills("skills", unescaped(_name(value)))
    if any(len(skill.text) > _MAX_SKILL_CHARS for skill in listed):
        return (), unescaped(_text(value))
    return listed, ""


def _places(value: Any) -> Iterator[RecordPlace]:
    if isinstance(value, dict):
        for address in items_of(value.get("address")) or [{}]:
            place = _place("jobLocation", address, value)
            if place != RecordPlace(name="jobLocation"):
                yield place
    elif text := plain(value).strip():
        yield RecordPlace(name="jobLocation", text=text)


def _place(name: str, address: Any, around: Node) -> RecordPlace:
    geo = items_of(around.get("geo"))
    point = geo[0] if geo and isinstance(geo[0], dict) else around
    latitude, longitude = number(point.get("latitude")), number(point.get("longitude"))
    if isinstance(address, dict):
        city, region = _name(address.get("addressLocality")), _name(address.get("addressRegion"))
        country = _name(address.get("addressCountry"))
        text = "" if city or region or country else _name(address) or _name(around.get("name"))
        return RecordPlace(
            name=name,
            text=text,
            city=city,
            region=region,
            country=country,
            latitude=latitude,
            longitude=longitude,
        )
    text = plain(address).strip() or _name(around.get("name"))
    return RecordPlace(name=name, text=text, latitude=latitude, longitude=longitude)


def _eligible(value: Any) -> Iterator[RecordPlace]:
    """Where applicants may live: a country, a state, an area, or an address."""
    name = "applicantLocationRequirements"
    if isinstance(value, dict) and isinstance(value.get("address"), dict | str):
        yield from (place.model_copy(update={"name": name}) for place in _places(value))
        return
    text = _name(value)
    if not text:
        return
    kind = plain(value.get("@type")).lower() if isinstance(value, dict) else ""
    if kind.endswith("country"):
        yield RecordPlace(name=name, country=text)
    elif kind.endswith("state"):
        yield RecordPlace(name=name, region=text)
    elif kind.endswith("city"):
        yield RecordPlace(name=name, city=text)
    else:
        yield RecordPlace(name=name, text=text)


def _pays(node: Node) -> Iterator[RecordPay]:
    """Each base salary: an amount with its range, a bare number, or a text. Zero says nothing."""
    default = _name(node.get("salaryCurrency"))
    for salary in items_of(node.get("baseSalary")):
        amount: Node = salary if isinstance(salary, dict) else {"value": salary}
        currency = _name(amount.get("currency")) or default
        for value in items_of(amount.get("value")) or [amount]:
            pay = _pay(value if isinstance(value, dict) else {"value": value}, amount, currency)
            if pay.text or pay.min or pay.max:
                yield pay


def _pay(value: Node, amount: Node, currency: str) -> RecordPay:
    low, high, single = (
        items_of(value.get(key) if value.get(key) is not None else amount.get(key))
        for key in ("minValue", "maxValue", "value")
    )
    bounds = [number(each[0]) if each else None for each in (low, high)]
    stated = single[0] if single and not isinstance(single[0], dict) else None
    text = "" if number(stated) is not None else plain(stated).strip()
    if bounds == [None, None]:
        bounds = [number(stated), number(stated)]
    if bounds == [None, None] and not text:
        text = " - ".join(filter(None, (plain(each[0]).strip() for each in (low, high) if each)))
    unit = next(
        (
            _name(part.get(key))
            for part in (value, amount)
            for key in ("unitText", "unitCode")
            if part.get(key)
        ),
        "",
    )
    positive = [bound or None for bound in bounds]
    return RecordPay(
        name="baseSalary", text=text, min=positive[0], max=positive[1], currency=currency, period=unit
    )


def _experience(value: Any) -> tuple[FieldText, ...]:
    name = "experienceRequirements"
    if isinstance(value, dict) and (months := number(value.get("monthsOfExperience"))):
        return texts(f"{name}.monthsOfExperience", [f"{months:g} months"])
    return texts(name, [text for item in items_of(value) if len(text := _text(item)) < 300])


def _dated(node: Node, key: str) -> FieldText | None:
    return text_field(key, _name(node.get(key)))


def _split(value: Any) -> list[str]:
    return [part for item in items_of(value) for part in _name(item).split(",")]


def _link(value: Any) -> str:
    link = _name(value)
    return link if link.startswith(("http://", "https://")) else ""


def _company_url(employer: Any) -> str:
    if not isinstance(employer, dict):
        return ""
    return _link(employer.get("url")) or _link(employer.get("sameAs"))


def _native_id(value: Any, company: str) -> str:
    """The identifier, with the employer's name before it unless it is unique by itself."""
    first = items_of(value)[0] if items_of(value) else None
    owner = company
    if isinstance(first, dict):
        owner = plain(first.get("name")) or plain(first.get("propertyID")) or company
        first = first.get("value") if plain(first.get("value")) else first.get("@id")
    identifier = plain(first).strip()
    if not identifier or len(identifier) >= _UNIQUE_ID_CHARS:
        return identifier
    return "-".join(filter(None, (slug(owner), identifier)))
