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
    # who goes by a name, and whom he speaks for
    (
        "<m23>The M23 rebels</> held the road. <person/kofi-osei>A spokesman</> for <m23>the rebels</>, <person/kofi-osei>who</> calls "
        "<person/kofi-osei>himself</> <person/kofi-osei>Major Kofi Osei</>, said so."
    ),
    "<houthis>The Houthis</> lost the port. <houthis>They</> will not talk, <houthis>their</> <person/zaid-omar>spokesman Zaid Omar</> said.",
    # what a state is to others, told beside its name
    "<TUR-GOV>Turkey</>, once <TUR-GOV>Israel's closest ally</>, accused <ISR-GOV>Israel</> of lying.",
    "<OMN-GOV>Oman</>, <OMN-GOV>the only member</> of <gcc>the Gulf Cooperation Council</> outside the war, offered to host talks.",
    # a part of a group beside the group's name
    "<nusra-front>Fighters of the Nusra Front</>, <nusra-front>an al-Qaeda affiliate</>, fled.",
    # one word of a name told before
    "The <organisation/union-for-the-coast>Union for the Coast</> met. Kenya watched <organisation/union-for-the-coast>the union</>.",
    "In Kenya <organisation/democrats>the Democrats</> stayed away.",
    "In Berlin the <deu-cdu>Union</> won.",
    "The <organisation/brotherhood-of-the-reef>Brotherhood of the Reef</> spoke.",
    "Lebanon left <arab-league>the Arab League</>. <arab-league>The League</> did nothing.",
    "<oas>The Organization of American States</> met. Russian mercenaries landed. Brazil wrote to <oas>the organisation</>.",
    "<nato>The alliance</> sent no troops, and <INT-STOLTENBERG>NATO Secretary General Jens Stoltenberg</> said <nato>the alliance</> had none.",
    # the bodies of the state that does something
    "<PAK-LEG>Pakistan's parliament</> voted. Yemen burned. <PAK-LEG>The lawmakers</> urged <PAK-GOV>the government</> to stay out of Yemen.",
    "<BHR-COP>Police in Bahrain</> fired tear gas.",
    "Kenya voted for <VEN-MADURO>Nicolas Maduro</>. <VEN-MADURO>The president</> smiled.",
    # whose men
    "<SYR-ASSAD>President Bashar al-Assad</>'s <SYR-MIL>troops</> fled.",
    "<person/ali-keita>Colonel Ali Keita</> of <MLI-MIL>the Malian army</> spoke.",
    # pronouns
    "<islamic-state>Islamic State</> is losing ground, envoys of <FRA-GOV>France</> said.",
    "<TUR-GOV>Turkey</> warned <IRN-GOV>Tehran</> that <IRN-GOV>it</> would pay.",
    "<TUR-GOV>Turkey</> warned <CYP-GOV>Nicosia</> that <TUR-GOV>it</> would stop the ship.",
    "<FRA-GOV>Paris</> backed <MLI-GOV>the Malian government</> and <MLI-MIL>its army</>.",
    "<KEN-GOV>Kenya</> urged <UGA-GOV>Uganda</> to withdraw <UGA-GOV>its</> men.",
    "<KEN-GOV>Kenya</> met <UGA-GOV>Uganda</>, and <UGA-GOV>Uganda</> accused <KEN-GOV>it</> of lying.",
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


def test_actors_no_pronoun_of_a_reporting_verb_means_those_reported_on(read):
    actors = read("The militants are losing ground, they found.")
    assert [mention.text for actor in actors for mention in actor.mentions] == ["The militants"]


def test_actors_an_office_tells_more_than_a_rank(read):
    spokesman = read("French army spokesman Colonel Yves Martin spoke.").all[0]
    assert (spokesman.office.title, spokesman.speaks_for) == ("army spokesman", "FRA-MIL")


def test_actors_soldiers_hold_no_office(read):
    assert all(actor.office is None for actor in read("A third soldier died, and a contractor was wounded."))


@pytest.mark.parametrize("text", ["Syria joined the Chemical Weapons Convention.", "The rebels took the village of Barzeh."])
def test_actors_treaties_and_villages_are_none(read, text):
    assert not [actor for actor in read(text) if actor.kind == "organisation"]


def test_actors_a_rights_group_is_no_person(read):
    assert [(a.id, a.kind) for a in read("The rights group Foro Libre said so.")] == [("organisation/foro-libre", "organisation")]


def test_actors_nerve_agents_and_weekdays_are_none(read):
    assert [actor.id for actor in read("They moved nerve agents. On Friday warplanes came.")] == ["nominal/warplanes"]


def test_actors_the_organisation_in_a_title_is_one_beside_the_person(read):
    assert [actor.id for actor in read("NATO Secretary General Jens Stoltenberg left.")] == ["nato", "INT-STOLTENBERG"]


def test_actors_several_factions_are_not_the_one_named(read):
    actors = read("Hamas struck, and Oman urged the factions to talk.")
    assert [actor.id for actor in actors] == ["hamas", "OMN-GOV", "nominal/factions"]


@pytest.mark.parametrize(
    "text",
    [
        "The talks failed, according to <EGY-GOV>Cairo</>.",
        "Envoys took a message to <IRN-GOV>Tehran</> and raised the pressure on <SYR-GOV>Syria</>.",
        "Relations between <TUR-GOV>Ankara</> and <GRC-GOV>Athens</> are tense.",
        "The movement accepts no conditions from <ISR-GOV>Israel</>.",
        "<RUS-GOV>Moscow</> has lent <VEN-GOV>Caracas</> billions of dollars.",
    ],
)
def test_actors_states_to_whom_something_is_said_or_given_act(read, text):
    test_actors_words_mean_the_actor(read, text)


def test_actors_heads_of_state_and_government_are_no_government(read):
    record = read("The heads of state and government of the African Union met in Accra. They condemned the coup.")
    (union,) = [actor for actor in record if actor.id == "au"]
    assert [mention.text for mention in union.mentions] == ["The heads of state and government of the African Union", "They"]
    assert not [actor.id for actor in record if actor.kind == "government"]


def test_actors_a_minister_without_a_state_speaks_for_the_one_in_whose_capital_he_speaks(read):
    text = "Uganda wrote to Kenya. Ghana sent troops. Justice Minister Ama Okello repeated in Kampala that it would not answer."
    minister = next(actor for actor in read(text) if actor.name == "Ama Okello")
    assert minister.speaks_for == "UGA-GOV"


def test_actors_a_former_minister_speaks_for_no_government(read):
    text = "Uganda signed. Ugandan former justice minister Ama Okello condemned it."
    minister = next(actor for actor in read(text) if actor.name == "Ama Okello")
    assert minister.speaks_for is None
