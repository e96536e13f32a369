"""Prompt files: strictly loaded, filled exactly once."""

from __future__ import annotations

import pytest

import prompts


@pytest.mark.parametrize("name", prompts.names())
def test_every_prompt_file_loads_under_its_own_name(name: str) -> None:
    assert prompts.load(name).tag.startswith(f"{name}@")


def _prompt(user: str = "Q: {{question}}") -> prompts.Prompt:
    return prompts.Prompt(name="x", version=3, reason="made for a test", system="Be brief.", user=user)


def test_a_slot_is_filled_once_and_its_value_is_not_expanded_again() -> None:
    assert _prompt().render(question="what is {{secret}}?") == ("Be brief.", "Q: what is {{secret}}?")


@pytest.mark.parametrize("values", [{}, {"question": "a", "other": "b"}])
def test_missing_and_surplus_values_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(prompts.PromptInvalid, match="x@3"):
        _prompt().render(**values)


def test_an_unknown_prompt_names_those_that_exist() -> None:
    with pytest.raises(prompts.PromptInvalid, match="there is no prompt 'nothing'"):
        prompts.load("nothing")
