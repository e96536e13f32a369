"""The page in a real browser: asked, answered, escaped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import app
from rag import JobSearch, Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUESTION = "remote backend roles with Kafka over $150k"
HOSTILE = """<?xml version="1.0"?><source><jobs><job><externalid>evil-1</externalid>
<Title>&lt;img src=x onerror="document.title='owned'"&gt; Baker **bold** [link](https://evil.example)</Title>
<Description><![CDATA[<p>Bake bread at night. ![pixel](https://evil.example/p.png)</p><form action="https://evil.example"><input></form>]]></Description>
<Employername>&lt;script&gt;document.title='owned'&lt;/script&gt;Bakery</Employername>
<Workarrangement>onsite</Workarrangement><Applyto>javascript:alert(1)</Applyto>
<Location>Lyon, FR</Location><Postedate>2026-11-01</Postedate></job></jobs></source>"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def _served(jobs: JobSearch) -> Iterator[str]:
    page = app.build_app(jobs)
    page.queue()
    _, url, _ = page.launch(
        server_name="127.0.0.1",
        prevent_thread_lock=True,
        quiet=True,
        css=app.CSS,
        theme=app.theme(),
        footer_links=[],
        inbrowser=False,
    )
    yield url
    page.close()


@pytest.fixture(scope="module")
def url(sample_jobs: JobSearch) -> Iterator[str]:
    yield from _served(sample_jobs)


@pytest.fixture(scope="module")
def hostile_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "feed.xml").write_text(HOSTILE, encoding="utf-8")
    settings = Settings(_env_file=None, index=folder / "index")
    with JobSearch.build(folder / "feed.xml", settings=settings) as jobs:
        yield from _served(jobs)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                  "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )  # fmt: skip
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1440, "height": 1200})
    yield opened
    opened.close()


def _ask(page: Any, url: str, question: str) -> None:
    page.goto(url)
    box = page.locator("#question textarea, #question input").first
    box.wait_for(timeout=30_000)
    box.fill(question)
    box.press("Enter")
    page.get_by_text("no language model was used").wait_for(timeout=60_000)


def test_a_question_is_answered_beside_cards_with_ledgers(page: Any, url: str, tmp_path: Path) -> None:
    _ask(page, url, QUESTION)
    first = page.locator("#cards .rc-card").first
    assert first.locator(".rc-met").count() == 4  # the topic and three constraints
    assert first.locator(".rc-unstated, .rc-unmet").count() == 0
    assert first.locator("a").get_attribute("href").startswith("https://")
    assert "Kafka" in first.inner_text()
    assert "meet everything asked" in page.locator("#chat").inner_text()
    assert "No language model is configured" in page.locator("#mode").inner_text()
    page.screenshot(path=tmp_path / "page.png", full_page=True)


def test_an_example_can_be_clicked_and_a_follow_up_refines(page: Any, url: str) -> None:
    page.goto(url)
    page.get_by_text(app.EXAMPLES[1]).first.click()
    page.wait_for_function("wanted => document.querySelector('#question textarea, #question input').value === wanted",
                           arg=app.EXAMPLES[1], timeout=30_000)  # fmt: skip
    _ask(page, url, QUESTION)
    box = page.locator("#question textarea, #question input").first
    box.fill("over $180k instead")
    box.press("Enter")
    page.locator("#cards .rc-chip", has_text="$180,000").wait_for(timeout=60_000)
    assert page.locator("#cards .rc-chip", has_text="Kafka").count() == 1
    box.fill("compare the first two")
    box.press("Enter")
    page.get_by_text("Skills in").wait_for(timeout=60_000)
    assert page.locator("#cards .rc-card").count() > 1  # what is compared still stands there


def test_what_a_posting_says_is_never_markup_or_a_link(page: Any, hostile_url: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    _ask(page, hostile_url, "night baker")
    assert page.title() == "Rolecall"
    shown = page.locator("#cards, #chat")
    for element in ("img", "form", "script", "iframe"):
        assert page.locator(f"#cards {element}, #chat .message {element}").count() == 0, element
    assert page.locator("#cards a, #chat .message a").count() == 0
    assert "<img src=x" in shown.first.inner_text() or "<img src=x" in shown.last.inner_text()
    assert [address for address in requested if "evil.example" in address] == []
