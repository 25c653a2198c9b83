"""Event triggers by PLOVER type and mode: frames of words, the classes they name, and where doer and recipient stand.

A frame is a head lemma and constraints, separated by spaces::

    call off               a particle or adverb right behind the verb, or hanging on it
    +for                   a preposition, ``+on,+in`` one of two; ``+for:war,@force`` one whose object is among these
    obj                    any object; ``obj:@talks`` an object among these (the subject of a passive)
    subj:@force            a doer among these
    under:promise,pledge   (nouns) object of one of these verbs; the head of such a frame may be a class ("@troops")
    doer                   somebody is named who does it
    to  that  ing          a complement of this form; ``to:@harm`` an infinitive of these verbs
    ~hostage               this word hangs on the verb in whatever role
    mod:air,military       (nouns) one of these stands before the noun inside its phrase
    arg  light  plural     (nouns) has a doer or recipient; stands under a light verb or one of its doer's; is a plural
    named                  says what somebody is: "called him a traitor"
    !obj:@metaphor         any constraint denied

Words are lemmas; ``@name`` is a class from words/classes.tsv, or one that only the text decides: actor, person, state, place, pronoun,
number, any, official (a person who speaks for a state), body (an actor that is neither a person nor a place).
Of the frames that hold the one that asks for most wins, the earlier row on a tie.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast, get_args

from dateline.knowledge.roles import load_roles
from dateline.knowledge.tables import DATA, Row, last_by_key, read_folder, read_table
from dateline.model.event import EventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from dateline.knowledge.roles import Role

WordClass = Literal["v", "n", "a"]
Relation = Literal["particle", "prep", "obj", "subj", "to", "that", "ing", "any", "mod", "arg", "light", "plural", "named", "doer", "under"]
FOLDER = DATA / "triggers"
DYNAMIC = frozenset(("actor", "person", "state", "place", "pronoun", "number", "any", "body", "official"))
_BARE = frozenset(("obj", "subj", "to", "that", "ing", "mod", "arg", "light", "plural", "named", "doer", "under"))
_Slots = tuple[tuple[str, ...], tuple[str, ...]]
_COLUMNS = ("type", "class", "frame")


@dataclass(frozen=True, slots=True)
class Constraint:
    """One condition of a frame: ``name`` is the particle or preposition, ``words`` and ``classes`` what may fill it (empty: anything)."""

    relation: Relation
    wanted: bool = True
    name: str = ""
    words: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()

    @property
    def open(self) -> bool:
        """Whether any filler will do."""
        return not self.words and not self.classes


@dataclass(frozen=True, slots=True)
class Trigger:
    """A frame that means an event: its type and mode, its constraints, and the slots of doer and recipient in order of preference.

    ``told`` is ``unreal`` for words that are triggers only where others speak of them as promised, asked for, feared or denied.
    """

    type: EventType
    mode: str | None
    word_class: WordClass
    lemma: str
    frame: str
    constraints: tuple[Constraint, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    example: str | None
    source: str
    told: str = "trigger"

    @property
    def name(self) -> str:
        """What a record cites as the rule: type and lemma with the particles and prepositions of the frame."""
        return " ".join([f"{self.told}:{self.type}:{self.lemma}", *(c.name for c in self.constraints if c.wanted and c.name)])

    def names_filler(self, relation: Relation) -> bool:
        """Whether the frame itself says which word fills this relation ("hold talks")."""
        return any(c.relation == relation and c.wanted and c.words for c in self.constraints)


@dataclass(frozen=True, slots=True)
class TriggerTable:
    """All triggers by word class and lemma, the strictest frame first, with the word classes and verbs their matching needs."""

    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    adjectives: Mapping[str, tuple[Trigger, ...]]
    classes: Mapping[str, frozenset[str]]
    light: frozenset[str]
    own: frozenset[str]
    received: frozenset[str]
    contexts: Mapping[str, tuple[str, ...]]
    slots: Mapping[tuple[str, str], _Slots]
    rows: tuple[Trigger, ...]
    unreal: Mapping[tuple[WordClass, str], tuple[Trigger, ...]]
    uttered: Mapping[tuple[str, str], tuple[Trigger, ...]]

    @classmethod
    def load(cls, site: Path | None = None) -> TriggerTable:
        """The packaged triggers with a site's own (``triggers/*.tsv`` in its folder) laid over them; ``TableError`` for a bad row."""
        folders = [FOLDER] if site is None else [FOLDER, site / "triggers"]
        classes = _classes(folders, load_roles(site=site).roles)
        usual = _words(folders, "roles", ("type", "class"))
        slots = {(r.text("type"), r.text("class")): (r.items("actor"), r.items("recipient")) for r in usual}
        rows = [row for folder in folders for row in read_folder(folder, _COLUMNS)]
        kept = last_by_key(rows, lambda row: (row.text("type"), row.text("class"), row.text("frame")))
        triggers = tuple(_trigger(row, classes, slots) for row in kept)
        verbs = _words(folders, "verbs", ("verb", "role"))
        return cls(
            verbs=_by_lemma((t for t in triggers if t.word_class == "v"), classes),
            nouns=_by_lemma((t for t in triggers if t.word_class == "n"), classes),
            adjectives=_by_lemma((t for t in triggers if t.word_class == "a"), classes),
            classes=classes,
            light=frozenset(r.text("verb") for r in verbs if r.text("role") == "light"),
            own=frozenset(r.text("verb") for r in verbs if r.text("role") in ("light", "own")),
            received=frozenset(r.text("verb") for r in verbs if r.text("role") == "received"),
            contexts=_contexts(_words(folders, "contexts", ("context", "words"))),
            slots=slots,
            rows=triggers,
            unreal=_unreal(_words(folders, "unreal", ("type", "class", "mode", "frames")), classes, slots),
            uttered=_uttered(_words(folders, "uttered", ("act", "type", "mode", "verbs")), slots),
        )

    def usual(self, kind: str, word_class: str) -> _Slots:
        """Where doer and recipient usually stand around a trigger of this type and word class, in order of preference."""
        return _usual(self.slots, kind, word_class)


def _usual(slots: Mapping[tuple[str, str], _Slots], kind: str, word_class: str) -> _Slots:
    return slots.get((kind, word_class)) or slots.get((kind, "v"), (("subj",), ("obj",)))


def _words(folders: Iterable[Path], name: str, columns: tuple[str, ...]) -> list[Row]:
    paths = (folder / "words" / f"{name}.tsv" for folder in folders)
    return [row for path in paths if path.is_file() or path.is_relative_to(FOLDER) for row in read_table(path, columns)]


def _classes(folders: Iterable[Path], roles: Iterable[Role]) -> dict[str, frozenset[str]]:
    """The word classes; "agent" holds the role nouns of the actor tables, too."""
    found = {"agent": frozenset(role.noun.lower() for role in roles if " " not in role.noun)}
    for row in _words(folders, "classes", ("class", "words")):
        name = row.required("class")
        found[name] = found.get(name, frozenset()) | frozenset(row.items("words"))
    return found


def _contexts(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        for word in row.items("words"):
            found[word] = (*found.get(word, ()), row.text("context"))
    return found


def _unreal(
    rows: Iterable[Row], classes: Mapping[str, frozenset[str]], slots: Mapping[tuple[str, str], _Slots]
) -> dict[tuple[WordClass, str], tuple[Trigger, ...]]:
    triggers = [replace(_trigger(row, classes, slots, frame), told="unreal") for row in rows for frame in row.items("frames")]
    words: tuple[WordClass, ...] = ("v", "n")
    return {(of, lemma): found for of in words for lemma, found in _by_lemma((t for t in triggers if t.word_class == of), classes).items()}


def _uttered(rows: Iterable[Row], slots: Mapping[tuple[str, str], _Slots]) -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """Triggers of verbs of speech by the act of what is said with them and their lemma."""
    found: dict[tuple[str, str], tuple[Trigger, ...]] = {}
    for row in rows:
        kind, mode = cast("EventType", row.required("type")), row.optional("mode")
        for verb in row.items("verbs"):
            actor, recipient = _usual(slots, kind, "v")
            found[row.required("act"), verb] = (Trigger(kind, mode, "v", verb, verb, (), actor, recipient, None, row.source),)
    return found


def _by_lemma(triggers: Iterable[Trigger], classes: Mapping[str, frozenset[str]]) -> dict[str, tuple[Trigger, ...]]:
    grouped: dict[str, list[Trigger]] = {}
    for trigger in triggers:
        heads = sorted(classes[trigger.lemma[1:]]) if trigger.lemma.startswith("@") else [trigger.lemma]
        for lemma in heads:
            grouped.setdefault(lemma, []).append(trigger)
    return {lemma: tuple(sorted(found, key=lambda t: -_strictness(t))) for lemma, found in grouped.items()}


def _strictness(trigger: Trigger) -> float:
    """How much a frame asks for: a named filler counts more than an open slot, a denial least."""
    return sum(_weight(c) for c in trigger.constraints)


def _weight(constraint: Constraint) -> float:
    if not constraint.wanted:
        return 0.1
    if constraint.relation == "doer":
        return 0.0
    if constraint.relation == "subj":
        return 0.7 if constraint.words else 0.5
    if constraint.words:
        return 3.0
    if constraint.relation == "prep":
        return 2.0 if constraint.classes else 1.5
    return 2.0 if constraint.name or constraint.classes else 0.5


def _trigger(row: Row, classes: Mapping[str, frozenset[str]], slots: Mapping[tuple[str, str], _Slots], frame: str | None = None) -> Trigger:
    kind, word_class, frame = row.required("type"), row.required("class"), frame or row.required("frame")
    if kind not in get_args(EventType):
        raise row.error(f"column type holds {kind!r}, which is no PLOVER type")
    if word_class not in get_args(WordClass):
        raise row.error(f"column class holds {word_class!r}, expected v, n or a")
    lemma, *parts = frame.split()
    if lemma.startswith("@") and lemma[1:] not in classes:
        raise row.error(f"class {lemma} is not in words/classes.tsv")
    usual = _usual(slots, kind, word_class)
    return Trigger(
        type=cast("EventType", kind),
        mode=row.optional("mode"),
        word_class=cast("WordClass", word_class),
        lemma=lemma,
        frame=frame,
        constraints=tuple(_constraint(row, part, classes) for part in parts),
        actor=row.items("actor") or usual[0],
        recipient=() if row.text("recipient") == "none" else row.items("recipient") or usual[1],
        example=row.optional("example"),
        source=row.source,
    )


def _constraint(row: Row, part: str, classes: Mapping[str, frozenset[str]]) -> Constraint:
    wanted, part = not part.startswith("!"), part.removeprefix("!")
    name, _, fillers = part.partition(":")
    words, dynamic = _fillers(row, fillers, classes)
    if name.startswith("+"):
        return Constraint("prep", wanted, name.replace("+", "").replace(",", "|"), words, dynamic)
    if name.startswith("~"):
        return Constraint("any", wanted, words=frozenset(name[1:].split(",")))
    if name in _BARE:
        return Constraint(cast("Relation", name), wanted, words=words, classes=dynamic)
    return Constraint("particle", wanted, name)


def _fillers(row: Row, text: str, classes: Mapping[str, frozenset[str]]) -> tuple[frozenset[str], frozenset[str]]:
    words: set[str] = set()
    dynamic: set[str] = set()
    for filler in filter(None, text.split(",")):
        if not filler.startswith("@"):
            words.add(filler)
        elif filler[1:] in DYNAMIC:
            dynamic.add(filler[1:])
        elif filler[1:] in classes:
            words |= classes[filler[1:]]
        else:
            raise row.error(f"class {filler} is not in words/classes.tsv")
    return frozenset(words), frozenset(dynamic)
