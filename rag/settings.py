"""Settings from the environment and a `.env` file: the only reader of either.

A language model is configured when `OPENAI_API_KEY` or `OPENAI_BASE_URL` is set; without one, answers are
composed from the postings' own words.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import SettingsError


class Settings(BaseSettings):
    """Frozen; each field names its environment variable as alias and says what it is for in its description."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True, populate_by_name=True
    )

    index: Path = Field(
        default=Path("data/index"), alias="ROLECALL_INDEX", description="folder of the index that is searched"
    )
    sources: Path = Field(
        default=Path("sources.toml"),
        alias="ROLECALL_SOURCES",
        description="file that names the feeds to follow",
    )
    embedding_model: str | None = Field(
        default=None,
        alias="ROLECALL_EMBEDDING_MODEL",
        description="path or hub name of a sentence-transformers model; empty for the one that is installed with us",
    )
    query_prompt: str = Field(
        default="", alias="ROLECALL_QUERY_PROMPT", description="put before a question when it is embedded"
    )
    passage_prompt: str = Field(
        default="", alias="ROLECALL_PASSAGE_PROMPT", description="put before a passage when it is embedded"
    )
    runtime: Literal["auto", "openvino", "torch", "int8"] = Field(
        default="auto", alias="ROLECALL_RUNTIME", description="what runs the embedding model"
    )
    reranker: str | None = Field(
        default=None,
        alias="ROLECALL_RERANKER",
        description="path or hub name of a CrossEncoder that reorders the best hits; empty for none",
    )
    api_key: SecretStr | None = Field(
        default=None, alias="OPENAI_API_KEY", description="key of the language model's server"
    )
    base_url: str | None = Field(
        default=None,
        alias="OPENAI_BASE_URL",
        description="address of any OpenAI-compatible server, such as http://127.0.0.1:11434/v1",
    )
    model: str = Field(
        default="gpt-5-mini", alias="ROLECALL_MODEL", description="name of the model that words the answers"
    )
    deadline_s: float = Field(
        default=60.0,
        gt=0,
        alias="ROLECALL_DEADLINE_S",
        description="seconds in which an answer must be complete",
    )
    first_token_s: float = Field(
        default=20.0,
        gt=0,
        alias="ROLECALL_FIRST_TOKEN_S",
        description="seconds in which an answer must begin",
    )
    context_tokens: int = Field(
        default=8_000, ge=1_000, alias="ROLECALL_CONTEXT_TOKENS", description="the model's context window"
    )
    answer_tokens: int = Field(
        default=900, ge=100, alias="ROLECALL_ANSWER_TOKENS", description="tokens kept for the answer"
    )
    concurrent_calls: int = Field(
        default=4,
        ge=1,
        alias="ROLECALL_CONCURRENT_CALLS",
        description="answers that the model may be writing at the same time",
    )

    @property
    def model_configured(self) -> bool:
        """Whether a language model can be asked at all."""
        return bool(self.base_url) or bool(self.api_key and self.api_key.get_secret_value())


def load_settings() -> Settings:
    """The settings of this process; raises SettingsError naming the variable that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "a setting"
        raise SettingsError(f"{name}: {first['msg']}. Correct it in the environment or in .env.") from error
