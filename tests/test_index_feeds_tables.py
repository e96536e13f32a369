"""Tables: columns by name or by map, values of every kind, ids kept verbatim."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from index.errors import EmptyFeed, FeedError, UnknownFormat
from index.feeds.tables import csv_records, frame_records, jsonl_records, parquet_records
from index.types import FieldText, Record, RecordPay, RecordPlace, Rejected


def one(items: object) -> Record:
    (item,) = items  # type: ignore[misc]
    assert isinstance(item, Record)
    return item


def csv_one(text: str, **options: dict[str, str]) -> Record:
    return one(csv_records(io.BytesIO(text.encode()), "csv", **options))


def parquet(table: pa.Table) -> io.BytesIO:
    out = io.BytesIO()
    pq.write_table(table, out)
    return io.BytesIO(out.getvalue())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_of_a_csv_file_is_found(delimiter: str) -> None:
    record = csv_one(
        delimiter.join(["Job_ID", "JOB TITLE", "Company"]) + "\n" + delimiter.join(["7/a", "Cook", "Pot"])
    )
    assert (record.native_id, record.verbatim_id, record.title, record.company) == (
        "7/a",
        True,
        "Cook",
        "Pot",
    )


def test_a_quoted_cell_keeps_delimiters_lines_and_quotes() -> None:
    assert (
        csv_one('id,title,description\n1,"Cook, head","He said ""stir"",\nthen left"\n').body
        == 'He said "stir",\nthen left'
    )


def test_a_column_map_goes_before_known_names() -> None:
    record = csv_one(
        "id,title,headline x,wage\n1,wrong,Cook,12 €/h\n", columns={"title": "headline x", "pay_text": "wage"}
    )
    assert (record.title, record.pay) == ("Cook", (RecordPay(name="wage", text="12 €/h"),))
    assert record.extra == {"title": "wrong"}


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"titel": "x"}, "no such field in the column map: titel; there are apply_url"),
        ({"title": "x"}, "the table has no column x"),
    ],
)
def test_a_column_map_that_fits_nothing_is_an_error(columns: dict[str, str], message: str) -> None:
    with pytest.raises(FeedError, match=message):
        csv_one("id,title\n1,Cook\n", columns=columns)


def test_a_csv_file_without_title_or_body_is_no_feed() -> None:
    with pytest.raises(UnknownFormat, match="no column looks like a title or a description among a, b"):
        csv_one("a,b\n1,2\n")


def test_a_header_alone_is_an_empty_feed() -> None:
    with pytest.raises(EmptyFeed):
        list(csv_records(io.BytesIO(b"id,title\n"), "csv"))


@pytest.mark.parametrize(
    "encoded",
    [
        "id,title\n1,Café\n".encode(),
        "id,title\n1,Café\n".encode("utf-16"),
        "id,title\n1,Café\n".encode("cp1252"),
    ],
)
def test_csv_in_any_usual_encoding(encoded: bytes) -> None:
    assert one(csv_records(io.BytesIO(encoded), "csv")).title == "Café"


def test_json_lines_and_one_json_array_read_alike() -> None:
    rows = ['{"id": 1, "title": "Cook"}', '{"id": 2, "title": "Baker"}']
    lines = list(jsonl_records(io.BytesIO("\r\n".join(rows).encode()), "jsonl"))
    array = list(jsonl_records(io.BytesIO(f"[{','.join(rows)}]".encode()), "jsonl"))
    assert lines == array
    assert [item.native_id for item in lines] == ["1", "2"]


@pytest.mark.parametrize(
    ("value", "said", "kept"),
    [
        ("remote", ["remote"], None),
        ("remote_or_office", ["remote_or_office"], None),
        (True, ["remote"], None),
        ("1", ["remote"], None),
        (["remote", "hybrid"], ["remote", "hybrid"], None),
        (False, [], "false"),
        ("unknown", [], "unknown"),
        ("onsite_or_unspecified", [], "onsite_or_unspecified"),
        (None, [], None),
    ],
)
def test_what_an_arrangement_column_states(value: object, said: list[str], kept: str | None) -> None:
    import json

    record = one(
        jsonl_records(io.BytesIO(json.dumps({"id": "1", "title": "Cook", "remote": value}).encode()), "jsonl")
    )
    assert list(record.arrangement) == [FieldText(name="remote", text=text) for text in said]
    assert record.extra.get("remote") == kept


def test_a_parquet_file_with_every_kind_of_value() -> None:
    table = pa.table(
        {
            "id": ["p/1"],
            "title": ["Cook"],
            "skills": [["soup", "stock"]],
            "posted_at": [datetime(2026, 3, 1, 8, tzinfo=UTC)],
            "expires": [date(2026, 4, 1)],
            "salary_min": [Decimal("31.50")],
            "salary_max": pa.array([38], pa.int32()),
            "currency": ["EUR"],
            "location": [{"city": "Graz", "country": "AT"}],
            "score": [float("nan")],
        }
    )
    record = one(parquet_records(parquet(table), "parquet"))
    assert (record.native_id, [skill.text for skill in record.skills]) == ("p/1", ["soup", "stock"])
    assert record.posted == FieldText(name="posted_at", text="2026-03-01T08:00:00+00:00")
    assert record.expires == FieldText(name="expires", text="2026-04-01")
    assert record.pay == (RecordPay(name="salary_min", min=31.5, max=38, currency="EUR"),)
    assert record.places == (RecordPlace(name="location.city", city="Graz", country="AT"),)
    assert record.extra == {}


def test_a_damaged_parquet_file_is_a_feed_error() -> None:
    whole = parquet(pa.table({"id": ["1"] * 5000, "title": [f"Cook {n}" for n in range(5000)]})).getvalue()
    for damaged in (whole[:-20], whole[:4] + b"\xff" * 2000 + whole[2004:], b"PAR1"):
        with pytest.raises(FeedError, match="damaged"):
            list(parquet_records(io.BytesIO(damaged), "parquet"))


def test_a_data_frame_with_pandas_values() -> None:
    frame = pd.DataFrame(
        {
            "id": pd.Series([7, 8], dtype="Int64"),
            "title": ["Cook", "Baker"],
            "date": [pd.Timestamp("2026-03-01"), pd.NaT],
            "skills": [np.array(["soup"]), None],
            "remote": [True, pd.NA],
        }
    )
    first, second = frame_records(frame)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.native_id, first.verbatim_id, first.arrangement[0].text) == ("7", True, "remote")
    assert first.posted == FieldText(name="date", text="2026-03-01T00:00:00")
    assert [skill.text for skill in first.skills] == ["soup"]
    assert (second.native_id, second.posted, second.skills, second.arrangement) == ("8", None, (), ())


def test_an_empty_data_frame_is_an_empty_feed() -> None:
    with pytest.raises(EmptyFeed):
        list(frame_records(pd.DataFrame({"id": [], "title": []})))


def test_a_row_without_title_and_body_is_rejected_with_its_place_in_the_table() -> None:
    items = list(csv_records(io.BytesIO(b"id,title,company\n1,Cook,a\n2,,b\n3,Baker,c\n"), "csv"))
    assert isinstance(items[1], Rejected)
    assert (items[1].position, items[1].native_id, items[1].reason) == (2, "2", "neither a title nor a body")
