"""What trees tell where no rule does: what is new by itself, and what follows something told before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.pipeline import Pipeline
from dateline.stories import firsts, sequels
from dateline.stories.changes import Desk
from dateline.stories.changes_sight import sight
from dateline.stories.fates import one_more, ordinals
from dateline.stories.likeness import Index, cosine
from dateline.stories.rejoinders import both_sides
from stories.test_changes import Told, found, kinds, record

TEXTS = st.lists(st.text(alphabet="abcdefg hij", max_size=40), max_size=8)


@settings(max_examples=80, deadline=None)
@given(TEXTS, st.text(alphabet="abcdefg hij", max_size=40))
def test_the_index_finds_what_looking_at_all_would_find(texts: list[str], text: str) -> None:
    index = Index()
    assert [index.add(each) for each in texts] == list(range(len(texts)))
    like = index.like(text)
    assert {at: pytest.approx(cosine(text, each)) for at, each in enumerate(texts) if cosine(text, each) > 0} == like
    assert all(0 < each <= 1 + 1e-9 for each in like.values())


@pytest.mark.parametrize(
    "text",
    [
        "A third rower hurt on the lake has died in Kell.",
        "One of the wounded died in the hospital of Kell.",
        "The toll of the landslide has doubled to eight.",
        "The army raised its count of the dead to 14.",
        "Two more bodies were recovered, the fire brigade said.",
    ],
)
def test_a_count_that_has_grown_is_known(text: str) -> None:
    assert one_more(text)


def test_a_second_march_is_no_second_victim() -> None:
    assert not one_more("A second march was held in Kell.")
    assert ordinals("The third ship and the fifth one") == [3, 5]


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Pavel Orn of the Fen League said that the Guard had shot first, which the Guard denied.", True),
        ("The Fen League said that mortars had razed the mill, a charge the Guard dismissed as a fable.", True),
        ("Orn blamed the Fen League; the Guard said it had nobody near the mill.", True),
        ("The Fen League said the plan, which the Guard disputed in May, was back.", False),
        ("The Guard said that it would rain, which it did.", False),
    ],
)
def test_a_claim_and_its_denial_in_one_sentence(pipeline: Pipeline, text: str, both: bool) -> None:
    told = sight(record(pipeline, ("2025-05-04", text), 0)).matters
    assert both_sides(next(each for each in told if each.noun == "sentences" and each.reply is None)) is both


PLEDGED = ("2025-05-02", "Fishing Minister Ana Orsk said on Friday that the harbour patrol at Kell would be repeated every three days.")


def test_a_word_given_in_plain_words_is_a_pledge(pipeline: Pipeline) -> None:
    assert "pledge-made" in kinds(found(pipeline, PLEDGED))


def test_one_more_who_dies_revises_the_toll(pipeline: Pipeline) -> None:
    first = "KELL, May 2 (NPA) - Three people were killed on Friday when a bus fell into the river Orn near Kell, police said."
    later = "KELL, May 3 (NPA) - A fourth passenger of the bus that fell into the river Orn near Kell has died in hospital, a doctor said."
    told = [each for each in found(pipeline, ("2025-05-02", first), ("2025-05-03", later)) if each.kind == "figure-revised"]
    assert len(told) == 1
    assert told[0].before is not None
    assert "Three people" in told[0].before.text


def test_what_is_only_recalled_repeats_no_pledge(pipeline: Pipeline) -> None:
    before = ("2025-05-02", "Norway promised on Friday to send 40 observers to Mali, its foreign minister said in Oslo.")
    later = ("2025-05-09", "The defence minister of Mali spoke of the rains on Friday. Norway has promised 40 observers.")
    assert not [each for each in found(pipeline, before, later) if each.kind == "pledge-repeated" and each.now.noun == "sentences"]


def test_a_desk_without_reports_has_heard_nothing() -> None:
    desk = Desk()
    assert desk.heard == firsts.Heard()
    assert desk.past == sequels.Past()


REPORTS = st.lists(st.text(alphabet="abc DEF,.\"'0123456789;", min_size=1, max_size=120), min_size=1, max_size=3)


@settings(max_examples=15, deadline=None)
@given(texts=REPORTS)
def test_any_reports_can_be_followed(pipeline: Pipeline, texts: list[str]) -> None:
    told: list[Told] = [("2025-05-04", f"KELL - {text}") for text in texts]
    assert all(each.before is None or each.before.text for each in found(pipeline, *told))
