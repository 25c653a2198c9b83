"""What headline and body tell alike is told by the body's sentence, which has the names."""

from __future__ import annotations

from dateline.model.change import ChangeKind
from dateline.model.function import FunctionKind
from dateline.model.span import Span
from dateline.stories.changes_matter import Matter, Sight
from dateline.stories.changes_once import Found
from dateline.stories.changes_same import Same
from dateline.stories.fuller import Bodies

EMPTY: frozenset[str] = frozenset()
TODAY = 739_002
HEADLINE = "Norland to lend 40 pumps for wells"


def _told(noun: str, number: int, text: str, at: int, lead: int, *functions: FunctionKind) -> Matter:
    return Matter(
        "a", noun, number, "AID" if noun == "events" else "", None, "told", (), (), None, EMPTY, EMPTY, None, EMPTY, EMPTY,
        frozenset(text.lower().split()), Span(at, at + len(text)), text, text, lead, TODAY,
        functions=tuple((each, 0.9) for each in functions),
    )  # fmt: skip


def _shown(*body: Matter, kind: ChangeKind = "pledge-made") -> list[str]:
    headline = _told("events", 0, HEADLINE, 0, 0, "pledge")
    bodies = Bodies()
    bodies.remember(Sight("a", 1, 1, "", False, "", False, (headline, *body), ()))
    return [each.now.text for each in bodies.told([Found(kind, headline, None, Same((), 0.0))])]


def test_the_body_tells_what_the_headline_tells() -> None:
    text = "Norland will lend 40 pumps for the wells of Turmik, Minister Orla Venn said on Monday."
    assert _shown(_told("sentences", 0, text, 100, 1, "pledge")) == [text]


def test_a_sentence_that_does_something_else_is_not_taken_for_it() -> None:
    text = "The herders of Turmik thanked Norland for the 40 pumps at its wells."
    assert _shown(_told("sentences", 0, text, 100, 1, "for")) == [HEADLINE]


def test_a_sentence_about_something_else_is_not_taken_for_it() -> None:
    assert _shown(_told("sentences", 0, "The harbour of Turmik was closed on Monday.", 100, 1, "pledge")) == [HEADLINE]


def test_a_change_that_the_body_tells_already_is_told_once() -> None:
    text = "Norland will lend 40 pumps for the wells of Turmik, Minister Orla Venn said on Monday."
    headline, body = _told("events", 0, HEADLINE, 0, 0, "pledge"), _told("sentences", 0, text, 100, 1, "pledge")
    bodies = Bodies()
    bodies.remember(Sight("a", 1, 1, "", False, "", False, (headline, body), ()))
    same = Same((), 0.0)
    told = bodies.told([Found("pledge-made", headline, None, same), Found("pledge-made", body, None, same)])
    assert [each.now for each in told] == [body]
