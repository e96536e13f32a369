"""The wordings that say where work is done, and the look-alikes that do not, as bounded patterns.

A `role` wording is about this job and wins over a `general` one about the company ("remote-first workforce");
a `label` names the arrangement itself ("#LI-Hybrid", "remote or hybrid") and is always kept.
Texts are hard-wrapped in some feeds, so a gap may be a line break. Data only; how they combine is in `arrangement`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.types import Arrangement

Strength = Literal["label", "role", "general"]

_S = r"(?:\s{1,4})"
_JOB = r"(?:role|position|job|opportunity|internship|contract(?:or)?|assignment|vacancy|work|working|gig|co-?op|post)\b"
_JOBS = r"(?:roles|positions|jobs|employees|workers|team members|opportunities|staff|workforce|teams?|company|organi[sz]ation)\b"
_N = r"(?:[1-4]|one|two|three|four|(?:[1-4]|one|two|three)\s?(?:-|–|to|or)\s?(?:[2-5]|two|three|four|five))"
_DAYS = rf"{_N}(?:\s?\(\d\))?\+?(?:{_S}(?:full|fixed|set|anchor|core|mandatory))?(?:{_S}|-|\s?x\s?/?\s?)?(?:days?|times|x|d)?"
_OFFICE = rf"(?:(?:the|our|an?|one of our|your|either){_S})?(?:[\w'’.&/-]{{1,20}},?{_S}){{0,5}}(?:offices?|hq|headquarters|hub|hubs|studio|site|campus)\b"
_ON_SITE = r"(?:on-?site|on\ssite|in[-\s]person|in[-\s](?:the[-\s])?office|in-house|at\sthe\soffice)"
_WEEK = rf"(?:{_S}|\s?/\s?|-)?(?:(?:a|per|each|every|/|out of the|of the|days){_S}?)?(?:/?\s?(?:week|wk|weekly|work{_S}?week))"


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say an arrangement."""

    value: Arrangement
    strength: Strength
    keys: tuple[str, ...]
    """Plain words of which one stands in each match: where none does, the pattern need not be tried."""
    pattern: re.Pattern[str]


_SITE_KEYS = "site|person|office|house"
_HOME_KEYS = "home|wfh|telecommut|travail"
_OFFICE_KEYS = "hq|headquarters|hub|studio|campus"


def _wording(value: Arrangement, strength: Strength, keys: str, *patterns: str) -> Wording:
    pattern = re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)
    return Wording(value, strength, tuple(keys.split("|")), pattern)


WORDINGS = (
    _wording(
        "hybrid",
        "label",
        f"hybrid|partial|{_SITE_KEYS}",
        r"#LI-hybrid\b",
        rf"\b{_ON_SITE}\s?[(,:-]{{0,2}}\s?{_N}\+?\s?(?:days?|x)\b|\bpartial(?:ly)?{_S}(?:{_ON_SITE})",
        r"\((?:or )?hybrid(?: ok)?\)",
        rf"\b(?:remote|on-?site){_S}?(?:or|/){_S}?hybrid\b|\bhybrid{_S}?(?:or|/){_S}?(?:fully{_S})?(?:remote|on-?site)\b",
    ),
    _wording(
        "remote",
        "label",
        "remot|telecommut",
        r"#LI-remote\b",
        rf"\b(?:enjoy|offers?){_S}the{_S}flexibility{_S}(?:to|of){_S}(?:telecommut\w+|work\w*{_S}remotely)",
        rf"\b(?:categori[sz]ed|designated|classified){_S}as{_S}(?:an?{_S})?(?:fully{_S})?[“\"]?remote\b",
        r"\((?:or |fully |100% )?remote(?: ok)?(?:\)|[,:]?\s(?-i:[A-Z]))",
        rf"\bremote{_S}?(?:or|/){_S}?(?:hybrid|on-?site|in[- ](?:office|person))\b",
        rf"\b(?:hybrid|on-?site|in[- ]office){_S}?(?:or|/){_S}?(?:fully{_S})?remote\b",
        rf"\b(?:role|position|job|internship){_S}(?:is|will be|can be){_S}(?:an?{_S})?(?:fully|100\s?%|completely|entirely){_S}remote\b",
    ),
    _wording(
        "onsite",
        "label",
        "site|person|office",
        r"#LI-(?:onsite|in-?office|inperson)\b",
        r"\((?:fully )?(?:on-?site|in[- ](?:office|person))\)",
        rf"\bon-?site{_S}?(?:or|/){_S}?(?:hybrid|(?:fully{_S})?remote)\b|\b(?:hybrid|remote){_S}?(?:or|/){_S}?(?:on-?site|in[- ]office)\b",
    ),
    _wording(
        "hybrid",
        "role",
        f"hybrid|híbrid|remot|arbeit|büro|présentiel|teletrabajo|{_SITE_KEYS}|{_HOME_KEYS}|{_OFFICE_KEYS}",
        rf"\bhybrid[-\s/]{{1,3}}(?:(?:or|and|in-office|onsite|remote|flexible|work|working|first|telework)[-\s/]{{1,3}})?(?:{_JOB}|schedule|arrangement|set-?up"
        rf"|policy|basis|work(?:ing)?{_S}(?:model|style|schedule|pattern|week|arrangement|policy|set-?up)|way{_S}of{_S}working|attendance"
        r"|collaboration\smodel|workweek|format|telework|remote|mode)\b",
        rf"\b(?:is|are|be|as|being)\s(?:an?\s)?(?:fully\s)?hybrid\b(?!{_S}(?:of|between|search|cloud))",
        rf"\bhybrid\b(?=\s?[-–—:,(]{{1,2}}\s?(?:{_N}|minimum|at least|up to|three|on-?site|in-?office|work)\b)",
        rf"\bhybrid{_S}(?:in|from|at|out of){_S}(?:our{_S}|the{_S})?(?-i:[A-Z])",
        rf"\bhybrid{_S}model\b(?=[^.]{{0,60}}\b(?:office|days?|week|remote|on-?site|home)\b)",
        rf"\b{_DAYS}{_WEEK}?,?{_S}(?:(?:are|spent|working|work|onsite|required|minimum|preferred|collaborating|together|is){_S}){{0,3}}"
        rf"(?:in|from|at|to|out of|into|using){_S}{_OFFICE}",
        rf"\b{_DAYS}{_WEEK}{_S}(?:of{_S})?(?:working{_S}|work{_S}|together{_S}){{0,2}}{_ON_SITE}",
        rf"\b(?:{_N}|{_N}\+){_S}?(?:\(\d\){_S})?days?(?:{_S}|-)(?:{_ON_SITE}|remote(?:ly)?|from{_S}home|wfh|home|at{_S}home|work{_S}from{_S}home|working{_S}from{_S}home)\b",
        rf"\b{_ON_SITE}[^.;|]{{0,45}}?\b{_N}\+?(?:{_S})?(?:\(\d\){_S})?(?:days?|x|times|d){_WEEK}",
        rf"\b(?:in|from|at|to|into){_S}{_OFFICE}[^.;|]{{0,40}}?\b{_N}\+?{_S}?(?:\(\d\){_S})?(?:days?|x|times){_WEEK}",
        rf"\b(?:work|working){_S}(?:from{_S}home|remotely)[^.;|]{{0,25}}?\b(?:up to{_S})?{_N}{_S}?(?:days?|x){_WEEK}",
        rf"\b(?:once|twice|a couple of (?:days|times)|a few (?:days|times)|couple of days|one day|half){_WEEK}{_S}(?:in|from|at){_S}{_OFFICE}",
        r"\b(?:partly|partially|partial|part|semi|mostly)[-\s](?:remote|home-?based)\b",
        r"\b(?:mix|blend|combination|balance)\sof\s(?:remote|home|in-?office|office|on-?site)[^.]{0,30}\b(?:office|on-?site|remote|home|in-person)\b",
        r"\b(?:\d|zwei|drei|ein)\s(?:bis\s\d\s)?(?:tage?n?)\s(?:pro\swoche\s)?(?:im\s)?(?:home-?\s?office|remote|mobiles?\sarbeiten|im\sbüro)",
        r"\b(?:\d|un|deux|trois)\sjours?\s(?:de|en)\s(?:t[ée]l[ée]travail|présentiel)|t[ée]l[ée]travail\spartiel|hybride\b"
        r"|(?:\d|un|dos|tres)\sd[ií]as?\s(?:de\s)?teletrabajo|modalidad\sh[ií]brida|(?:modelo|formato|trabajo)\sh[ií]brido|hybrides\sarbeit\w+",
    ),
    _wording(
        "hybrid",
        "general",
        "hybrid",
        rf"\bhybrid[-\s](?:and[-\s]|first[-\s])?(?:work(?:ing)?{_S}?(?:environment|place|culture|force)|workplace|{_JOBS}|environment(?=[^.]{{0,40}}\boffice)|office|culture|flexibility|option)",
        rf"\bflexible{_S}hybrid\b|\bhybrid{_S}flexib\w+",
    ),
    _wording(
        "remote",
        "role",
        f"remot|virtual|telework|teletrabajo|distan|mobile|ortsunab|anywhere|wherever|{_HOME_KEYS}",
        rf"\bremote(?:[-\s](?:first|based|friendly|eligible|u\.?s\.?|contract|full[-\s]time|summer|work|only))?{_S}(?:{_JOB}|arrangement|basis|option\b|set-?up)",
        rf"\b(?:fully|100\s?%|completely|entirely|primarily|permanently|full|truly|national){_S}remote(?:ly)?\b(?!{_S}(?:{_JOBS}|before|from day|controlled|operated|culture|environment|since))",
        rf"\b(?:role|position|job|opportunity|internship|this|it){_S}(?:is|will be|can be|may be|are){_S}(?:\w{{1,15}}{_S}){{0,3}}(?:remote|virtual|home-?based|telecommute)(?:ly)?\b(?!{_S}(?:{_JOBS}|sens|monitor))",
        rf"\b(?:work|working|works|perform(?:ed)?|done|based|located|operate|job|available|sit){_S}(?:\w{{1,14}}{_S}){{0,2}}remotely\b",
        rf"\bremotely{_S}(?:from|within|in|anywhere|across|out of)\b",
        rf"\bremote{_S}(?:(?:is|are|work|working|work is|working is|candidates|applicants|applications|employees|hires|location|also|possibly)(?:{_S}(?:are|is|also))?{_S})?"
        rf"(?:possible|ok|okay|allowed|available|considered|welcome|optional|accepted|eligible|encouraged|preferred|supported|fine|an{_S}option|in{_S}exceptional)\b",
        rf"\b(?:options?|ability|flexibility|possibility|opportunity|freedom|choice){_S}(?:to|of|for){_S}(?:(?:be|work|working|fully|telework|go){_S}){{0,2}}(?:remote(?:ly)?|telecommut\w+|from{_S}home)\b",
        rf"\b(?:open|eligible|available|approved|suitable){_S}(?:to|for|as){_S}(?:fully{_S}|full{_S}|a{_S}|100%{_S})?(?:remote|telework|telecommut\w+|virtual)\b",
        r"\bremote\s?[-–—:,(\[/]{1,2}\s?(?:anywhere|worldwide|global|us\b|u\.s|usa|uk\b|eu\b|emea|europe|canada|united|north america|latam|india|germany|apac|nationwide)",
        rf"\bremote{_S}?(?:in|within|across|from|anywhere|throughout){_S}(?:in{_S})?(?:the{_S})?(?:(?-i:[A-Z])|anywhere|home|country|world|lower)",
        rf"(?-i:\b(?:US|USA|UK|EU|U\.S\.|EMEA|Canada|Europe|India)){_S}?[-–,/]?\s?\(?remote\b",
        r"\bremote[-\s]only\b|\bremote\s?\((?:optional|ok|preferred|possible)\)",
        rf"\b(?:telecommut\w+|telework\w*|work(?:ing)?{_S}from{_S}home|wfh|work-from-home|home-?based){_S}(?:full[-\s]time{_S})?(?:(?:is|are){_S}(?:an?{_S})?)?(?:option(?:al)?\b|possible|available|allowed|ok\b|{_JOB}|eligible|offered)",
        rf"\b(?:work|working){_S}from{_S}(?:anywhere|wherever)\b",
        rf"\b(?:this|position|role|job|will|may|can){_S}(?:is{_S}|be{_S})?(?:a{_S}|an{_S})?(?:work(?:ing)?[-\s]from[-\s]home|telecommut\w+|home[- ]based)\b",
        r"\bhome-?\s?office\s(?:möglich|moeglich|option|anteil)|\b(?:im|aus\sdem|100\s?%|vollständig|komplett)\shome-?\s?office\b|\bremote\s(?:arbeiten|möglich)|\bmobiles?\sarbeiten\b|\bortsunabhängig\w*",
        r"\bt[ée]l[ée]travail\s(?:complet|total|possible|à\s100|100)|\b(?:100\s?%|full|en)\s(?:t[ée]l[ée]travail|remote)\b|\bposte\s(?:en|à)\s(?:t[ée]l[ée]travail|distance)",
        r"\bteletrabajo\b|\b(?:trabajo|empleo|puesto|posición|modalidad|100\s?%|totalmente|completamente)\s(?:en\s)?remot[oa]\b|\btrabajo\sa\sdistancia\b",
    ),
    _wording(
        "remote",
        "general",
        f"remot|distributed|{_HOME_KEYS}",
        rf"\b(?:remote|distributed)[-\s](?:first|friendly|native|native|by default|company|organi[sz]ation|culture|workforce|workplace)\b|\ball[-\s]remote\b"
        rf"|\b(?:fully|100\s?%|completely|entirely){_S}(?:remote|distributed)\b|\b(?:we are|we['’]re|as|are){_S}(?:an?{_S})?(?:fully{_S}|globally{_S}|global,?{_S})?distributed{_S}(?:team|company)\b(?!{_S}environment)",
        rf"\bremote[-\s](?:work(?:ing)?(?:{_S}(?:environment|policy|options|flexibility))?|employees|workers|team\b(?!{_S}(?:lead|manage))|environment|opportunit\w+|flexibility|options|setup)\b",
        r"\b(?:work|working)[-\s]from[-\s]home\b|\bwfh\b|\btelecommut\w+|\bt[ée]l[ée]travail\b|\bhome-?office\b",
    ),
    _wording(
        "onsite",
        "role",
        f"vor|remote|präsenz|présentiel|presencial|{_SITE_KEYS}|{_OFFICE_KEYS}",
        rf"\b(?:on-?site|on{_S}site|in[-\s]person|in[-\s]office|office-based|site-based)[-,\s/]{{1,3}}(?:(?:full[-\s]time|based|work){_S})?(?:{_JOB}|only\b|basis\b|attendance\b|requirement\b|(?:5|five)\b|every{_S}day|full[-\s]time|monday|mon\b)",
        rf"\b(?:role|position|job|opportunity|internship|this|it){_S}(?:is|will be|must be|are|requires?){_S}(?:\w{{1,15}}{_S}){{0,3}}{_ON_SITE}(?!{_S}(?:visits?|support|meetings?|interviews?|with))",
        rf"\b(?:fully|100\s?%|strictly|entirely|completely|exclusively|full[-\s]time|primarily|required|performed|based|located){_S}(?:to be{_S})?(?:in-person{_S}|fully{_S}|to{_S}work{_S})?{_ON_SITE}\b",
        rf"\b(?:we|team|everyone|all){_S}(?:all{_S})?(?:work|are|is){_S}(?:fully{_S}|full[- ]time{_S}|together{_S}|mostly{_S}|all{_S}|100%{_S}|primarily{_S})?{_ON_SITE}(?!{_S}(?:\d|one|two|three|four|events?|for|and{_S}remote|or{_S}remote))",
        rf"\b(?:must|able|willing|expected|required|need|needs|commit\w*|ability){_S}(?:to{_S})?(?:be able to{_S})?(?:work|be|come|report|commute){_S}(?:(?:full[- ]time|fully|daily|primarily){_S})?{_ON_SITE}\b",
        rf"\b(?:5|five|(?:4|four)\s?[-–]\s?(?:5|five)){_S}?(?:\(\d\){_S})?(?:\+{_S})?days?{_WEEK}?[^.;|]{{0,30}}?\b(?:{_ON_SITE}|(?:in|from|at){_S}{_OFFICE})",
        rf"\b{_ON_SITE}[^.;|]{{0,30}}?\b(?:5|five)(?:{_S}\(\d\))?{_S}?(?:days?|x){_WEEK}?|\b(?:in|from|at){_S}{_OFFICE}[^.;|]{{0,30}}?\b(?:5|five){_S}?days?{_WEEK}",
        rf"\b{_ON_SITE}{_S}(?:in|at|from){_S}(?:(?:our|the|downtown|sunny){_S})?(?-i:[A-Z])(?!lient)",
        r"\boffice-first\b|\bon-?site\sonly\b|\bno\sremote\b|\bin-person\sonly\b",
        r"\bvor\sort\b|\bpräsenzpflicht\b|\b(?:100\s?%\s)?(?:présentiel|presencial)\b|\bsur\ssite\b",
    ),
    _wording(
        "onsite",
        "general",
        f"{_SITE_KEYS}|{_OFFICE_KEYS}",
        rf"\b(?:work|working|based|located|sit|collaborate){_S}(?:\w{{1,12}}{_S}){{0,2}}(?:in|from|out of|at){_S}our{_S}(?:[\w'’.&/-]{{1,20}},?{_S}){{0,5}}(?:offices?|hq|headquarters|hub|studio)\b",
        rf"\b(?:join|us|team|working){_S}(?:together{_S})?{_ON_SITE}\b",
        rf"\b(?:in[-\s]person|in[-\s]office|on-?site){_S}(?:team|culture|company|start-?up|environment|setup|first)\b",
    ),
)

LOOK_ALIKE_AFTER = re.compile(
    r"[-\s]{0,3}(?:\w{1,12}\s){0,2}?(?:stipend|allowance|equipment|budget|reimburs|fit\b|ordering)"
    r"|[^.\n]{0,30}(?:\bweeks?\b(?!end)|\bdays\b)[^.\n]{0,12}(?:per|a|each|every)\s(?:calendar\s)?(?:year|quarter)|[^.\n]{0,30}for (?:up to )?\w{1,6} (?:weeks|months)"
    r"|\)? are (?:categories|classifications)|[^.\n]{0,10}\b(?:depending|based) on (?:the|their|your)\b"
    r"|\s{0,3}-?(?:sens(?:ing|or)|patient|monitor|control|access|desktop|server|system|device|procedure|method|host|repo|branch|direct memory|"
    r"vehicle|door|start\b|unlock|diagnos|proctor|interview|customers?\b|clients?\b|users?\b|locations?\b|sites?\b|offices?\b|areas?\b|support|"
    r"assist|pilot|operat|hands|identif|code exec|exec|endpoint|learning|teaching|health|care\b|visit|event|meal|lunch|gym|fitness|"
    r"childcare|child care|day ?care|parking|cafe|cafeteria|clinic|massage|barista|medical|amenit|wellness|training|meeting|onboarding|"
    r"perks|snacks|coordination|construction|installation|commissioning|testing|physician|pharmac|nurs|lab\b|engineering support|customer|client)",
    re.IGNORECASE,
)
HYBRID_LOOK_ALIKE = re.compile(
    r"[\s(/,-]{0,3}(?:and |or )?(?:cloud|vehicle|electric|car\b|cars\b|search|retriev|apps?\b|mobile app|infra|architect|deploy|integration|quantum|observab|"
    r"approach|ssm|solution|azure|identity|dataset|multi|on-prem|kernel|bond|seed|corn|rerank|vector|rag|rank|environments\b|ai\b|ml\b|algorithm|"
    r"network|powertrain|propulsion|engines?\b|product|software|technolog|tools?\b|data\b|system|platform|model(?:ing|s)\b|of\b)",
    re.IGNORECASE,
)
LOOK_ALIKE_BEFORE = re.compile(
    r"(?:\b(?:lead|leading|manag\w{1,3}|support\w{0,3}|mentor\w{0,3}|coordinat\w{1,4}|supervis\w{1,4}|with|across|between|coach\w{0,3}"
    r"|collaborat\w{1,4} with|experience (?:with|in|working with)|for|of)\s{1,3}(?:(?:a|our|the|and|both|large|global|geographically)\s{1,3}){0,2}"
    r"|\b(?:lunch\w*|snacks|coffee|benefits?|perks|meals|drinks|breakfast)\b[^.\n]{0,25}"
    r"|\b(?:whether|regardless of|if you(?:['’]re| are)|appear|either)\b[^.\n]{0,50})$",
    re.IGNORECASE,
)
"""Read up to the wording: "managing remote teams", "whether on-site or remote" say nothing about this job."""

CONDITIONAL_BEFORE = re.compile(
    r"(?:\b(?:if|whether|when|regardless of|where|certain|some)\b[^.\n;|]{0,60}|\bdays (?:a|per) year[^.\n]{0,20}|\bweeks? (?:a|per) year[^.\n]{0,20}"
    r"|\b(?:residing|residents?|located) in[^.\n]{0,60})$",
    re.IGNORECASE,
)
"""Read up to the wording: "if this position is listed as remote" leaves open what it is listed as."""

PERK = re.compile(
    r"occasional|periodic|sometimes|lunch|perk|cater|meal|snack|yoga|gym|fitness|class\b|happy hour|breakfast|dinner",
    re.IGNORECASE,
)
"""A wording that spans one of these is about a benefit, or an exception."""

NEGATED_BEFORE = re.compile(
    r"(?:\b(?:not?|non|never|without|neither|nor|cannot|can\s?not|unable to|no longer|kein\w{0,2}|nicht|pas de|sin|isn|aren|doesn|don|won|instead of|rather than|than)"
    r"(?:['’]t)?\b[\s\W]{0,3}(?:(?:be|a|an|able|to|for|the|offer\w{0,3}|allow\w{0,3}|support\w{0,3}|eligible|available|open|currently|provide|accept\w{0,3}|consider\w{0,4}|any|work|performed|done|at this time|this|role|position|is|possible)\s{1,3}){0,5})$",
    re.IGNORECASE,
)
NEGATED_AFTER = re.compile(
    r"\s{0,3}(?:\w{1,12}\s{1,3}){0,2}(?:(?:is|are|will|be|can)\s{1,3}(?:not|never|unavailable)\b|isn['’]t|aren['’]t|cannot|not\s(?:available|possible|an option|allowed|eligible|offered|permitted|accepted)|will not be)",
    re.IGNORECASE,
)
