"""Whether what a word names took place, judged from the words above and beside it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extract.judge import Judge
from dateline.extract.refusals import refusals
from dateline.extract.stances import stances
from dateline.knowledge.signatures import SignatureTable
from dateline.model.span import Span

TABLE = Path(__file__).with_name("statuses.tsv")


def sentences():
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "sentence\t")):
            sentence, statuses = line.split("\t")
            yield pytest.param(sentence, statuses.split("|"), id=sentence)


@pytest.fixture(scope="module")
def signatures():
    return SignatureTable.load()


def judged(marked, parser, signatures):
    """The state of the word that stands between asterisks."""
    start = marked.index("*")
    span = Span(start, marked.index("*", start + 1) - 1)
    text = marked.replace("*", "")
    parse = parser.parse(text, [Span(0, len(text))])
    inside = parse.tokens(span)
    head = next(token for token in inside if parse.heads[token] not in inside or parse.heads[token] == token)
    return parse, Judge(parse, signatures).state(head)


@pytest.mark.parametrize(("marked", "statuses"), list(sentences()))
def test_the_status_is_what_a_careful_reader_takes(marked, statuses, parser, signatures):
    _, state = judged(marked, parser, signatures)
    assert state.status in statuses, [(turn.frame, turn.means) for turn in state.turns]


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("The text contained no threat to *bomb* the rebels.", "negated"),
        ("There was no threat of *strikes*.", "negated"),
        ("The minister ruled out *intervening* in Libya by force.", "ruled-out"),
    ],
)
def test_a_no_before_a_noun_goes_through_to_what_hangs_under_it(marked, status, parser, signatures):
    assert judged(marked, parser, signatures)[1].status == status


def test_the_words_that_decide_are_kept(parser, signatures):
    parse, state = judged("London urged Kabul not to *attack* the camp.", parser, signatures)
    assert [parse.words[turn.token] for turn in state.turns] == ["urged", "not"]
    assert state.polarity == "negative"


@pytest.mark.parametrize(
    ("marked", "score"),
    [
        ("Jets *bombed* the port.", 3.0),
        ("Jets did not *bomb* the port.", -3.0),
        ("Paris ruled out *strikes*.", -2.0),
        ("Paris pledged to *send* troops.", 1.0),
        ("Kyiv accused Moscow of *shelling* the port.", 1.0),
        ("Ankara denied *shelling* the port.", -1.0),
        ("A *strike* is unlikely.", -1.0),
        ("Jets reportedly *bombed* the port.", 2.0),
    ],
)
def test_the_score_follows_status_and_certainty(marked, score, parser, signatures):
    _, state = judged(marked, parser, signatures)
    assert state.score == score


WORDS = (
    "if",
    "Had",
    "should",
    "not",
    "No",
    "talks",
    "Kenya",
    "said",
    "that",
    "to",
    "attack",
    "ruled",
    "out",
    ",",
    "without",
    "may",
    "?",
    '"',
    "and",
    "the",
)


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
@settings(max_examples=60, deadline=None)
def test_any_words_in_any_order_are_judged(words, parser, knowledge):
    text = " ".join(words)
    parse = parser.parse(text, [Span(0, len(text))])
    judge = Judge(parse, knowledge.signatures)
    for token in range(len(parse)):
        assert -3.0 <= judge.state(token).score <= 3.0
    for taken in [*stances(parse, judge, knowledge.propositions), *refusals(parse, judge, knowledge.propositions, ())]:
        assert 0 <= taken.target < len(parse)
