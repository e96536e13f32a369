"""The names that columns of tables have: one declarative map, best name first.

Names are compared without case, spaces and punctuation. A column map (`{"title": "Job Headline"}`) goes before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "jobid", "postingid", "uid", "uuid", "externalid", "referencenumber", "jobkey"),
    "source": ("source", "site"),
    "title": ("title", "jobtitle", "positiontitle", "position", "headline", "jobname", "role"),
    "company": ("company", "companyname", "employer", "employername", "organization", "organisation", "hiringorganization"),
    "body": ("descriptionhtml", "description", "jobdescription", "body", "text", "content", "fulldescription", "details", "summary"),
    "location": ("location", "locations", "joblocation", "place", "places", "locationname", "formattedlocation"),
    "city": ("city", "locationcity", "locality", "town"),
    "region": ("region", "state", "province", "locationstate", "locationregion", "statecode"),
    "country": ("country", "countrycode", "locationcountry"),
    "latitude": ("latitude", "lat", "locationlatitude"),
    "longitude": ("longitude", "lng", "lon", "locationlongitude"),
    "eligibility": ("eligibility", "candidaterequiredlocation", "applicantlocation", "remoteregions", "eligiblecountries"),
    "arrangement": ("remote", "arrangement", "workarrangement", "workplacetype", "workplace", "remotetype", "workmode",
                    "isremote", "remoteallowed", "workfromhometype", "telecommuting", "locationtype"),
    "employment": ("employmenttype", "employment", "jobtype", "worktype", "formattedworktype", "contracttype", "schedule", "commitment"),
    "seniority": ("seniority", "senioritylevel", "level", "joblevel", "experiencelevel", "formattedexperiencelevel", "careerlevel"),
    "skills": ("skills", "requiredskills", "tags", "keyskills", "technologies", "jobskills", "skillset"),
    "experience": ("experience", "yearsofexperience", "experiencerange", "requiredexperience", "minexperience"),
    "posted": ("posteddate", "dateposted", "postedat", "posted", "publishedat", "datepublished", "publicationdate", "pubdate",
               "originallistedtime", "listedtime", "createdat", "date", "postdate"),
    "updated": ("updatedat", "dateupdated", "updated", "lastupdated", "modified", "datemodified"),
    "expires": ("validthrough", "expires", "expiresat", "expirationdate", "expiry", "expirydate", "closingdate", "deadline"),
    "pay_text": ("salarytext", "salary", "salaryrange", "pay", "payrange", "compensation", "wage", "salaryestimate", "remuneration"),
    "pay_min": ("salarymin", "minsalary", "minamount", "paymin", "compensationmin", "salaryfrom", "salaryminimum", "minimumsalary"),
    "pay_max": ("salarymax", "maxsalary", "maxamount", "paymax", "compensationmax", "salaryto", "salarymaximum", "maximumsalary"),
    "currency": ("currency", "salarycurrency", "compensationcurrency", "paycurrency", "currencycode"),
    "period": ("period", "payperiod", "salaryperiod", "interval", "salaryinterval", "payinterval", "salaryunit", "unittext"),
    "url": ("url", "joburl", "link", "joblink", "jobpostingurl", "hostedurl", "href"),
    "apply_url": ("applyurl", "applicationurl", "applylink", "joburldirect", "applyto", "directapplyurl"),
    "category": ("category", "jobcategory", "department", "jobfunction", "function", "team"),
    "industry": ("industry", "industries", "companyindustry", "sector"),
    "company_description": ("companydescription", "aboutcompany", "employerdescription"),
    "company_url": ("companyurl", "companywebsite", "website", "employerwebsite", "companyurldirect"),
    "language": ("language", "lang", "locale"),
}  # fmt: skip


@dataclass(frozen=True)
class ColumnMap:
    """Which columns hold what, for rows with these columns: `names[field]` best first, `rest` is unmapped."""

    names: dict[str, tuple[str, ...]]
    rest: tuple[str, ...]


def map_columns(header: tuple[str, ...], columns: Mapping[str, str]) -> ColumnMap:
    """What the columns of a table with this header hold; `columns` names some by hand (our field -> the column)."""
    known: dict[str, list[str]] = {}
    for column in header:
        known.setdefault("".join(filter(str.isalnum, column.lower())), []).append(column)
    names = {}
    for name, aliases in ALIASES.items():
        chosen = [columns[name]] if columns.get(name) in header else []
        found = [
            column for alias in aliases for column in known.get(alias, ()) if column not in columns.values()
        ]
        names[name] = tuple(chosen) if name in columns else tuple(found)
    used = {column for name, chosen in names.items() for column in chosen[: None if name == "body" else 1]}
    return ColumnMap(
        {name: chosen for name, chosen in names.items() if chosen}, tuple(c for c in header if c not in used)
    )
