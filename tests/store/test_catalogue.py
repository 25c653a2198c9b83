"""Whom and what the reports name: pages by id, one with its counts, and where answers stand in their text."""

from __future__ import annotations

import pytest

from dateline.errors import UsageError
from dateline.store import Item, Store, catalogue
from dateline.store.judging import Judgement, judge
from dateline.store.offsets import offsets
from dateline.store.question import Question
from store.reports import report


@pytest.fixture
def store(address: str):
    with Store(address) as found:
        list(found.keep_all(Item(report(number, published=f"2016-01-{number:02}"), source="wire") for number in range(1, 6)))
        yield found


def test_actors_come_page_by_page(store: Store) -> None:
    whole = catalogue.actors_page(store, limit=100)
    assert whole.after is None
    paged, after = [], None
    while True:
        page = catalogue.actors_page(store, limit=1, after=after)
        paged += page.found
        after = page.after
        if after is None:
            break
    assert tuple(paged) == whole.found
    assert [each.id for each in paged] == sorted(each.id for each in paged)


def test_an_actor_is_counted_with_those_joined_to_it(store: Store) -> None:
    first, second = (each.id for each in catalogue.actors_page(store, limit=2).found)
    alone = catalogue.actor_card(store, first)
    assert alone is not None
    assert (alone.reports, alone.first, alone.last) == (5, "2016-01-01", "2016-01-05")
    judge(store, Judgement("join", "anna", "One body.", actor=first, other=second))
    joined = catalogue.actor_card(store, second)
    assert joined is not None
    assert set(joined.ids) == {first, second}
    assert sum(each.values for each in joined.counts) >= sum(each.values for each in alone.counts)
    assert catalogue.actor_card(store, "nobody") is None


def test_places_and_propositions_are_listed_and_counted(store: Store) -> None:
    for place in catalogue.places_page(store).found:
        card = catalogue.place_card(store, place.geonameid)
        assert card is not None
        assert (card.place, card.reports) == (place, 5)
    assert catalogue.place_card(store, -1) is None
    listed = catalogue.propositions_page(store, limit=1).found
    assert listed
    card = catalogue.proposition_card(store, listed[0].id)
    assert card is not None
    assert (card.proposition, card.reports) == (listed[0], 5)
    assert catalogue.proposition_card(store, "nothing") is None
    with pytest.raises(UsageError, match="no cursor"):
        catalogue.places_page(store, after="x")


def test_answers_stand_where_their_words_are(store: Store) -> None:
    for noun in ("statements", "events", "positions"):
        values = store.ask(noun, Question()).page(50).answers
        with store.reading() as connection:
            places = offsets(connection, noun, values)
        for value in values:
            text = store.record(value.report.article).article.text
            spans = places[value.report.reading, value.number]
            assert spans == tuple(sorted(spans))
            assert spans[0].of(text).split()[0] in value.quote
