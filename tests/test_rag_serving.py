"""The wire protocol against a server that nobody here wrote: `transformers serve`, with a tiny model of random weights."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from builders import make_posting, make_result, stub_settings

from rag.answer import answer_stream
from rag.extract import extractive
from rag.llm import ChatReply, Message, make_chat
from rag.types import Done, HitsFound

START_S = 120
WIDTH, INNER = 32, 64

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("accelerate") is None, reason="transformers[serving] is not installed"
    ),
    pytest.mark.timeout(300),
]


def _make_model(folder: Path) -> None:
    """A Llama of one layer with random weights and a vocabulary of single bytes, as files that transformers reads."""
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {char: number for number, char in enumerate([*alphabet, "<s>", "</s>"])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.save(str(folder / "tokenizer.json"))
    template = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}"
    named = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": "<s>",
        "eos_token": "</s>",
        "chat_template": template,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(named))
    size = len(vocabulary)
    config = {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": size, "hidden_size": WIDTH,
        "intermediate_size": INNER, "num_hidden_layers": 1, "num_attention_heads": 2, "num_key_value_heads": 2,
        "max_position_embeddings": 65536, "bos_token_id": size - 2, "eos_token_id": size - 1, "dtype": "float32",
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config))
    random = np.random.default_rng(7)
    shapes = {"model.embed_tokens": (size, WIDTH), "lm_head": (size, WIDTH), "model.norm": (WIDTH,)}
    layer = "model.layers.0."
    shapes |= {f"{layer}self_attn.{each}_proj": (WIDTH, WIDTH) for each in "qkvo"}
    shapes |= {
        f"{layer}mlp.gate_proj": (INNER, WIDTH),
        f"{layer}mlp.up_proj": (INNER, WIDTH),
        f"{layer}mlp.down_proj": (WIDTH, INNER),
    }
    shapes |= {f"{layer}input_layernorm": (WIDTH,), f"{layer}post_attention_layernorm": (WIDTH,)}
    weights = {
        f"{name}.weight": random.normal(0, 0.5, shape).astype(np.float32) for name, shape in shapes.items()
    }
    save_file(weights, str(folder / "model.safetensors"), metadata={"format": "pt"})


def _free_port() -> int:
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return int(each.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Address and model name of a running `transformers serve`."""
    folder = tmp_path_factory.mktemp("tiny")
    _make_model(folder)
    port = _free_port()
    command = [
        str(Path(sys.executable).with_name("transformers")),
        "serve",
        str(folder),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--device",
        "cpu",
    ]
    environment = os.environ | {
        "HF_HUB_OFFLINE": "1",
        "OMP_NUM_THREADS": "1",
        "TOKENIZERS_PARALLELISM": "false",
    }
    log = folder / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        _await(f"http://127.0.0.1:{port}/health", process, log)
        yield f"http://127.0.0.1:{port}/v1", str(folder)
    finally:
        process.terminate()
        process.wait(30)


def _await(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the server ended: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"the server did not start: {log.read_text()[-2000:]}")


def test_a_real_server_streams_and_its_nonsense_ends_as_an_extractive_answer(server: tuple[str, str]) -> None:
    url, model = server
    settings = stub_settings(
        url,
        ROLECALL_MODEL=model,
        ROLECALL_ANSWER_TOKENS=100,
        ROLECALL_FIRST_TOKEN_S=60,
        ROLECALL_DEADLINE_S=90,
    )
    chat = make_chat(settings)
    assert chat is not None
    *pieces, whole = chat.stream([Message("user", "hello")], schema=None, max_tokens=40)
    assert isinstance(whole, ChatReply)
    assert len(pieces) > 3
    assert whole.text == "".join(str(piece) for piece in pieces)
    assert (whole.finish_reason, whole.completion_tokens) == ("length", 40)

    result = make_result([make_posting("1")])
    events = list(answer_stream(result, question="backend jobs", chat=chat, settings=settings))
    assert isinstance(events[0], HitsFound)
    done = events[-1]
    assert isinstance(done, Done)
    assert done.answer.sentences == extractive(result)
    assert done.answer.model is None
    assert any(re.search("token limit|did not pass its checks", note) for note in done.answer.notes)
    assert done.answer.usage is not None
    assert done.answer.usage.completion_tokens >= 100
