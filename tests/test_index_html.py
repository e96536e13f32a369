"""Bodies become clean text with sections; what feeds add is dropped and reported."""

from __future__ import annotations

import gzip
import itertools
import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.normalize.html import clean


def text_of(body, *, is_html=True):
    return clean(body, is_html=is_html).text


def kinds_of(body, *, is_html=True):
    return [(section.kind, section.heading) for section in clean(body, is_html=is_html).sections]


def test_paragraphs_headings_and_items_each_get_their_line():
    body = "<h2>What you'll do</h2><p>Build <b>things</b>.</p><ul><li>Design</li><li><p>Ship</p></li></ul><p>Apply.</p>"

    assert text_of(body) == "What you'll do\n\nBuild things.\n\n- Design\n- Ship\n\nApply."


def test_lists_of_one_item_become_one_list():
    assert text_of("<ul>\n<li>One</li>\n</ul>\n<ul>\n<li>Two</li>\n</ul>") == "- One\n- Two"


def test_line_breaks_and_bullets_written_by_hand_are_kept():
    assert text_of("<p>Skills:<br>• Go<br/>• SQL</p>") == "Skills:\n\n- Go\n- SQL"
    assert text_of("One<br><br>Two<br>Three") == "One\n\nTwo\nThree"


@pytest.mark.parametrize(
    "body",
    [
        "&lt;p&gt;A &amp;amp; B&lt;/p&gt;",
        "&amp;lt;p&amp;gt;A &amp;amp;amp; B&amp;lt;/p&amp;gt;",
        "<p>A &amp; B</p>",
        "<p>A & B",
    ],
)
def test_escaped_markup_is_read_as_markup(body):
    assert text_of(body) == "A & B"


def test_a_tag_that_is_the_text_stays_text():
    assert text_of("<p>You know the &lt;canvas&gt; and &lt;p&gt; elements.</p><p>Well.</p>") == (
        "You know the <canvas> and <p> elements.\n\nWell."
    )


def test_a_plain_body_with_tags_is_read_as_html():
    assert text_of("<p>One</p>\n<p>Two</p>", is_html=False) == "One\n\nTwo"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>alert('x')</script>",
        "<style>p { color: red }</style>",
        "<!-- a comment -->",
        "<p style='display: none'>secret</p>",
        "<p style='color:red;VISIBILITY:hidden'>secret</p>",
        "<span style='font-size:0px'>secret</span>",
        "<span style='opacity: 0'>secret</span>",
        "<div hidden>secret <p>inside</p></div>",
        "<div aria-hidden='true'>secret</div>",
        "<template>secret</template>",
        "<div style='display:none'><div><p>deep</p></div></div>",
    ],
)
def test_what_a_browser_does_not_show_is_not_read(hidden):
    assert text_of(f"<p>Before</p>{hidden}<p>After</p>") == "Before\n\nAfter"


def test_small_print_is_not_hidden():
    assert text_of("<p style='font-size:0.8em'>Small</p><p style='opacity:0.5'>Pale</p>") == "Small\n\nPale"


def test_mojibake_is_repaired():
    assert text_of("<p>Weâ€™re in MÃ¼nchen, salary â‚¬60k</p>") == "We’re in München, salary €60k"
    assert text_of("<p>MÃ&shy;nimo</p>") == "Mínimo"


def test_invisible_characters_go_and_other_scripts_stay():
    tags = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore")
    body = f"a\u200bb\u200dc\u202ed\u2066e\ufefff{tags}g\u00adh\x07i\ud800j"

    assert text_of(f"<p>{body}</p>") == "abcdefghij"
    assert (
        text_of("<p>“Ünïcödé” — 日本語 العربية 👩‍💻 می‌خواهم</p>") == "“Ünïcödé” — 日本語 العربية 👩‍💻 می‌خواهم"
    )


def test_no_break_spaces_become_spaces():
    assert text_of("<p>Posted\u00a0May&nbsp;11,\u202f2026</p>") == "Posted May 11, 2026"


@pytest.mark.parametrize(
    "footer, dropped",
    [
        (
            '<p style="color:#666;">XML job scraping automation by <a href="https://yubhub.co">YubHub</a></p>',
            "XML job scraping automation by YubHub",
        ),
        (
            "<p>This listing was aggregated by Perik.ai from Acme’s public job board. Click the button above to apply.</p>",
            "This listing was aggregated by Perik.ai from Acme’s public job board. Click the button above to apply.",
        ),
        (
            "<p>Please mention the word **LUCKY** and tag RMTIz when applying to show you read the job post completely "
            "(#RMTIz). This is a beta feature to avoid spam applicants. Companies can search these words to find "
            "applicants that read this and see they're human.</p>",
            "Please mention the word LUCKY and tag RMTIz when applying to show you read the job post completely (#RMTIz).",
        ),
    ],
    ids=["yubhub", "perik", "remoteok"],
)
def test_footers_of_feeds_are_dropped_and_reported(footer, dropped):
    cleaned = clean(f"<p>The job.</p>{footer}", is_html=True)

    assert cleaned.text == "The job."
    assert cleaned.dropped[0] == dropped


def test_an_employers_own_words_are_not_promotion():
    body = "<p>We build scrapers. Apply on our website. Our partner is YubHub.</p>"

    assert clean(body, is_html=True).dropped == ()


def test_hard_wrapped_text_is_joined_and_meant_breaks_stay():
    lines = "We build the systems that keep the trains on time and the lights on in four countries.".split()
    wrapped, line = [], ""
    for word in lines * 12:
        if len(line) + len(word) + 1 > 40:
            wrapped.append(line)
            line = ""
        line = f"{line} {word}".strip()
    body = "\n".join([*wrapped, line, "", "Salary: $100,000 -", "$120,000", "", "Short", "lines"])

    assert text_of(body, is_html=False).split("\n\n")[0] == " ".join(lines * 12)
    assert text_of("Short\nlines\nstay", is_html=False) == "Short\nlines\nstay"


def test_escapes_of_markdown_are_taken_off():
    assert text_of(r"From \$55,200 to \$126,000", is_html=False) == "From $55,200 to $126,000"


def test_markdown_headings_and_bold_are_plain_text():
    assert (
        text_of("# The team\n**Tasks**\n* Build **fast** things", is_html=False)
        == "The team\n\nTasks\n\n- Build fast things"
    )


@pytest.mark.parametrize(
    "heading, kind",
    [
        ("What you'll do:", "duties"),
        ("Responsibilities", "duties"),
        ("Minimum Qualifications", "requirements"),
        ("What we’re looking for", "requirements"),
        ("Nice-to-haves include:", "preferred"),
        ("Preferred Qualifications", "preferred"),
        ("Benefits & Perks", "benefits"),
        ("What we offer", "benefits"),
        ("Salary range", "pay"),
        ("About Acme", "about"),
        ("Who we are", "about"),
        ("Equal Opportunity Employer", "boilerplate"),
        ("Deine Aufgaben", "duties"),
        ("Das bringst du mit", "requirements"),
        ("Von Vorteil", "preferred"),
        ("Wir bieten", "benefits"),
        ("Über uns", "about"),
        ("Vos missions", "duties"),
        ("Profil recherché", "requirements"),
        ("Serait un plus", "preferred"),
        ("Nous offrons", "benefits"),
        ("Rémunération", "pay"),
        ("Responsabilidades", "duties"),
        ("Requisitos", "requirements"),
        ("Se valorará", "preferred"),
        ("Ofrecemos", "benefits"),
    ],
)
def test_a_heading_opens_its_section(heading, kind):
    body = f"<p>Hello there.</p><p><strong>{heading}</strong></p><ul><li>Something</li></ul>"

    assert kinds_of(body)[-1] == (kind, heading)


def test_sections_of_a_whole_posting():
    body = """<p>Acme is a leading provider of anvils.</p><h3>The role</h3><p>You will forge.</p>
    <h3>Requirements</h3><ul><li>Iron</li></ul><h3>Nice to have</h3><ul><li>Gold</li></ul>
    <p>The base salary range for this role is $100,000 - $120,000.</p>
    <p>Acme is an equal opportunity employer. We do not discriminate without regard to race.</p>"""

    assert [kind for kind, _ in kinds_of(body)] == [
        "about",
        "duties",
        "requirements",
        "preferred",
        "pay",
        "boilerplate",
    ]


def test_headings_run_into_a_flat_text_are_found():
    body = (
        "Acme builds anvils for the world and has done so for many years in several places. About the role As a smith you "
        "will forge. Key Responsibilities Forge anvils daily. Lift things. Qualifications: Strong arms. Five years of "
        "forging. Preferred Qualifications Own hammer. Benefits: Free iron. Equal Opportunity Employer We welcome all."
    )

    assert kinds_of(body, is_html=False)[1:] == [
        ("duties", "About the role"),
        ("duties", "Key Responsibilities"),
        ("requirements", "Qualifications"),
        ("preferred", "Preferred Qualifications"),
        ("benefits", "Benefits"),
        ("boilerplate", "Equal Opportunity Employer"),
    ]


def test_numbered_requirements_stay_in_their_section():
    body = "Job Duties: Build.\n\nSpecial Skill Requirements: Four years of:\n\n(1) Java;\n\n(2) SQL.\n\nSalary: $1 - $2"

    assert kinds_of(body, is_html=False) == [
        ("duties", "Job Duties"),
        ("requirements", "Special Skill Requirements"),
        ("pay", "Salary"),
    ]


def assert_tiles(cleaned):
    edges = [section.start for section in cleaned.sections] + [len(cleaned.text)]
    assert edges[0] == 0
    assert edges == sorted(edges)
    assert [section.end for section in cleaned.sections] == edges[1:]
    assert all(section.start < section.end for section in cleaned.sections)
    for section in cleaned.sections:
        assert cleaned.text[section.start : section.end].lstrip("- ").startswith(section.heading)


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["<p>", "</p>", "<ul><li>", "</li></ul>", "<br>", "<h2>Requirements</h2>", "Benefits:", "\n\n", "\n- ",
             "About us", "Salary: $100k. ", "<b>", "&lt;p&gt;", "equal opportunity employer. ", "<div hidden>", "Duties: x"]
        ),
        st.text(max_size=20),
    ),
    max_size=30,
)  # fmt: skip


@given(PIECES, st.booleans())
@settings(deadline=None)
def test_sections_tile_any_text(pieces, is_html):
    cleaned = clean("".join(pieces), is_html=is_html)

    if cleaned.text:
        assert_tiles(cleaned)
    else:
        assert cleaned.sections == ()
    assert cleaned.text == cleaned.text.strip()
    assert "\n\n\n" not in cleaned.text
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", cleaned.text
    )


# Without Latin-1 letters: the repair may take a lone "Â" before a space for mojibake, as it should.
@given(st.text(st.characters(codec="ascii") | st.sampled_from("“”–—\u0416\u65e5\u00a0\u200b"), max_size=200))
@settings(deadline=None)
def test_cleaning_a_clean_plain_text_changes_nothing(text):
    once = clean(text, is_html=False).text
    twice = clean(once, is_html=False).text

    assert twice.split() == once.split()


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + "x",
        "<ul><li>" * 50_000 + "x",
        "<b>" * 100_000 + "x" + "</b>" * 100_000,
        "<" * 300_000,
        "&lt;" * 200_000,
        "&amp;" * 200_000,
        "<p " * 100_000,
        "<!--" * 100_000,
        "Aa: " * 200_000,
        "Key Job " * 100_000,
        "Responsibilities " * 30_000,
        "**" * 300_000,
        "- " * 200_000,
        "a" * 1_000_000,
        "\n" * 1_000_000,
        "please mention the word " * 20_000,
        "<p style='" + "display:" * 100_000 + "'>x</p>",
        "é\u200d" * 200_000,
    ],
    ids=range(18),
)
def test_hostile_bodies_take_bounded_time(body):
    start = time.perf_counter()
    clean(body, is_html=True)
    clean(body, is_html=False)

    assert time.perf_counter() - start < 20


def test_two_megabytes_are_read_whole():
    body = "<p>" + "word " * 400_000 + "end</p>"

    assert text_of(body).endswith("word end")


@pytest.mark.corpus
def test_real_postings_tile_and_most_get_sections(corpus_dir):
    with gzip.open(corpus_dir / "postings" / "zapply_ats.jsonl.gz", "rt") as lines:
        rows = [json.loads(line) for line in itertools.islice(lines, 0, None, 20)]
    # Two of the exports leave the requirements out of the text altogether.
    rows = [row for row in rows if not row["id"].startswith(("zapply:amazon-", "zapply:lever-"))]
    bodies = [row["description"] or "" for row in rows]
    cleaned = [clean(body, is_html=False) for body in bodies if len(body) > 1_500]

    for each in cleaned:
        assert_tiles(each)
    described = sum(
        {"duties", "requirements"} <= {section.kind for section in each.sections} for each in cleaned
    )
    assert described / len(cleaned) > 0.75
