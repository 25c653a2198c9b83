"""Words searched for: what a person types, as a query of both data bases that nothing can break."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import private_postgres
from dateline.errors import UsageError
from dateline.store import Item, Store
from dateline.store.check import check
from dateline.store.rows import piece_rows
from dateline.store.search import parse, pattern, to_fts5, to_tsquery
from dateline.store.tables import pieces
from store.reports import report

BODY = "OSLO - Foreign minister Kari Nordmann said on Tuesday that Norway would not strike Vardø, and pledged 40 tents to the town."
OTHER = BODY + " Air strikes on Málaga's port were denied."


@pytest.mark.parametrize(
    ("typed", "fts5"),
    [
        ("air strikes", '"air" AND "strikes"'),
        ('"air strikes" Lib*', '"air strikes" AND "lib" *'),
        ("Libya NOT (Tunisia OR Egypt)", '("libya") NOT ("tunisia" OR "egypt")'),
        ("a OR b AND c", '"a" OR ("b" AND "c")'),
        ("(NOT a NOT b) c", '(("c") NOT ("a")) NOT ("b")'),
        ("NOT NOT a", '"a"'),
        ("U.S. troops", '"u s" AND "troops"'),
        ('"never closed', '"never closed"'),
        ("a AND AND ) OR (", '"a"'),
    ],
)
def test_a_search_is_read(typed: str, fts5: str) -> None:
    assert to_fts5(parse(typed)) == fts5


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "holds no word"), ("*** ()", "holds no word"), ("NOT a", "only says what is not wanted"), ("a OR NOT b", "a NOT beside an OR"),
     ("(" * 30 + "a", "parentheses inside"), ("a " * 80, "more than 64 words"), ("a" * 2000, "longer than")],
)  # fmt: skip
def test_what_is_no_search_is_told(typed: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        parse(typed)


INDEX = sqlite3.connect(":memory:", check_same_thread=False)
INDEX.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
SIGNS = st.text(alphabet=st.one_of(st.sampled_from("ab \"()*:^-+'\\;&|!<>"), st.characters()), max_size=60)
TYPED = st.one_of(
    SIGNS, st.lists(st.sampled_from(["a", "b*", '"c d"', "AND", "OR", "NOT", "(", ")", "NEAR", "x:y"]), max_size=14).map(" ".join)
)


@given(TYPED)
def test_whatever_is_typed_breaks_no_index(typed: str) -> None:
    try:
        query = parse(typed)
    except UsageError:
        return
    INDEX.execute("SELECT rowid FROM t WHERE t MATCH ?", (to_fts5(query),)).fetchall()
    pattern(query).search(typed)
    assert to_tsquery(query).count("'") % 2 == 0


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of two reports, on either data base."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            address = str(tmp_path_factory.mktemp("searched") / "dateline.db")
        else:
            address = stack.enter_context(private_postgres.database(request.getfixturevalue("postgres")))
        store = stack.enter_context(Store(address))
        store.keep_group([Item(report(1)), Item(report(2, body=OTHER))])
        yield store


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("Vardø", "12"), ("vardø", "12"), ("malaga", "2"), ("MÁLAGA vardØ", "2"), ('"air strikes"', "2"), ('"strikes air"', ""), ("stri*", "12"), ("strik", ""),
        ("Norway NOT air", "1"), ("air OR minister", "12"), ("(port OR harbour) AND denied", "2"), ("port's", ""), ("Málaga's", "2"),
        ("'; DROP TABLE search; --", ""), ("Nord*", "12"), ("Foreign-minister", "12"),
    ],
)  # fmt: skip
def test_both_data_bases_find_the_same(filled: Store, typed: str, numbers: str) -> None:
    found = [answer.report.address[-1] for answer in filled.find(typed, sort="oldest")]
    assert "".join(sorted(found)) == numbers


HOSTILE = (
    "a' | 'b",
    "\\ x",
    "a:*b <-> c",
    "é" * 900,
    "🙂",
    "x" * 900,
    "a&!|b",
    "'''",
    '"\'"',
    "１２３",
    "NEAR(a b)",
    "text: a",
    "^a + b",
    "a\x00b",
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.one_of(st.sampled_from(HOSTILE), TYPED))
def test_whatever_is_typed_is_answered(typed: str, filled: Store) -> None:
    for sort in ("newest", "relevance"):
        try:
            list(filled.find(typed, sort=sort))
        except UsageError as error:
            assert str(error)


def test_the_words_found_are_shown_with_those_around_them(filled: Store) -> None:
    (found,) = filled.find('"air strikes"')
    assert found.excerpt is not None
    assert "Air strikes on Málaga's port" in found.excerpt


def test_by_relevance_the_closest_comes_first(filled: Store) -> None:
    assert next(iter(filled.find("air OR strikes", sort="relevance"))).report.address[-1] == "2"
    page = filled.find("air OR strikes", sort="relevance").page(1)
    assert page.after is not None
    following = filled.find("air OR strikes", sort="relevance").page(1, page.after)
    assert [each.report.address[-1] for each in (*page.answers, *following.answers)] == ["2", "1"]
    assert following.after is None


def test_words_in_different_pieces_of_a_long_text_are_found_together(store: Store) -> None:
    filler = " The hearing went on." * 2000  # more than one piece of the index
    store.keep_group([Item(report(1)), Item(report(2, body=f"{BODY}{filler} Nobody mentioned zebras{filler} until giraffes came."))])

    def found(words: str, sort: str = "newest") -> str:
        return "".join(sorted(answer.report.address[-1] for answer in store.find(words, sort=sort)))

    for sort in ("newest", "relevance"):
        assert found("zebras giraffes", sort) == "2"
        assert found("tents AND zebra* AND (giraffes OR lions)", sort) == "2"
        assert found("tents NOT giraffes", sort) == "1"  # one piece has the tents, another the giraffes
        assert found("zebras NOT lions", sort) == "2"
        assert found("zebras lions", sort) == ""
        assert found("tents", sort) == "12"
    assert [each.report.address[-1] for each in store.events(words="zebras giraffes")] == ["2"]


@pytest.mark.parametrize("before", range(29_900, 30_100, 13))
def test_a_phrase_is_found_wherever_a_long_text_is_cut(made_sqlite: Path, tmp_path: Path, before: int) -> None:
    shutil.copy(made_sqlite, tmp_path / "dateline.db")
    body = "The hearing went on. " * 3_000
    body = f"{body[: before - len(BODY)]} striped zebras crossed the empty river bed {body}"
    with Store(tmp_path / "dateline.db") as store:
        store.keep(report(2, body=f"{BODY} {body}"))
        assert len(list(store.find('"striped zebras crossed the empty river bed"'))) == 1
        assert not list(store.find('"zebras striped"'))


def test_a_phrase_over_the_end_of_a_piece_is_found_in_both_data_bases(store: Store) -> None:
    filler = " The hearing went on." * 2000
    for number, before in enumerate((29_960, 29_973, 29_986, 29_999)):
        store.keep(report(number, body=f"{BODY}{filler[: before - len(BODY)]} striped zebras crossed the empty river bed{filler}"))
    assert len(list(store.find('"striped zebras crossed the empty river bed"'))) == 4
    assert not list(store.find("zebras NOT crossed"))
    assert not list(check(store))


def test_a_long_text_kept_before_pieces_overlapped_is_still_as_it_was_stored(store: Store) -> None:
    kept = store.keep(report(body=f"{BODY}{' The hearing went on.' * 4000}"))
    assert kept.reading is not None
    assert kept.version is not None
    rows = list(piece_rows(store.record(kept.article), kept.reading, kept.version, count(500).__next__, overlap=0))
    assert [row[4] for row in rows] == [0, *(row[5] for row in rows[:-1])]
    with store.writing() as connection:
        connection.execute(pieces.delete())
        connection.execute(pieces.insert(), [dict(zip(pieces.c.keys(), row, strict=True)) for row in rows])
    assert not list(check(store))
    with store.writing() as connection:
        connection.execute(pieces.update().where(pieces.c.piece == 1).values(start=7))
    assert [problem.what for problem in check(store)] == ["the rows in table pieces are not those of the record"]
