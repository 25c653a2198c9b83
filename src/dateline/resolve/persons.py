"""Persons: full names, surnames, offices and their holders on the day of the article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.extract.titles import rank
from dateline.knowledge.offices import Holder
from dateline.knowledge.phrases import fold
from dateline.model.actor import ActorMention, Office
from dateline.model.parse import Parse
from dateline.resolve.identities import Identity, Scene, slug
from dateline.resolve.leaders import for_no_state, owned, serves
from dateline.resolve.organisations import own_short_names

NAMING = re.compile(  # what stands between a description and the name that it goes by
    r",? ?(?:(?:who|that) )?(?:only )?(?:calls|called|calling|identified|identifying|introduced|introducing|named|known|goes|went|going|"
    r"gave|gives|giving|using|uses|used)(?: (?:him|her|them)(?:self|selves))?(?: (?:his|her|a|the))?(?: (?:nom de guerre|war|first|full))?"
    r"(?: (?:by|name|nickname|alias|pseudonym|of|as|only|just|the))*"
)
UNKNOWN_BODY = "person with title of an unknown body"  # the extractor's rule for "Front coordinator ..."
IGNORED = frozenset("mr mr. mrs mrs. ms ms. miss dr dr. sir lord lady dame jr jr. sr sr. ii iii iv".split())
INDEFINITE = frozenset("a an another one former ex".split())
PAST = frozenset("former ex late deposed ousted exiled toppled one-time onetime erstwhile".split())
NEAR = 90  # tokens back in which the state that an unowned title belongs to is looked for
DOING = frozenset({"nsubj", "agent", "poss", "appos"})
SPEAKING = frozenset({"nsubj", "nsubjpass", "agent"})
RANKED = ("head-of-state", "head-of-government", "foreign", "defence", "interior", "other")
SPOKEN_FOR = ("spokes", "ambassador", "envoy", "leader", "chief", "head", "secretary", "minister", "president", "representative", "premier")


@dataclass(slots=True)
class Person:
    """One person while his mentions are gathered."""

    words: tuple[str, ...]
    name: str
    numbers: list[int] = field(default_factory=list)
    holders: tuple[Holder, ...] = ()
    title: str | None = None
    country: str | None = None
    affiliation: str | None = None
    sector: str | None = None
    elsewhere: bool = False

    def learn(self, mention: ActorMention) -> None:
        """Take over what a mention says about him: the first title, state and organisation win."""
        if self.title is None or (mention.title is not None and rank(self.title)):
            self.title = mention.title or self.title
        if self.country is None and self.affiliation is None:
            self.country, self.affiliation = mention.country, mention.affiliation
        against = (mention.sector or "").startswith("REB") and self.affiliation is None  # "General ..., head of the rebels' council"
        self.sector = mention.sector if against else self.sector or mention.sector
        self.elsewhere = self.elsewhere or mention.rule == UNKNOWN_BODY


def persons(scene: Scene, main: str | None) -> dict[int, Identity]:
    """The identities of the mentions that name persons, and of the nominals beside or instead of their names.

    main: the state that the article is about, for officials whose state is told nowhere.
    """
    beside = appositions(scene)
    people = _gathered(scene, beside)
    found: dict[int, Identity] = {}
    for person in people:
        if _doubtful(scene, person):
            continue
        identity = _identity(person, scene, main)
        for number in person.numbers:
            found[number] = identity
    for number, mention in enumerate(scene.mentions):
        if number not in found and mention.form == "nominal" and mention.kind == "person" and not mention.plural:
            holder = held_office(scene, mention, mention.country)
            if holder is not None:
                found[number] = holder
    return found


def _doubtful(scene: Scene, person: Person) -> bool:
    """Whether one word, named once, of no known holder and without a title, does nothing: the recogniser's slip more often than not."""
    if len(person.numbers) > 1 or len(person.words) > 1 or person.holders or person.title is not None:
        return False
    return scene.parse.deps[scene.mentions[person.numbers[0]].head] not in DOING


def name_words(name: str) -> tuple[str, ...]:
    """The words of a person's name as they are compared: folded, small, without honorifics and suffixes."""
    words = fold(name).replace("-", " ").lower().split()
    return tuple(word for word in words if word not in IGNORED and word != "al") or tuple(words)


def appositions(scene: Scene) -> dict[int, int]:
    """From the number of a nominal to that of the person's name beside it ("Maria Rossi, the foreign minister,")."""
    parse, found = scene.parse, {}
    ahead = {mention.first: number for number, mention in enumerate(scene.mentions) if _is_name(mention)}
    behind = {mention.last: number for number, mention in enumerate(scene.mentions) if _is_name(mention)}
    heads = {mention.head: number for number, mention in enumerate(scene.mentions) if _is_name(mention)}
    for number, mention in enumerate(scene.mentions):
        if mention.form != "nominal" or mention.kind != "person" or mention.plural:
            continue
        comma = mention.first > 0 and parse.words[mention.first - 1] == ","
        says = parse.deps[mention.head] == "nsubj" and parse.pos[min(mention.last, len(parse) - 1)] in ("VERB", "AUX")
        if comma and mention.first - 1 in behind and not says:
            found[number] = behind[mention.first - 1]
            continue
        above = parse.heads[mention.head]
        if parse.deps[mention.head] == "appos" and above in heads:
            found[number] = heads[above]
            continue
        follower = next((c for c in parse.children[mention.head] if parse.deps[c] == "appos" and c in heads), None)
        if follower is not None:
            found[number] = heads[follower]
        elif (mention.title and (name := _behind_comma(parse, mention, ahead)) is not None) or (name := _called(scene, number)) is not None:
            found[number] = name
    return found


def spoken_for(scene: Scene, number: int) -> int | None:
    """The number of the description of those for whom a spokesman speaks ("a spokesman for the group"), or None."""
    mention, parse = scene.mentions[number], scene.parse
    told = mention.title is not None and any(word in mention.title.lower() for word in ("spokes", "leader", "commander", "envoy"))
    if not told or mention.country or mention.affiliation or parse.lowers[mention.last : mention.last + 1] not in (("for",), ("of",)):
        return None
    after = (n for n in range(number + 1, min(len(scene.mentions), number + 3)) if scene.mentions[n].first <= mention.last + 2)
    return next(
        (n for n in after if parse.lowers[scene.mentions[n].first] in ("the", "this", "that") or scene.mentions[n].form != "nominal"), None
    )


def _called(scene: Scene, number: int) -> int | None:
    """The name by which one described goes: "a rebel spokesman, who calls himself Major Kofi Osei"."""
    mention, parse = scene.mentions[number], scene.parse
    for other in range(number + 1, min(len(scene.mentions), number + 6)):
        named = scene.mentions[other]
        if named.first - mention.last > 12:
            return None
        if _is_name(named) and named.first > mention.last:
            return other if NAMING.fullmatch(_between(parse, mention.last, named.first)) is not None else None
    return None


def _between(parse: Parse, first: int, last: int) -> str:
    """The words between two mentions; what a description says of whom or what it belongs to left out."""
    while (
        first < last and parse.words[first] != "," and parse.lowers[first] not in ("who", "that", "calling", "identified", "known", "named")
    ):
        first += 1
    return parse.phrase(first, last).lower()


def _behind_comma(parse: Parse, mention: ActorMention, ahead: Mapping[int, int]) -> int | None:
    """The name behind the comma that closes a title and its charge ("a spokesman for the junta, Colonel Ola Berg,")."""
    end = mention.last
    if end < len(parse) and parse.lowers[end] in ("for", "of", "at", "in", "to"):
        limit = min(len(parse), end + 9)
        while end < limit and parse.words[end] != "," and parse.pos[end] not in ("VERB", "AUX", "PUNCT"):
            end += 1
    if end + 1 < len(parse) and parse.words[end] == ",":
        return ahead.get(end + 1)
    return None


def _is_name(mention: ActorMention) -> bool:
    return mention.kind == "person" and mention.form == "name"


def _gathered(scene: Scene, beside: Mapping[int, int]) -> list[Person]:
    """The persons named, those in full first, so that a surname in the headline finds its owner in the text."""
    people: list[Person] = []
    named = [(number, name_words(mention.name)) for number, mention in enumerate(scene.mentions) if _is_name(mention) and mention.name]
    for number, words in sorted(named, key=lambda pair: (len(pair[1]) < 2, pair[0])):
        mention = scene.mentions[number]
        person = _matching(people, words, number)
        if person is None:
            person = Person(words, mention.name or "")
            people.append(person)
        person.numbers.append(number)
        person.learn(mention)
        if not person.holders and (len(words) > 1 or len(person.words) == 1):
            person.holders = _holders(scene, mention, words)
    owner = {number: person for person in people for number in person.numbers}
    for nominal, name in beside.items():
        owner[name].learn(scene.mentions[nominal])
        owner[name].elsewhere |= _serves_others(scene, nominal)
        owner[name].numbers.append(nominal)
    return people


def _serves_others(scene: Scene, nominal: int) -> bool:
    """Whether a description tells that somebody leads or speaks for a body that it does not say to be a state's or a known one's."""
    mention = scene.mentions[nominal]
    if mention.country is not None or mention.affiliation is not None or not serves(mention):
        return False
    return owned(scene, mention) or spoken_for(scene, nominal) is not None


def _matching(people: list[Person], words: tuple[str, ...], number: int) -> Person | None:
    """The person already gathered whom the words name, the nearest before the mention if several."""
    fitting = [person for person in people if _same(person.words, words)]
    if not fitting:
        return None
    before = [person for person in fitting if any(other < number for other in person.numbers)]
    return max(before, key=lambda person: max(n for n in person.numbers if n < number), default=fitting[0])


def _same(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether two names may be one person's: equal, one the surname or a part of the other, or initials that agree."""
    if known == words:
        return True
    if not known or not words:
        return False
    if len(words) == 1:
        return words[0] == known[-1] or (len(known) > 1 and words[0] == known[0] and len(words[0]) > 2)
    if len(known) == 1 or known[-1] != words[-1]:
        return False
    shorter, longer = sorted((known[:-1], words[:-1]), key=len)
    return all(any(part == other or part.rstrip(".") == other[:1] for other in longer) for part in shorter)


def _holders(scene: Scene, mention: ActorMention, words: tuple[str, ...]) -> tuple[Holder, ...]:
    """The terms in office of the one known person whom a mention names, if there is such a one."""
    offices = scene.knowledge.offices
    ids = list(mention.candidates)
    if not ids and mention.name:
        ids = list(dict.fromkeys(holder.id for holder in offices.holders_named(mention.name)))
    if not ids and len(words) == 1:
        ids = _by_surname(scene, mention, words[0])
    fitting = [one for one in ids if mention.country is None or any(h.country == mention.country for h in offices.get(one))]
    return offices.get(_likeliest(scene, fitting)) if fitting else ()


def _by_surname(scene: Scene, mention: ActorMention, surname: str) -> list[str]:
    """The ids of those who may be meant by a surname alone: holders of leading offices on the day, or of the title named."""
    held = scene.knowledge.offices.holders_by_surname(surname, scene.day)
    title = scene.knowledge.offices.title(mention.title) if mention.title else None
    if title is not None and title.level != "other":
        held = tuple(holder for holder in held if holder.level == title.level)
    elif mention.title is None and mention.country is None:
        held = tuple(holder for holder in held if holder.level in RANKED[:3])
    ids = list(dict.fromkeys(holder.id for holder in held))
    return ids if len(ids) == 1 or mention.country is not None else []


def _likeliest(scene: Scene, ids: list[str]) -> str:
    """The one in office on the day, in the highest office; else the one who left office last."""

    def rank(one: str) -> tuple[bool, int, str]:
        terms = scene.knowledge.offices.get(one)
        held = [term for term in terms if term.held_on(scene.day)]
        return (not held, min(RANKED.index(term.level) for term in held or terms), one)

    return min(ids, key=rank)


def _identity(person: Person, scene: Scene, main: str | None) -> Identity:
    if person.holders:
        return _held(person.holders[0], person.holders, scene.day, person)
    title = scene.knowledge.offices.title(person.title) if person.title else None
    entry = scene.knowledge.actors.get(person.affiliation) if person.affiliation else None
    country = person.country or (title.country if title is not None else None) or (entry.country if entry is not None else None)
    spokesman = person.title is not None and "spokes" in person.title.lower()
    official = (person.sector or ("GOV" if spokesman else "")).startswith(("GOV", "MIL", "COP", "SPY", "LEG", "OPP", "PTY", "JUD"))
    unowned = person.title is not None and official and not person.elsewhere and not for_no_state(scene, person.numbers)
    if country is None and entry is None and unowned:
        at_home = title is None or title.level in ("interior", "other")  # foreign ministers and heads speak abroad
        country = (_seat(scene, person) if at_home else None) or state_before(scene, min(person.numbers)) or main
        if title is not None and main is not None and country != main and _taken(scene, country, title.level):
            country = main
    code = _code(country, person.sector, entry.code if entry is not None and entry.kind != "party" else None)
    office = Office(person.title, country if entry is None or entry.country else entry.id) if person.title else None
    body = {"GOV": "GOV", "MIL": "MIL"}.get((person.sector or "GOV")[:3])
    speaks = person.affiliation if entry is not None else f"{country}-{body}" if country and body else None
    if person.elsewhere or (person.title is not None and _past(scene, person)):
        speaks = None
    fights = entry is not None and entry.kind == "armed-group"  # whoever has a rank in a group speaks for it
    if speaks is not None and not fights and not (person.title and any(word in person.title.lower() for word in SPOKEN_FOR)):
        speaks = None
    return Identity(f"person/{slug(person.name)}", person.name, "person", code, country, office, speaks)


def _past(scene: Scene, person: Person) -> bool:
    """Whether he held the office that he is called by earlier: "former justice minister"; a minister who is a former general holds his."""
    named = [scene.mentions[number] for number in person.numbers if scene.mentions[number].title == person.title]
    return any(scene.parse.lowers[token] in PAST for mention in named for token in range(mention.first, mention.head))


def _seat(scene: Scene, person: Person) -> str | None:
    """The state told before in whose capital or seat of government he says or does something: "the justice minister said in Abidjan"."""
    parse = scene.parse
    for number in person.numbers:
        head = scene.mentions[number].head
        if parse.deps[head] not in SPEAKING:
            continue
        for where in parse.children[parse.heads[head]]:
            town = parse.child(where, "pobj") if parse.lowers[where] == "in" else None
            named = scene.knowledge.actors.named(parse.words[town]) if town is not None else ()
            seat = named[0][0] if named and named[0][0].kind == "government" and named[0][1].form == "place-name" else None
            before = parse.text[: scene.mentions[number].span.start]
            if seat is not None and any(alias.text in before for alias in seat.aliases if alias.form != "place-name"):
                return seat.country
    return None


def _taken(scene: Scene, country: str | None, level: str) -> bool:
    """Whether someone else is known to hold that office of that state on the day."""
    return country is not None and level != "other" and scene.knowledge.offices.holder_of(country, level, scene.day) is not None


def state_before(scene: Scene, number: int, parts: frozenset[str] | None = SPEAKING) -> str | None:
    """The state of the last government or official mentioned before, within a few sentences.

    parts: what it must be in its main clause; None for anything anywhere.
    """
    here, parse = scene.mentions[number].first, scene.parse
    own = {told for told, _ in own_short_names(scene)}
    for other in range(number - 1, -1, -1):
        mention = scene.mentions[other]
        if here - mention.last > NEAR:
            return None
        official = mention.kind in ("government", "armed-force", "parliament") or (
            mention.kind == "person" and (mention.sector or "").startswith("GOV")
        )
        if not official or mention.country is None or mention.name in own:
            continue
        verb = parse.heads[mention.head]
        main = parse.deps[verb] in ("ROOT", "conj") or (parse.deps[verb] == "ccomp" and parse.heads[verb] > verb)
        if parts is None or (parse.deps[mention.head] in parts and main) or parse.deps[mention.head] == "poss":
            return mention.country
    return None


def _code(country: str | None, sector: str | None, of_affiliation: str | None) -> str | None:
    if of_affiliation:
        return of_affiliation
    return f"{country}{sector or 'GOV'}" if country else None


def _held(holder: Holder, terms: tuple[Holder, ...], day: str, told: Person | None) -> Identity:
    """The identity of a known person, with the office that the text gives him, else the one he holds on the day or held last."""
    held = [term for term in terms if term.held_on(day)]
    past = [term for term in terms if term.begin is None or term.begin <= day]
    titled = [term for term in held or past[-1:] if told is None or told.title is None or _alike(told.title, term.title)]
    term = (sorted(titled, key=lambda t: RANKED.index(t.level)) or held or past[-1:] or list(terms[:1]))[0]
    if told is not None and told.title is not None and not titled:
        country = told.country or (None if told.affiliation else term.country)
        office = Office(told.title, country or told.affiliation)
        ruling = (told.sector or "GOV").startswith(("GOV", "MIL"))
        speaks = told.affiliation or (f"{country}-GOV" if ruling and any(word in told.title.lower() for word in SPOKEN_FOR) else None)
        code = f"{term.country}{told.sector or term.sector}" if term.country else term.code
        return Identity(holder.id, term.name, "person", code, term.country, office, speaks, known=True)
    if term not in held and term not in past:  # known for an office that he takes later
        return Identity(holder.id, term.name, "person", f"{term.country}ELI" if term.country else None, term.country, known=True)
    title = told.title if titled and told is not None and told.title and " " in told.title else term.title
    office = Office(title, term.country, term.begin, term.until)
    governs = f"{term.country}-GOV" if term.country and len(term.country) == 3 and term.sector.startswith("GOV") else None
    speaks = term.speaks_for or governs if term in held else None
    return Identity(holder.id, term.name, "person", term.code, term.country, office, speaks, known=True)


def _alike(told: str, known: str) -> bool:
    """Whether a title told may be the known one: one holds the other's words, spelling of "defense" aside."""
    a, b = (set(title.lower().replace("defense", "defence").replace("-", " ").split()) for title in (told, known))
    return a <= b or b <= a


def held_office(scene: Scene, mention: ActorMention, country: str | None) -> Identity | None:
    """Who holds the office that a nominal names on the article's day ("the Italian foreign minister"), if it is known."""
    if mention.title is None or country is None or mention.affiliation is not None:
        return None
    if any(scene.parse.lowers[token] in INDEFINITE for token in range(mention.first, mention.head)):
        return None
    title = scene.knowledge.offices.title(mention.title)
    if title is None or title.level == "other":
        return None
    holder = scene.knowledge.offices.holder_of(country, title.level, scene.day)
    if holder is not None and not _alike(mention.title, holder.title):  # the president where a supreme leader is the head of state
        others = (other for level in RANKED[:2] for other in scene.knowledge.offices.holders_of(country, level) if other.held_on(scene.day))
        holder = next((other for other in others if _alike(mention.title, other.title)), holder)
    return _held(holder, scene.knowledge.offices.get(holder.id), scene.day, None) if holder is not None else None
