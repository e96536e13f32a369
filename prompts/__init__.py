"""Versioned prompt files and their loader; a prompt changes its version with every change of wording."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict, Field, ValidationError

__all__ = ["Prompt", "PromptInvalid", "load", "names"]

_SLOT = re.compile(r"\{\{([a-z_]{1,40})\}\}")


class PromptInvalid(ValueError):
    """A prompt file, or the values given to it, cannot be used."""


class Prompt(BaseModel):
    """One prompt: what the model is told (`system`) and asked (`user`), with `{{slots}}` for values."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z_]+$")
    version: int = Field(ge=1)
    reason: str = Field(min_length=10)
    """Why the wording is what it is since this version."""
    system: str = Field(min_length=1)
    user: str = Field(min_length=1)

    @property
    def tag(self) -> str:
        """Name and version, as recorded in an answer: "answer@3"."""
        return f"{self.name}@{self.version}"

    def render(self, **values: str) -> tuple[str, str]:
        """System and user text with every slot filled; values are inserted once and never expanded again.

        Raises:
            PromptInvalid: a slot without a value, or a value without a slot.
        """
        slots = set(_SLOT.findall(self.system)) | set(_SLOT.findall(self.user))
        if slots != values.keys():
            odd = ", ".join(sorted(slots ^ values.keys()))
            raise PromptInvalid(f"prompt {self.tag}: slots and values differ in {odd}")

        def fill(template: str) -> str:
            return _SLOT.sub(lambda slot: values[slot.group(1)], template)

        return fill(self.system), fill(self.user)


def names() -> tuple[str, ...]:
    """The prompts that exist."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


@cache
def load(name: str) -> Prompt:
    """The prompt of this name.

    Raises:
        PromptInvalid: there is none, or its file has missing, unknown or malformed keys.
    """
    if name not in names():
        raise PromptInvalid(f"there is no prompt {name!r}; there are: {', '.join(names())}")
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    try:
        prompt = Prompt.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise PromptInvalid(f"prompts/{name}.toml: {error}") from error
    if prompt.name != name:
        raise PromptInvalid(f"prompts/{name}.toml calls itself {prompt.name!r}")
    return prompt
