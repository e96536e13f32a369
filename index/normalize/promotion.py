"""What feeds and job boards add to an employer's text: footers, spam checks, page furniture.

Only sentences that are certainly not the employer's are listed; anything else stays in the text.
"""

from __future__ import annotations

import re

from index.normalize.windows import lowered, mentions

_ADDED = re.compile(
    r"|".join(
        (
            r"XML job scraping automation by [^\n.]{1,40}\.?",
            r"This (?:listing|job) was aggregated by [^\n]{1,160}?public job board\.(?: Click [^\n.]{1,120}\.)?",
            r"Perik\.ai is an AI & tech job board[^\n]{0,200}",
            r"Perik\.ai See who[’']s hiring\.[^\n]{0,60}",
            r"About FAQ Privacy Policy Terms of Service Contact",
            r"← Back to all jobs",
            r"Explore more jobs(?=\n|$)",
            r"More from [^\n]{1,80} Browse all AI & tech jobs",
            r"Apply on [^\n]{1,80}[’']s website →",
            r"(?:When applying,? )?please mention the word [^\n]{1,60}? (?:and tag [^\n]{1,60}? )?when applying to show you "
            r"(?:have )?read the (?:job )?post completely\s?(?:\([^)\n]{0,60}\)\.?)?",
            r"This is a (?:beta )?feature to avoid (?:fake|spam) applicants\.",
            r"(?:This is a feature to avoid fake and spam applicants\.\s?)?Companies can search these (?:words|tokens) to "
            r"find applicants that read this and (?:instantly )?(?:can )?see they[’']re human\.",
            r"Please mention that you (?:come|came) from Remote ?OK when applying for this job\.",
            r"Please mention that you (?:found|saw) (?:this|the) (?:job|position) on [^\n.]{1,40}(?: when applying)?\.",
            r"Originally posted on (?:Himalayas|We Work Remotely|Remote ?OK)\.?",
            r"To apply:? https?://weworkremotely\.com/\S{1,200}",
            r"Powered by (?:JazzHR|Webbtree|BreezyHR|Homerun|Teamtailor)(?:\s+[A-Za-z0-9]{8,12}(?=\s|$))?",
            r"This job (?:was|is) (?:scraped|imported|syndicated) (?:by|from) [^\n.]{1,60}\.?",
            r"(?<=\n)Show more\s{1,3}Show less(?=\n|$)",
        )
    ),
    re.IGNORECASE,
)
_HINTS = (
    "scraping", "aggregated by", "perik.ai", "privacy policy terms", "back to all", "explore more", "browse all", "website →",
    "please mention", "spam applicants", "applicants that read", "originally posted", "to apply", "powered by", "scraped",
    "imported", "syndicated", "companies can search", "show less",
)  # fmt: skip
"""Every sentence above holds one of these: most texts end there."""
_BLANK_RUNS = re.compile(r"\n{3,}")


def may_promote(text: str) -> bool:
    """Whether the text holds words of what feeds add; False makes `without_promotion` needless."""
    return mentions(lowered(text), _HINTS)


def without_promotion(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what a feed or board added, and the removed pieces in reading order."""
    if not may_promote(text):
        return text, ()
    dropped = tuple(match[0].strip() for match in _ADDED.finditer(text))
    if not dropped:
        return text, ()
    kept = _ADDED.sub("", text)
    lines = (line.rstrip() for line in kept.split("\n"))
    return _BLANK_RUNS.sub("\n\n", "\n".join("" if line == "-" else line for line in lines)).strip(), dropped
