"""Who the actors of a text are. ``<id>words</>`` says that the words must mean the actor of that id."""

from __future__ import annotations

import re

import pytest

from dateline import extract, resolve
from dateline.evaluate.tasks.articles import article_of
from dateline.model.span import Span

MARK = re.compile(r"<([^/>][^>]*)>(.*?)</>")


def unmarked(marked):
    """The text without its marks, and for each mark its span and id."""
    text, wanted, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        wanted.append((Span(len(text), len(text) + len(match[2])), match[1]))
        text, at = text + match[2], match.end()
    return text + marked[at:], wanted


@pytest.fixture
def read(parse, knowledge):
    def actors(text, published="2016-05-02"):
        article, parsed = article_of(text, published), parse(text)
        mentions = extract.actors(parsed, extract.places(parsed, knowledge), knowledge)
        return resolve.actors(mentions, parsed, article, knowledge)

    return actors


TEXTS = [
    # names and short names
    "<islamic-state>ISIL</> lost the town. <islamic-state>Islamic State fighters</> fled, and <islamic-state>the group</> said nothing.",
    "<KEN-GOV>Nairobi</> vowed to help. <KEN-GOV>Kenya</> sent a ship.",
    "<nato>NATO envoys</> met. <nato>The alliance</> agreed.",
    # a state, its army and its parliament are three
    "<ITA-GOV>Italy</> sent <ITA-MIL>Italian troops</>, said <ITA-GOV>the Italian government</>.",
    "<UKR-MIL>The Ukrainian army</> shelled the road. <UKR-MIL>The army</> denied it.",
    # persons: the surname, the pronoun and the description lead to the full name
    "<person/grace-wanjiku>Kenyan Trade Minister Grace Wanjiku</> spoke. <person/grace-wanjiku>Wanjiku</> said <person/grace-wanjiku>she</> was glad.",
    "<person/ola-berg>Ola Berg</>, <person/ola-berg>a spokesman</> for the Norwegian navy, declined.",
    "<person/ola-berg>Berg</> quits\nThe general <person/ola-berg>Ola Berg</> left on Friday.",
    # what is theirs
    "<KEN-GOV>Kenya</> said that <KEN-MIL>its army</> had left.",
    "<KEN-GOV>Kenya</> left. <KEN-MIL>Its troops</> stayed.",
    # bodies told without their state: that of the article
    "Kenya's president spoke in Nairobi. <KEN-GOV>The government</> waited, and <KEN-MIL>the army</> moved.",
    "<PRK-GOV>North Korea</> fired a rocket. Seoul did not want to provoke <PRK-GOV>the North</>.",
    # what describes a group beside its name
    "<al-shabab>Al-Shabaab</> struck. <al-shabab>The militants</> fled.",
    "<nato>NATO</>, <nato>the alliance</>, agreed.",
    "<UGA-MIL>Ugandan</> and <BDI-MIL>Burundian soldiers</> left.",
    (
        "<organisation/national-front-for-the-defence-of-the-constitution>The National Front for the Defence of the Constitution</> (FNDC), "
        "an alliance of parties, spoke. The <organisation/national-front-for-the-defence-of-the-constitution>FNDC</> denied it."
    ),
    # who acts in the noun of an event
    "<TUR-GOV>Turkish</> air strikes hit the town.",
    # speakers' own voice
    '"<KEN-GOV>We</> will not wait," said <person/grace-wanjiku>Kenyan Foreign Minister Grace Wanjiku</>.',
]


@pytest.mark.parametrize("marked", TEXTS)
def test_actors_words_mean_the_actor(read, marked):
    text, wanted = unmarked(marked)
    actors = read(text)
    assert [(text[span.start : span.end], found[1].id if (found := actors.at(span)) else None) for span, _ in wanted] == [
        (text[span.start : span.end], one) for span, one in wanted
    ]


def test_actors_an_office_means_its_holder_on_the_day(read):
    before, after = read("The US president spoke.", "2016-05-02"), read("The US president spoke.", "2018-05-02")
    assert [actor.name for actor in before] != [actor.name for actor in after]
    assert all(actor.known for actor in (*before, *after))


def test_actors_a_person_and_his_government_are_two(read):
    actors = read("Kenyan Foreign Minister Grace Wanjiku said Kenya would wait.")
    assert {(actor.id, actor.code, actor.speaks_for) for actor in actors} == {
        ("person/grace-wanjiku", "KENGOV", "KEN-GOV"),
        ("KEN-GOV", "KENGOV", None),
    }


def test_actors_a_rebel_spokesman_speaks_for_the_rebels(read):
    actors = read('The rebels withdrew. "We are tired," said Ola Berg, a rebel spokesman.')
    berg = next(actor for actor in actors if actor.name == "Ola Berg")
    rebels = actors.get(berg.speaks_for)
    assert rebels is not None
    assert [mention.text for mention in rebels.mentions] == ["The rebels", "We"]


def test_actors_the_place_of_the_dateline_is_none(pipeline):
    record = pipeline.read(b"Storm closes port\n\nNAIROBI, May 2 (Reuters) - Heavy rain closed the port on Monday.\n")
    assert not [actor for actor in record.actors if actor.country == "KEN"]


def test_actors_a_state_where_something_happens_is_none(read):
    assert not [actor for actor in read("Heavy rain fell in Kenya on Monday.") if actor.country == "KEN"]


def test_actors_a_statement_speaks_for_its_authors(read):
    actors = read("NATO envoys condemned the raid in a statement. The statement said talks would go on.")
    assert [actor.speaks_for for actor in actors if actor.kind == "document"] == ["nato"]


def test_actors_unnamed_forces_get_an_id_of_their_own(read):
    actors = read("Local forces took the village.")
    assert [(actor.id, actor.kind, actor.known) for actor in actors] == [("nominal/local-forces", "armed-force", False)]


def test_actors_of_an_unrelated_paragraph_change_nothing_before_it(read):
    text = "Kenya sent its army. Grace Wanjiku said she was glad."
    alone = {(m.text, actor.id) for actor in read(text) for m in actor.mentions}
    longer = {(m.text, actor.id) for actor in read(text + "\nRain fell on the coast.") for m in actor.mentions}
    assert alone == longer
