"""Events: which words are triggers, who does what to whom, where and when.

Sentences are marked up: ``<ASSAULT shelled>`` is a trigger with its type, ``[a The rebels]`` a doer, ``[r the port]`` a recipient of the
only event of that type; ``{...}`` an actor who takes no part. Every marked party is an actor of the article, found by its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extract.events import events
from dateline.ingest import from_text
from dateline.knowledge import Knowledge
from dateline.linguistics.repairs import repaired
from dateline.model.actor import Actor, ActorRef, Actors, Mention
from dateline.model.event import EventMention
from dateline.model.parse import Parse
from dateline.model.place import Place, Places
from dateline.model.span import Span
from dateline.model.statement import Statement, Words
from dateline.model.time import Timex
from dateline.pipeline import Pipeline

Parsing = Callable[[str], Parse]
MARK = re.compile(r"\[([ar]) ([^\]]+)\]|<([A-Z]+) ([^>]+)>|\{([^}]+)\}")


@dataclass
class Marked:
    """A marked sentence: its plain text, its parties, and the triggers wanted."""

    text: str
    actors: Actors
    doers: set[str]
    recipients: set[str]
    triggers: list[tuple[str, str]]


def marked(source: str) -> Marked:
    plain, found, last = "", [], 0
    for match in MARK.finditer(source):
        plain += source[last : match.start()]
        role, words = (match[1], match[2]) if match[1] else ("t", match[4]) if match[3] else ("o", match[5])
        found.append((role, words, Span(len(plain), len(plain) + len(words)), match[3]))
        plain, last = plain + words, match.end()
    plain += source[last:]
    parties = [actor(words, span) for role, words, span, _ in found if role != "t"]
    return Marked(
        plain,
        Actors(parties),
        {words for role, words, _, _ in found if role == "a"},
        {words for role, words, _, _ in found if role == "r"},
        [(kind or "", words) for role, words, _, kind in found if role == "t"],
    )


def actor(words: str, *spans: Span, speaks_for: str | None = None) -> Actor:
    mentions = (Mention(spans, words, "name", "test", 1.0),) if spans else ()
    return Actor(words, None, words, "organisation", None, None, speaks_for, True, mentions)


def read(parse: Parsing, knowledge: Knowledge, text: str, actors: Actors | None = None, **more: object) -> tuple[EventMention, ...]:
    places, times, statements = more.get("places", Places(())), more.get("times", ()), more.get("statements", ())
    return events(parse(text), actors or Actors(()), places, times, statements, knowledge)  # type: ignore[arg-type]


def ids(refs: tuple[ActorRef, ...]) -> set[str]:
    return {ref.actor for ref in refs if ref.actor}


@pytest.mark.parametrize(
    "source",
    [
        "[a The Ruvan army] <ASSAULT shelled> [r the Besh militia] on Sunday.",
        "[r The Besh militia] was <ASSAULT bombed> by [a Ruvan jets].",
        "[a The Ruvan army] <ASSAULT carried out air strikes> against [r the Besh militia].",
        "[a The Ruvan army] has launched an <ASSAULT offensive> against [r the Besh militia].",
        "[a Ruvan] jets <ASSAULT struck> a depot of [r the Besh militia] at night.",
        "[a Norlund] <SANCTION imposed sanctions> on [r Estavia].",
        "[a Norlund] <CONCEDE lifted sanctions> against [r Estavia].",
        "[a Norlund] has <SANCTION recalled its ambassador> from [r Estavia].",
        "[a Norlund] and [a Estavia] <AGREE signed a trade pact>.",
        "[a Norlund] <CONSULT held talks> with [r Estavia] in May.",
        "[a Norlund] <REJECT ruled out> a visit.",
        "[a Norlund] <ACCUSE accused> [r Estavia] of theft.",
        "[a Norlund] <REQUEST called on Estavia> to wait.".replace("called on Estavia>", "called on> [r Estavia]"),
        "[a Norlund] <AID supplied> [r the Besh militia] with rifles.",
        "[a The Besh militia] <RETREAT released two nuns>.",
        "[a Norlund] <MOBILIZE deployed troops> to the border.",
        "[a The Besh militia] <COERCE took> four tourists hostage.",
        "[a Dockers] <PROTEST went on strike> over pay.",
        "[a Norlund] <SUPPORT praised> [r Estavia] for its patience.",
        "[a The Besh militia] <THREATEN threatened> to close the border.",
        "[a Norlund] has <COOPERATE shared intelligence> with [r Estavia].",
        "The <ASSAULT ouster> of [r President Omdal] came at night.",
        "[a The Besh militia] claimed responsibility for the <ASSAULT attack> on [r the embassy].",
        "[a Norlund] <REQUEST demanded> that [r the Besh militia] leave the valley.",
        "[a Norlund] <ACCUSE alleged> that [r the Besh militia] had shot at the bus.",
        "[a Norlund] <SANCTION imposed sanctions> on Monday on [r Estavia].",
        "[a Norlund] <MOBILIZE doubled its force> in the valley.",
        "[a The Besh militia] <ASSAULT seized the town> from [r the Ruvan army].",
        "[a Norlund] <CONCEDE put off> a ground offensive.",
        "[a Norlund] has <AID donated trucks> to [r Estavia].",
        "Tens of thousands of [a soldiers] <ASSAULT crossed the border>.",
        "[a The Besh militia] <COERCE cut the road> to the harbour.",
        "[a Norlund] <REQUEST applied> to join the bloc.",
        "On Friday [a warplanes] <ASSAULT struck> a bridge.",
        "Norlund demanded that [a the Besh militia] <RETREAT withdraw> from all towns.",
        # what hangs on the verb by which a noun takes place
        "No <CONSULT meeting> has taken place between [a Norlund] and [a the Besh militia].",
        # whose the thing is that is hit, accepted, shelled; from whom something is asked
        "[a The Ruvan army] <ASSAULT hit> [r a convoy of the Besh militia] near the river.".replace(
            "[r a convoy of the", "a convoy of [r the"
        ),
        "The <ASSAULT shelling> of [r the embassy] by [a Norlund] went on.",
        "[a Norlund] <REQUEST asked for> a loan from [r Estavia].",
        "[a The Besh militia] stands accused of <ASSAULT firing> on [r the embassy].",
        "Estavia begs [a Norlund] to <CONSULT mediate>.",
        "[a The Besh militia] disavowed the <ASSAULT attack> on [r the embassy].",
    ],
)
def test_events_one_happening_with_its_parties(parse: Parsing, knowledge: Knowledge, source: str) -> None:
    wanted = marked(source)
    found = read(parse, knowledge, wanted.text, wanted.actors)
    ((kind, words),) = wanted.triggers
    same = [e for e in found if e.type == kind]
    assert len(same) == 1, found
    assert same[0].span.overlaps(Span(wanted.text.index(words), wanted.text.index(words) + len(words)))
    assert ids(same[0].actors) == wanted.doers
    assert ids(same[0].recipients) == wanted.recipients


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Norlund denied shelling the port.", ["REJECT", "ASSAULT"]),
        ("Norlund urged Estavia to release the crew.", ["REQUEST", "RETREAT"]),
        ("Norlund accused Estavia of arming the rebels.", ["ACCUSE", "AID"]),
        ("Norlund vowed to send food to the camps.", ["AGREE", "AID"]),
        ("The militia threatened to attack the port.", ["THREATEN", "ASSAULT"]),
    ],
)
def test_events_an_act_of_speech_and_what_it_is_about_are_two(parse: Parsing, knowledge: Knowledge, text: str, kinds: list[str]) -> None:
    assert [e.type for e in read(parse, knowledge, text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "The striker scored twice in the second half.",
        "He suffered a heart attack at home.",
        "Shares fell and the bank struck an optimistic tone.",
        "The director shot a film in the desert.",
        "Inflation hit the poor hardest.",
        "The spokesman declined to comment.",
        "The ministry said the weather would be fine.",
        "Prices shot up as the storm hit supplies.",
    ],
)
def test_events_metaphors_sport_and_business_are_none(parse: Parsing, knowledge: Knowledge, text: str) -> None:
    assert read(parse, knowledge, text) == ()


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("A raid on the farm killed five guards.", "raid"),
        ("Five guards were killed in a raid on the farm.", "killed"),
        ("Gunmen attacked the farm, killing five guards.", "attacked"),
    ],
)
def test_events_a_blow_and_its_harm_are_one(parse: Parsing, knowledge: Knowledge, text: str, trigger: str) -> None:
    (found,) = read(parse, knowledge, text)
    assert trigger in found.span.of(text)
    assert found.magnitude.killed == 5


def test_events_a_rejected_call_is_one_event(parse: Parsing, knowledge: Knowledge) -> None:
    assert [e.type for e in read(parse, knowledge, "Norlund rejected a call by Estavia for calm.")] == ["REJECT"]


def test_events_only_a_party_is_refused_or_promised_something(parse: Parsing, knowledge: Knowledge) -> None:
    found = read(parse, knowledge, "Norlund refused to rebuild two hospitals.")
    assert [(e.type, [r.spans for r in e.recipients]) for e in found if e.type == "REJECT"] == [("REJECT", [])]


def test_events_take_the_nearest_place_and_time(parse: Parsing, knowledge: Knowledge) -> None:
    text = "Rebels shelled Varn on Monday, officials said in Osk on Friday."
    places = Places(place(name, text) for name in ("Varn", "Osk"))
    times = tuple(timex(name, text) for name in ("Monday", "Friday"))
    (found,) = read(parse, knowledge, text, places=places, times=times)
    assert (found.places, found.time) == (("Varn",), "Monday")


def place(name: str, text: str) -> Place:
    span = Span(text.index(name), text.index(name) + len(name))
    return Place(
        name, None, name, "city", None, None, None, None, None, "city", "mentioned", (Mention((span,), name, "name", "test", 1.0),)
    )


def timex(name: str, text: str) -> Timex:
    return Timex(name, "DATE", "2020-01-01", None, None, (), None, (Span(text.index(name), text.index(name) + len(name)),), "test", 1.0)


def test_events_we_inside_a_statement_is_the_government_of_the_speaker(parse: Parsing, knowledge: Knowledge) -> None:
    text = '"We bombed the depot," General Omdal said.'
    speaker = actor("General Omdal", Span(text.index("General"), len(text) - 6), speaks_for="RUV-GOV")
    content = Words((Span(1, text.index(",")),))
    said = Statement(
        "s1", ActorRef(speaker.id, speaker.mentions[0].spans), None, content, None, "direct", "assert", None, None, "test", 1.0
    )
    (found,) = read(parse, knowledge, text, Actors((speaker, actor("RUV-GOV"))), statements=(said,))
    assert ids(found.actors) == {"RUV-GOV"}


def test_events_an_offensive_put_off_is_a_second_event(parse: Parsing, knowledge: Knowledge) -> None:
    found = read(parse, knowledge, "Norlund put off a ground offensive.")
    assert [e.type for e in found] == ["CONCEDE", "ASSAULT"]


def test_events_governments_do_what_their_ministers_rule_out(parse: Parsing, knowledge: Knowledge) -> None:
    text = "Minister Omdal ruled out sending troops."
    minister = actor("Minister Omdal", Span(0, 14), speaks_for="RUV-GOV")
    people = Actors((replace(minister, kind="person"), actor("RUV-GOV")))
    said, sent = read(parse, knowledge, text, people)
    assert (said.type, ids(said.actors)) == ("REJECT", {"Minister Omdal"})
    assert (sent.type, ids(sent.actors)) == ("MOBILIZE", {"RUV-GOV"})


def test_events_a_definite_noun_goes_back_to_what_was_told(parse: Parsing, knowledge: Knowledge) -> None:
    text = "The Ruvan army carried out air strikes on the port. Norlund condemned the air strikes."
    army, norlund = actor("The Ruvan army", Span(0, 14)), actor("Norlund", Span(text.index("Norlund"), text.index("Norlund") + 7))
    found = read(parse, knowledge, text, Actors((army, norlund)))
    again = [e for e in found if e.type == "ASSAULT"][-1]
    (blame,) = [e for e in found if e.type == "ACCUSE"]
    assert ids(again.actors) == {"The Ruvan army"}
    assert (ids(blame.actors), ids(blame.recipients)) == ({"Norlund"}, {"The Ruvan army"})


@pytest.mark.parametrize("speaks_for", ["RUV-GOV", None])
def test_events_who_speaks_for_a_state_can_rule_out_intervening(parse: Parsing, knowledge: Knowledge, speaks_for: str | None) -> None:
    person = replace(actor("Omdal", Span(0, 5), speaks_for=speaks_for), kind="person")
    found = read(parse, knowledge, "Omdal ruled out intervening in Libya.", Actors((person,)))
    assert ("ASSAULT" in [e.type for e in found]) is (speaks_for is not None)


def test_events_a_document_does_no_deed(parse: Parsing, knowledge: Knowledge) -> None:
    text = "The communique appeared on Monday. It bombed the rebels."
    paper = replace(actor("paper", Span(0, 14), Span(text.index("It"), text.index("It") + 2)), kind="document")
    (found,) = [e for e in read(parse, knowledge, text, Actors((paper,))) if e.type == "ASSAULT"]
    assert found.actors == ()


def test_events_a_past_tense_behind_a_modal_belongs_to_the_speaker(parse: Parsing, knowledge: Knowledge) -> None:
    text = "A spokesman said the army would leave the town in May and accused Estavia of theft."
    spokesman = replace(actor("spokesman", Span(0, 11)), kind="person")
    army = actor("army", Span(text.index("the army"), text.index("the army") + 8))
    (found,) = [e for e in read(lambda t: repaired(parse(t)), knowledge, text, Actors((spokesman, army))) if e.type == "ACCUSE"]
    assert ids(found.actors) == {"spokesman"}


@pytest.mark.parametrize(
    ("text", "kind", "there"),
    [
        ("The foreign minister ruled out intervening in Estavia by force.", "ASSAULT", True),
        ("The prime minister wants to intervene militarily in Estavia.", "ASSAULT", True),
        ("The government is still fighting to come into being.", "ASSAULT", False),
        ("The rebels are fighting to retake the town.", "ASSAULT", True),
        ("The minister listed a figure, which he called no cause for boasting.", "REQUEST", False),
        ("The minister called for calm.", "REQUEST", True),
    ],
)
def test_events_frames_that_ask_for_more(parse: Parsing, knowledge: Knowledge, text: str, kind: str, there: bool) -> None:
    assert (kind in [e.type for e in read(parse, knowledge, text)]) is there


def test_events_nobody_takes_part(parse: Parsing, knowledge: Knowledge) -> None:
    (found,) = read(parse, knowledge, "Nobody attacked the depot.")
    assert found.actors == ()


@pytest.mark.parametrize(
    "text", ["Iranian protests spread to ten cities.", "Paris riots left 20 people wounded.", "The Chad protest ended at dusk."]
)
def test_events_a_state_before_a_protest_tells_where_it_is(pipeline: Pipeline, text: str) -> None:
    record = pipeline.record(from_text(f"Evening report\n\n3 March 2019\n\n{text}\n"))
    assert [event.actors for event in record.events if event.type == "PROTEST"] == [()]


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abc ,.\"'\n()Tthe attack killed US Iran and of by on 12-", max_size=160))
def test_events_answer_on_any_text(pipeline: Pipeline, text: str) -> None:
    """No text makes the stage fail, and every trigger lies in the text."""
    blocks = [Span(0, len(text))] if text.strip() else []
    parsed = pipeline.parser.parse(text, blocks)
    for found in events(parsed, Actors(()), Places(()), (), (), pipeline.knowledge):
        assert 0 <= found.first <= found.head < len(parsed) or found.head < found.last
        assert found.span == parsed.span(found.first, found.last)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Norlund pledged to rebuild the harbour.", ["AGREE", "AID"]),
        ("Norlund asked Estavia to lower the tariff.", ["REQUEST", "CONCEDE"]),
        ("Norlund denied having diverted the river of Estavia.", ["REJECT", "COERCE"]),
        ("Norlund uprooted the vines.", []),
        ("Norlund gave no reason.", []),
    ],
)
def test_events_common_words_count_where_others_speak_of_them(parse: Parsing, knowledge: Knowledge, text: str, kinds: list[str]) -> None:
    assert [e.type for e in read(parse, knowledge, text)] == kinds


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("Baku warned that it would leave if Armenian forces entered the town.", "ASSAULT", "forces"),
        ("Estavia has not responded to the plea.", "ASSAULT", "responded"),
        ("The plan aims to leave the two sides at war.", "ASSAULT", "war"),
        ("If the law is passed, we will be forced to resign.", "COERCE", "forced"),
        ("We will not wait for another year.", "CONCEDE", "wait"),
        ("The allies will continue to monitor developments there.", "COOPERATE", "monitor"),
    ],
)
def test_events_common_words_are_none_where_they_mean_something_else(pipeline: Pipeline, text: str, kind: str, word: str) -> None:
    found = pipeline.record(from_text(text)).events
    assert not [event for event in found if event.type == kind and word in event.trigger.spans[0].of(text).split()]


def test_events_a_government_that_is_called_for_does_not_found_itself(pipeline: Pipeline) -> None:
    record = pipeline.record(from_text("The minister called for a national unity government in Libya."))
    assert [event.actors for event in record.events if event.type == "AGREE"] == [()]


def test_events_states_whose_demonyms_share_a_noun_both_act(pipeline: Pipeline) -> None:
    record = pipeline.record(from_text("Croatian and Slovenian police patrolled the river on Monday."))
    (event,) = record.events
    assert [ref.actor for ref in event.actors] == ["HRV-COP", "SVN-COP"]


def test_events_an_official_described_and_named_is_the_named_one(pipeline: Pipeline) -> None:
    record = pipeline.record(from_text("Its minister of state for foreign affairs, Omar Sabri, warned Islamabad of a high price."))
    assert [ref.actor for ref in record.events[0].actors] == ["person/omar-sabri"]


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("Warsaw would impose sanctions if Minsk did not open the border.", "SANCTION", "BLR-GOV"),
        ("The United States might supply tanker aircraft if Paris asked for them.", "AID", "FRA-GOV"),
        ("Warsaw would impose sanctions if Berlin agreed.", "SANCTION", None),
    ],
)
def test_events_a_condition_tells_for_whom_the_threat_or_the_aid_is(pipeline: Pipeline, text: str, kind: str, wanted: str | None) -> None:
    (event,) = (each for each in pipeline.record(from_text(text)).events if each.type == kind)
    assert [ref.actor for ref in event.recipients] == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("The leaders of Russia, Ukraine and France agreed on a ceasefire.", ["RUS-GOV", "UKR-GOV", "FRA-GOV"]),
        ("Troops from Kenya and Uganda attacked the base.", ["KEN-MIL", "UGA-MIL"]),
    ],
)
def test_events_states_listed_behind_a_noun_all_act(pipeline: Pipeline, text: str, doers: list[str]) -> None:
    event = pipeline.record(from_text(text)).events[0]
    assert [ref.actor for ref in event.actors] == doers
    assert event.places == ()


def test_events_who_is_promised_aid_is_no_giver(pipeline: Pipeline) -> None:
    record = pipeline.record(from_text("Lima promised Quito emergency aid after the floods."))
    assert {(event.type, *(ref.actor for ref in (*event.actors, *event.recipients))) for event in record.events} == {
        ("AGREE", "PER-GOV", "ECU-GOV"),
        ("AID", "PER-GOV", "ECU-GOV"),
    }


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Talks between Dushanbe and Bishkek over the Isfara canal are to resume in Osh on Monday.", ["Osh"]),
        (
            "At Puerto Santander on Friday soldiers fired tear gas at a group of youths who threw stones from the bridge.",
            ["Puerto Santander"],
        ),
        ("Police in Lagos arrested a man who had bombed a church.", []),
    ],
)
def test_events_are_where_they_are_held_and_where_the_clause_above_is(pipeline: Pipeline, text: str, places: list[str]) -> None:
    record = pipeline.record(from_text(text))
    event = next(
        each for each in record.events if each.type == "CONSULT" or each.trigger.spans[0].of(text).split()[0] in ("threw", "bombed")
    )
    names = {place.id: place.name for place in record.places}
    assert [names[place] for place in event.places] == places


def test_events_a_town_before_a_meeting_is_where_it_is_held(pipeline: Pipeline) -> None:
    record = pipeline.record(from_text("Rome meeting ends without a deal\n\n2 February 2016\n\nROME - Ministers met on Tuesday.\n"))
    names = {place.id: place.name for place in record.places}
    event = record.events[0]
    assert (event.type, event.actors, [names[place] for place in event.places]) == ("CONSULT", (), ["Rome"])


def test_events_a_bare_purpose_of_violence_is_none(parse: Parsing, knowledge: Knowledge) -> None:
    assert "ASSAULT" not in {event.type for event in read(parse, knowledge, "They came to kill, the mayor said.")}
    assert "ASSAULT" in {event.type for event in read(parse, knowledge, "They came to kill the judge, the mayor said.")}
