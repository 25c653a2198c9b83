"""Names that only the report itself tells to be those of bodies: own sentences with the name that is found, or none."""

import pytest

from dateline.evaluate.tasks.articles import article_of
from dateline.extract.told_bodies import told_bodies
from dateline.model.span import Span


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bread and Honour, the largest opposition party, wants an election in May.", "Bread and Honour"),
        ("The bill was written by Bright River, a small party with two seats.", "Bright River"),
        ("The leader of Northern Neighbours walked out of the hall.", "Northern Neighbours"),
        ("The vote was lost because the small party Bright River stayed away.", "Bright River"),
        ("Late at night the Pact for Renewal left the cabinet.", "Pact for Renewal"),
        ("Fishers' Hope does not want the harbour to be sold.", "Fishers ' Hope"),
    ],
)
def test_a_report_that_tells_what_a_name_is_makes_it_a_body(pipeline, text, name):
    parse = pipeline.parser.parse(text, (Span(0, len(text)),))
    assert name in [" ".join(parse.words[first:last]) for first, last in told_bodies(parse).items()]


@pytest.mark.parametrize(
    "text",
    [
        "Costa Verde, a town of fishers, was cut off.",
        "Maria Solano, the party's treasurer, resigned.",
        "The minister of Public Works opened the bridge.",
        "He flew to San Pedro on Monday.",
    ],
)
def test_places_persons_and_offices_are_no_bodies(pipeline, text):
    parse = pipeline.parser.parse(text, (Span(0, len(text)),))
    assert told_bodies(parse) == {}


def test_every_mention_of_a_told_body_is_one_actor(pipeline):
    text = "Bread and Honour, the largest opposition party, wants an election. On Friday Bread and Honour walked out of the assembly."
    actors = pipeline.record(article_of(text)).actors
    found = [actor for actor in actors if actor.name == "Bread and Honour"]
    assert len(found) == 1
    assert sum(mention.text == "Bread and Honour" for mention in found[0].mentions) == 2
