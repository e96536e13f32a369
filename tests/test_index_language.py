"""The language of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.language import find_language, from_record


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We are looking for an engineer to join our team and to work with you on the platform.", "en"),
        (
            "Wir suchen für unser Team eine Person mit Erfahrung in der Entwicklung und mit Freude an der Arbeit.",
            "de",
        ),
        (
            "Nous cherchons pour notre équipe une personne avec de l'expérience dans le développement et la vente.",
            "fr",
        ),
        (
            "Buscamos una persona con experiencia en el desarrollo de los sistemas para nuestro equipo en la ciudad.",
            "es",
        ),
        (
            "Wij zoeken voor ons team een collega met ervaring in het bouwen van de systemen en met plezier in je werk.",
            "nl",
        ),
        (
            "Cerchiamo una persona con esperienza nello sviluppo di sistemi per il nostro team che sono nella città.",
            "it",
        ),
        (
            "Procuramos uma pessoa com experiência no desenvolvimento de sistemas para a nossa equipe e os clientes.",
            "pt",
        ),
        (
            "Szukamy osoby do pracy w zespole, która ma doświadczenie w programowaniu oraz chęć do nauki i jest gotowa się rozwijać.",
            "pl",
        ),
        ("私たちはエンジニアを募集しています。東京のチームで働きませんか。", "ja"),
        ("Мы ищем разработчика в нашу команду для работы над платформой.", "ru"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert find_language(text) == code


@pytest.mark.parametrize("text", ["", "Python, Kubernetes, Kafka", "1234 5678", "Senior Engineer"])
def test_undecided_texts_have_no_language(text: str) -> None:
    assert find_language(text) == ""


@pytest.mark.parametrize(
    ("said", "code"), [("en-US", "en"), ("EN", "en"), ("de_DE", "de"), ("english", ""), ("", "")]
)
def test_codes_of_feeds(said: str, code: str) -> None:
    assert from_record(said) == code


@given(st.text(max_size=400))
def test_the_answer_is_a_code_or_nothing(text: str) -> None:
    assert len(find_language(text)) in (0, 2)
