"""Whom a description means: "the extremist group", "the rebels", "the 23 countries", "the minister"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dateline.extract.recognised import POSSESSIVES
from dateline.extract.role_nouns import BESIDE
from dateline.knowledge.actors import ActorEntry
from dateline.model.actor import ActorKind, ActorMention, Office
from dateline.model.parse import Parse
from dateline.resolve.bodies import body, main_state
from dateline.resolve.identities import Identity, Scene, of_entry, sectored, slug
from dateline.resolve.persons import held_office, state_before
from dateline.resolve.speakers import speakers
from dateline.resolve.spokesmen import LED, members_of, spokesmen

DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "such"})
DETERMINERS = DEFINITE | frozenset(
    "a an some several many most few no any every each all other another more additional its their his her our my your whose".split()
)
GROUPS: frozenset[ActorKind] = frozenset({"armed-group", "organisation", "party", "company"})
REBELS = frozenset({"REB", "UAF", "CRM"})
GENERAL = frozenset("group organisation organization movement militia outfit network militants faction".split())
JOINT = frozenset("coalition alliance allies bloc countries nations states members partners powers capitals".split())
BEFORE_EVENT = "role before an event"  # the extractor's rule for "rebel attacks": all rebels
MEMBERS = frozenset("nation nations country countries state states member members allies ally partners".split())
RULING = frozenset("government administration cabinet regime office".split())
SEVERAL = frozenset("factions groups movements organisations organizations networks outfits parties sides gangs agencies".split())
OFFICIALS = frozenset(
    "official spokesman spokeswoman spokesperson commander leader envoy negotiator source head chief director coordinator representative "
    "secretary commissioner chairman chairwoman delegate".split()
)
FEWEST = 5  # a group of fewer members is not known by their number
LEADING = 2  # blocks at the top of an article (headline, standfirst) that may name things before they are introduced
REACH = 400  # tokens back that a description reaches


@dataclass(frozen=True, slots=True)
class Earlier:
    """A mention already resolved: where it stands and who it is."""

    mention: ActorMention
    identity: Identity


def described(scene: Scene, named: Mapping[int, Identity]) -> dict[int, Identity]:
    """The identities of all mentions but pronouns: those named, and the descriptions bound to them or standing alone."""
    found = dict(named)
    earlier: list[Earlier] = []
    counts, main = _counts(scene, named), main_state(scene, named)
    said_by = speakers(scene.parse, {scene.mentions[number].head: number for number in named})
    for number, mention in enumerate(scene.mentions):
        identity = found.get(number)
        if mention.form == "nominal" and identity is not None and not identity.known:
            identity = found[number] = _beside(scene, number, found) or identity
        if mention.rule == BESIDE:
            identity = _of_head(scene, mention, found)
            if identity is not None:
                found[number] = identity
        elif identity is None and mention.form == "nominal":
            identity = _beside(scene, number, found) or _led(scene, number, found) or body(scene, number, found, main, said_by)
            identity = identity or _bound(scene, mention, earlier, counts, named) or _in_office(scene, number, main) or own(scene, mention)
            found[number] = identity
        if identity is not None:
            earlier.extend(Earlier(mention, one) for one in (_body_of(scene, mention), identity) if one is not None)
            if identity.known and identity.kind == "coalition":
                counts.update({count: identity for count in _members(scene, identity) if count not in counts})
    return spokesmen(scene, _delegates(scene, members_of(scene, _headlines(scene, found))))


def _body_of(scene: Scene, mention: ActorMention) -> Identity | None:
    """The organisation or group named in a person's title, which later words may mean ("the alliance")."""
    entry = scene.knowledge.actors.get(mention.affiliation) if mention.affiliation and mention.kind == "person" else None
    return of_entry(entry) if entry is not None and entry.kind in ("organisation", "coalition", "armed-group", "party") else None


def _led(scene: Scene, number: int, found: Mapping[int, Identity]) -> Identity | None:
    """Whose "Assad's troops" or "fighters loyal to Haftar" are: the force or group of the one named; none where he has none known."""
    mention, parse = scene.mentions[number], scene.parse
    rules = parse.lowers[mention.head] in RULING
    if parse.lowers[mention.head] not in LED and not rules:
        return None
    if not rules and not mention.plural and parse.lowers[mention.head] != "army":
        return None
    owner: Identity | None = None
    if number and parse.words[mention.first - 1] in POSSESSIVES and scene.mentions[number - 1].last == mention.first - 1:
        owner = found.get(number - 1)
    elif parse.lowers[mention.last : mention.last + 2] in (("loyal", "to"), ("faithful", "to")):
        after = (n for n in range(number + 1, min(len(scene.mentions), number + 3)) if scene.mentions[n].first <= mention.last + 3)
        owner = next((found[n] for n in after if n in found), None)
        if owner is not None and (owner.code or "")[3:6] != "GOV":  # a warlord's men are no army of the state
            entry = scene.knowledge.actors.get(owner.speaks_for or owner.id)
            name = f"{parse.lowers[mention.head]} loyal to {owner.name}"
            return of_entry(entry) if entry is not None else replace(own(scene, mention), id=f"nominal/{slug(name)}", name=name)
    if owner is not None and rules:
        return sectored(owner.country, "GOV", "", scene.knowledge) if owner.country and (owner.code or "")[3:6] == "GOV" else None
    return force_of(scene, owner, parse.lowers[mention.head]) if owner is not None else None


def force_of(scene: Scene, owner: Identity, head: str) -> Identity | None:
    """The armed group or force that someone leads or a state has."""
    entry = scene.knowledge.actors.get(owner.speaks_for or owner.id)
    if entry is not None and entry.kind in ("armed-group", "armed-force"):
        return of_entry(entry)
    military = (owner.code or "")[3:6] in ("GOV", "MIL") and head not in ("fighters", "militias", "militants", "followers")
    return sectored(owner.country, "MIL", "", scene.knowledge) if military and owner.country is not None else None


def _of_head(scene: Scene, mention: ActorMention, found: Mapping[int, Identity]) -> Identity | None:
    """The actor whose name's head the description hangs on."""
    parse = scene.parse
    above = parse.heads[mention.head] if parse.deps[mention.head] == "appos" else parse.sentence(mention.first).first
    return next((identity for n, identity in found.items() if scene.mentions[n].first <= above < scene.mentions[n].last), None)


def _beside(scene: Scene, number: int, found: Mapping[int, Identity]) -> Identity | None:
    """The group or state that an apposition describes ("IGAD, the eight-nation bloc", "a rebel group, the Front")."""
    mention, parse = scene.mentions[number], scene.parse
    if mention.plural:
        return None
    others: Iterable[int] = ()
    if parse.deps[mention.head] == "appos" and mention.first and parse.words[mention.first - 1] == ",":
        others = (n for n in range(number - 1, max(-1, number - 4), -1) if scene.mentions[n].last == mention.first - 1)
    elif mention.last < len(parse) and parse.words[mention.last] == ",":
        heads = [child for child in parse.children[mention.head] if parse.deps[child] == "appos"]
        others = (n for n in range(number + 1, min(len(scene.mentions), number + 4)) if scene.mentions[n].head in heads)
    other = next((n for n in others if mention.kind != "person" or _syntactic(parse, mention, scene.mentions[n])), None)
    identity = found.get(other) if other is not None else None
    if identity is not None and other is not None and scene.mentions[other].plural and identity.kind != "armed-group":
        return None
    if identity is None or identity.kind in ("population", "document"):
        return None
    return identity if identity.kind != "person" or mention.kind == "person" else None


def _syntactic(parse: Parse, one: ActorMention, other: ActorMention) -> bool:
    """Whether the head of one of two mentions hangs directly under a word of the other."""
    return other.first <= parse.heads[one.head] < other.last or one.first <= parse.heads[other.head] < one.last


def _in_office(scene: Scene, number: int, main: str | None) -> Identity | None:
    """The holder of an office named without its state ("the prime minister"): that of the state spoken of just before."""
    mention = scene.mentions[number]
    if mention.kind != "person" or mention.plural or not _definite(scene, mention):
        return None
    return held_office(scene, mention, state_before(scene, number) or main)


def _counts(scene: Scene, named: Mapping[int, Identity]) -> dict[str, Identity]:
    """Which group has how many members, by the text ("the Contact Group of 15 nations") or by knowledge ("28 allies")."""
    counts: dict[str, Identity] = {}
    for number, identity in named.items():
        if identity.kind not in ("coalition", "organisation"):
            continue
        mention = scene.mentions[number]
        for count in (*_told(scene, mention.first, mention.last + 5), *_members(scene, identity)):
            counts.setdefault(count, identity)
    return counts


def _members(scene: Scene, identity: Identity) -> Iterable[str]:
    entry = scene.knowledge.actors.get(identity.id)
    members = entry.members_on(scene.day) if entry is not None else ()
    return (str(len(members)),) if len(members) > FEWEST else ()


def _headlines(scene: Scene, found: dict[int, Identity]) -> dict[int, Identity]:
    """The same, where a description in the headline means what the same words mean in the body."""
    meant: dict[str, Identity] = {}
    for number, identity in found.items():
        mention = scene.mentions[number]
        if mention.form == "nominal" and not identity.id.startswith("nominal/"):
            meant.setdefault(description(scene, mention), identity)
    for number, identity in found.items():
        mention = scene.mentions[number]
        bare = mention.sector in REBELS and not _number(scene, mention)  # "rebels say" after "the rebels"
        if identity.id.startswith("nominal/") and (bare or scene.parse.block_of(mention.head) < LEADING):
            found[number] = meant.get(description(scene, mention), identity)
    return found


def _delegates(scene: Scene, found: dict[int, Identity]) -> dict[int, Identity]:
    """The same, where "ministers from the 15 countries" are those countries' group."""
    inner = {scene.mentions[n].last: identity for n, identity in found.items() if scene.mentions[n].kind == "coalition"}
    for number, identity in found.items():
        mention = scene.mentions[number]
        if identity.id.startswith("nominal/") and mention.plural and mention.last > mention.head + 1 and mention.last in inner:
            found[number] = inner[mention.last]
    return found


def _bound(
    scene: Scene, mention: ActorMention, earlier: list[Earlier], counts: Mapping[str, Identity], named: Mapping[int, Identity]
) -> Identity | None:  # fmt: skip
    """The earlier actor that a description means, or a known one that it describes."""
    for count in _told(scene, mention.first, mention.last):
        if count in counts:
            return counts[count]
    told = [candidate.identity for candidate in reversed(earlier)]
    if scene.parse.lowers[mention.head] == "bloc" and _definite(scene, mention) and (near := _nearest(scene, mention, earlier)) is not None:
        return near
    leading = scene.parse.block_of(mention.head) < LEADING
    ahead = leading or mention.head - mention.first > 1  # "the Tuareg rebels" may be told before they are named, "the bloc" not
    known = _by_descriptor(scene, mention, [*told, *named.values()] if ahead else told)
    if known is not None:
        return known
    if not _definite(scene, mention):
        return _same_words(scene, mention, earlier) or _by_descriptor(scene, mention, [*told, *named.values()], anywhere=True)
    if mention.kind == "coalition" and not any(identity.known and identity.kind == "coalition" for identity in told):
        known = _by_descriptor(scene, mention, [*told, *named.values()], anywhere=True)
        if known is not None:
            return known
    return _likeliest(scene, mention, earlier) or _by_descriptor(scene, mention, [*told, *named.values()], anywhere=True)


def _nearest(scene: Scene, mention: ActorMention, earlier: list[Earlier]) -> Identity | None:
    """The last organisation of states named: "the bloc" is whichever was told of, not the one that is called so most."""
    named = (e for e in reversed(earlier) if e.mention.form == "name" and mention.first - e.mention.last < REACH)
    return next((e.identity for e in named if (e.identity.code or "").startswith("IGO")), None)


def _likeliest(scene: Scene, mention: ActorMention, earlier: list[Earlier]) -> Identity | None:
    """The earlier actor that fits a definite description best: nearer, a subject, named or described with the same noun."""
    best: tuple[float, Identity] | None = None
    for candidate in reversed(earlier):
        distance = mention.first - candidate.mention.first
        if distance > REACH:
            break
        called = _called_so(scene, mention, candidate.identity)
        if candidate.mention.last <= mention.first and (called or _fits(scene, mention, candidate)):
            score = (0.6 if scene.parse.deps[candidate.mention.head] in ("nsubj", "nsubjpass") else 0.0) - 0.01 * distance
            score += 1.0 if scene.parse.lowers[candidate.mention.head] == scene.parse.lowers[mention.head] else 0.0
            score += 1.5 if called else 0.0
            if best is None or score > best[0]:
                best = (score, candidate.identity)
    return best[1] if best is not None else None


def _called_so(scene: Scene, mention: ActorMention, identity: Identity) -> bool:
    """Whether the description is a word of the actor's own name ("the League" for the Arab League)."""
    if mention.plural or mention.head - mention.first != 1 or identity.kind in ("person", "population", "government", "document"):
        return False
    words = identity.name.lower().replace("organization", "organisation").split()
    return len(words) > 1 and scene.parse.lowers[mention.head].replace("organization", "organisation") in words


def _definite(scene: Scene, mention: ActorMention) -> bool:
    return scene.parse.lowers[mention.first] in DEFINITE or mention.rule == BEFORE_EVENT


def _told(scene: Scene, first: int, last: int) -> Iterable[str]:
    """The numbers of members that some tokens tell ("66-nation", "23 countries"), as digits."""
    parse = scene.parse
    for token in range(first, min(last, len(parse))):
        many = parse.tags[token] == "CD" and parse.words[token].isdecimal() and int(parse.words[token]) > FEWEST
        if many and not MEMBERS.isdisjoint(parse.lowers[token + 1 : token + 4]):
            yield parse.words[token]


def _by_descriptor(
    scene: Scene, mention: ActorMention, told: Iterable[Identity], *, anywhere: bool = False
) -> Identity | None:  # fmt: skip
    """The actor that knowledge describes with these words: one of those told, else, ``anywhere``, the only one there is."""
    words = description(scene, mention)
    if " " not in words and (not _definite(scene, mention) or _number(scene, mention)):
        return None
    present = dict.fromkeys(told)
    for identity in present:
        entry = scene.knowledge.actors.get(identity.id) if identity.known and not identity.id.endswith("-GOV") else None
        if entry is not None and _describes(entry, words):
            return identity
    if not anywhere or (mention.kind != "coalition" and (" " not in words or mention.sector not in REBELS)):
        return None
    alike = [entry for entry in scene.knowledge.actors.entries if entry.descriptors and _describes(entry, words)]
    living = [entry for entry in alike if _alive(entry, scene.day) and entry.id.count("-GOV") == 0]
    if len(living) > 1 or " " not in words or mention.kind == "coalition":
        names = [identity.name for identity in present if identity.known and identity.kind != "person"]
        against = [entry for entry in living if any(name in text for name in names for text in (entry.name, *entry.descriptors))]
        living = against if against or " " not in words or len(living) > 1 else living
    here = {identity.country for identity in present}
    fitting = [entry for entry in living if entry.country is None or entry.country in here]
    return of_entry(fitting[0]) if len(fitting) == 1 else None


def _alive(entry: ActorEntry, day: str) -> bool:
    return (entry.since is None or entry.since <= day) and (entry.until is None or entry.until >= day)


def _describes(entry: ActorEntry, words: str) -> bool:
    return any(descriptor.lower() == words or words.endswith(f" {descriptor.lower()}") for descriptor in entry.descriptors)


def description(scene: Scene, mention: ActorMention) -> str:
    """The words of a description in small letters without its determiner, hyphens set solid ("us-led coalition")."""
    first = mention.first
    parse = scene.parse
    while first < mention.head and (parse.lowers[first] in DETERMINERS or (parse.tags[first] == "CD" and parse.words[first + 1] != "-")):
        first += 1
    words = parse.phrase(first, mention.head + 1).lower()
    return f"{words}s" if mention.rule == BEFORE_EVENT and not words.endswith("s") else words


def _number(scene: Scene, mention: ActorMention) -> str:
    """The number before a plural noun ("11 soldiers"), which sets these apart from others; empty if there is none."""
    parse = scene.parse
    numbers = (parse.words[i] for i in range(mention.first, mention.head) if parse.tags[i] == "CD" and parse.words[i + 1] != "-")
    return " ".join(numbers) if mention.plural else ""


def _same_words(scene: Scene, mention: ActorMention, earlier: list[Earlier]) -> Identity | None:
    """The earlier actor described with the same words ("protesters ... protesters")."""
    if (not mention.plural and mention.kind == "person") or _number(scene, mention):
        return None
    words = description(scene, mention)
    nominals = (c for c in reversed(earlier) if c.mention.form == "nominal" and not _number(scene, c.mention))
    return next((c.identity for c in nominals if description(scene, c.mention) == words), None)


def _fits(scene: Scene, mention: ActorMention, candidate: Earlier) -> bool:
    """Whether a definite description may mean this earlier actor."""
    identity, head = candidate.identity, scene.parse.lowers[mention.head]
    if mention.kind == "person" and not mention.plural:
        return identity.kind == "person" and _titled(scene, mention, identity, candidate.mention)
    if identity.kind == "person":
        return False
    if description(scene, mention) == description(scene, candidate.mention) and candidate.mention.form == "nominal":
        return True
    if mention.plural and head in SEVERAL:
        same = scene.parse.lowers[candidate.mention.head] == head and identity.id.startswith("nominal/")
        return same and candidate.mention.plural  # "the factions" are more than the one just named
    if mention.kind == "armed-group" or mention.sector in REBELS or head in GENERAL:
        if head in GENERAL and (identity.code or "").startswith("IGO"):
            return head in ("organisation", "organization")
        if identity.id.startswith("nominal/") and (head in GENERAL or _number(scene, candidate.mention)):
            return False
        armed = identity.kind == "armed-group" or (identity.code or "").endswith("REB")
        if armed and (mention.sector in REBELS or head in GENERAL):
            return True
        return head in GENERAL and identity.kind in GROUPS and not mention.plural
    if mention.kind == "coalition" or head in ("bloc", "alliance"):
        joint = (identity.code or "").startswith("IGO") and (head == "bloc" or (head == "alliance" and identity.code == "IGOMIL"))
        return (identity.kind == "coalition" and head in JOINT) or joint
    if mention.kind in ("armed-force", "parliament", "party", "company"):
        plain = not any(scene.parse.pos[i] == "ADJ" for i in range(mention.first, mention.head))
        if identity.id.startswith("nominal/") or _number(scene, mention) or not plain:
            return False
        return identity.kind == mention.kind and (identity.code or "")[3:6] in ("", (mention.sector or "")[:3], "MIL", "LEG")
    if mention.kind == "government":
        return False
    return head in scene.parse.lowers[candidate.mention.first : candidate.mention.last] and candidate.mention.form == "nominal"


def _titled(scene: Scene, mention: ActorMention, identity: Identity, named: ActorMention) -> bool:
    """Whether a person bears the title or role that a description gives ("the minister", "the general")."""
    head = scene.parse.lowers[mention.head]
    titles = [(identity.office.title if identity.office else "").lower(), (named.title or "").lower()]
    if any(title.endswith(head) or head in title.split() for title in titles if title):
        return True
    return named.form == "nominal" and scene.parse.lowers[named.head] == head


def _office(scene: Scene, mention: ActorMention) -> bool:
    """Whether a person's title is an office or a duty rather than what many are ("a soldier", "a contractor")."""
    head = scene.parse.lowers[mention.head]
    known = mention.title is not None and scene.knowledge.offices.title(mention.title) is not None
    role = scene.knowledge.roles.find(head)
    return known or role is None or head in OFFICIALS or role.role.sector.startswith("GOV")


def own(scene: Scene, mention: ActorMention) -> Identity:
    """An actor of its own for a description that means nobody named."""
    words = description(scene, mention)
    entry = scene.knowledge.actors.get(mention.affiliation) if mention.affiliation else None
    country = mention.country or (entry.country if entry is not None else None)
    code = entry.code if entry is not None else f"{country}{mention.sector}" if country and mention.sector else None
    kind: ActorKind = mention.kind or "other"
    office = (
        Office(mention.title, country) if mention.title and kind == "person" and not mention.plural and _office(scene, mention) else None
    )
    prefix = "document" if kind == "document" else "nominal"
    speaks = None
    if office is not None:
        speaks = mention.affiliation or (f"{country}-GOV" if country and (mention.sector or "").startswith("GOV") else None)
    number = _number(scene, mention)
    name = words if number in words else f"{number} {words}"
    return Identity(f"{prefix}/{slug(name)}", name, kind, code, country, office, speaks, plural=mention.plural)
