"""What a cue governs: the clause, infinitive, gerund or noun phrase that tells what is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dateline.extract.sources import is_passive, is_time

if TYPE_CHECKING:
    from dateline.extract.cues import FoundCue
    from dateline.knowledge.cues import CueTable
    from dateline.model.parse import Parse

Form = Literal["clause", "infinitive", "gerund", "object"]
_COMPLEMENTS = frozenset({"prep", "oprd", "xcomp", "ccomp", "acomp", "advcl", "pcomp"})
_SAID_OF = frozenset({"as", "of", "for", "to", "with", "from", "into", "against", "over", "than"})
_TRAILING = frozenset(
    {"prep", "advmod", "npadvmod", "dobj", "xcomp", "agent", "prt", "advcl", "ccomp", "dep", "punct", "acomp", "attr", "oprd"}
)
_REASONS = frozenset({"because", "if", "unless", "until", "once", "whether", "that"})
_TIMES = frozenset({"DATE", "TIME"})
_PLACES = frozenset({"within", "between", "against", "over", "about", "toward", "towards"})
_CIRCUMSTANCES = frozenset({"before", "after", "until", "while", "because", "as", "although", "though", "unless", "since"})
_PARTS = frozenset({"role", "part", "hand", "involvement", "interference", "stake", "share", "interest"})
_RATING = frozenset({"estimate", "put"})
_UNNAMED = frozenset({"name", "identify", "quote"})
_RESULTS = frozenset({"drawing", "prompting", "sparking", "raising", "leaving", "triggering", "fuelling", "fueling", "dashing", "defying"})
_COMMENTS = frozenset(
    {"plan", "idea", "proposal", "move", "step", "demand", "call", "offer", "charge", "claim", "accusation", "allegation", "suggestion",
     "notion", "measure", "decision", "something", "act", "gesture", "option", "request", "condition", "concession", "line", "view"}
)  # fmt: skip
_DEPTH = 6
_PAUSES = frozenset({",", "--", "\u2014", "\u2013", "-"})
_BREAKS = frozenset(
    {"adding", "saying", "telling", "citing", "noting", "warning", "calling", "claiming", "arguing", "insisting", "stressing"}
)


@dataclass(frozen=True, slots=True)
class Governed:
    """The tokens (half-open) that a cue governs, in which form, and the addressee's head token if it names one."""

    first: int
    last: int
    form: Form
    head: int
    addressee: int | None = None


def governed(parse: Parse, found: FoundCue, table: CueTable) -> Governed | None:
    """What stands under the cue, to its right, in one of the frames it allows; None where nothing does."""
    frames = found.cue.frames
    children = _dependents(parse, found)
    addressee = _addressee(parse, found, children, frames)
    for child in children:
        content = _clause(parse, found, child, frames, table)
        if content is not None:
            return Governed(*content, addressee=addressee)
    told = _misread_clause(parse, children) if "tell" in frames else None
    if told is not None and addressee is not None:
        return Governed(parse.left[told], clause_end(parse, found, told, table), "clause", told, addressee)
    if found.cue.words == ("quote",) and any(parse.lowers[c] == "as" and parse.child(c, "pcomp") is not None for c in children):
        return None  # "quoted him as saying": the saying is the cue
    if any(parse.deps[c] == "dobj" and parse.lowers[c].endswith(("self", "selves")) for c in children):
        return None  # "calls itself"
    for child in children:
        content = _object(parse, found, child, frames, children, table)
        if content is not None:
            return Governed(*content)
    return None


def _misread_clause(parse: Parse, children: list[int]) -> int | None:
    """The verb of a clause that the parser takes for a relative one: "told the council that his country had left the island"."""
    for child in children:
        clause = parse.child(child, "relcl") if parse.deps[child] in ("dobj", "dative") else None
        if clause is None or parse.lowers[parse.left[clause]] != "that":
            continue
        that, objects = parse.left[clause], [c for c in parse.children[clause] if parse.deps[c] in ("dobj", "attr", "acomp")]
        if parse.deps[that] != "nsubj" and any(c != that for c in objects) and parse.child(clause, "nsubj", "nsubjpass") is not None:
            return clause
    return None


def _dependents(parse: Parse, found: FoundCue) -> list[int]:
    """What hangs from the last word of the cue, then from its verb, to the right of the cue."""
    owners = dict.fromkeys((found.last, *reversed(found.tokens), found.verb))
    own = found.tokens
    return [child for owner in owners for child in parse.children[owner] if child > own[0] and child not in own and child > found.last - 3]


def _addressee(parse: Parse, found: FoundCue, children: list[int], frames: frozenset[str]) -> int | None:
    """The head of the addressee: the object of telling verbs, the noun after "to" for others; the subject of a passive."""
    if "tell" in frames:
        if is_passive(parse, found.verb):
            return parse.child(found.verb, "nsubjpass")
        direct = next(
            (c for c in children if parse.deps[c] in ("dobj", "dative", "nsubj") and parse.pos[c] in ("NOUN", "PROPN", "PRON")), None
        )
        if direct is not None and parse.entity_of[direct] >= 0 and parse.entities[parse.entity_of[direct]].label in _TIMES:
            return None
        return direct
    to = next((c for c in children if parse.deps[c] in ("prep", "dative") and parse.lowers[c] == "to"), None)
    return parse.child(to, "pobj") if to is not None and "quote" in frames else None


def _clause(parse: Parse, found: FoundCue, child: int, frames: frozenset[str], table: CueTable) -> tuple[int, int, Form, int] | None:
    """The clause or infinitive that begins at or under ``child``."""
    label = parse.deps[child]
    if label not in ("ccomp", "xcomp", "pcomp", "advcl", "dobj", "acl", "conj") or parse.pos[child] not in (
        "VERB",
        "AUX",
        "NOUN",
        "ADJ",
        "PROPN",
        "ADV",
        "PRON",
        "NUM",
    ):
        return None
    form = _form(parse, child)
    if (
        form == "clause"
        and label != "pcomp"
        and any(parse.deps[c] in ("mark", "advmod") and parse.lowers[c] in _CIRCUMSTANCES for c in parse.children[child])
    ):
        return None
    if form is None or not _allowed(parse, found, child, form, label, frames):
        return None
    first = max(parse.left[child], found.last + 1)
    if parse.words[first] in (",", ":") and first < child:
        first += 1
    if form == "infinitive" and parse.lemmas[child] in _UNNAMED and parse.child(child, "auxpass") is not None:
        return None  # "asked not to be named"
    last = clause_end(parse, found, child, table)
    last = next((i for i in range(first + 1, child) if parse.words[i] == ";" and parse.quotation_of[i] < 0), last)
    return (first, last, form, child) if first < last else None


def _form(parse: Parse, child: int) -> Form | None:
    if parse.tags[child] == "VBG" and not any(parse.deps[c] in ("aux", "nsubj") for c in parse.children[child]):
        return "gerund"
    if parse.deps[child] == "xcomp" and any(parse.lowers[c] == "having" for c in parse.children[child]):
        return "gerund"
    infinitive = any(parse.tags[c] == "TO" for c in parse.children[child])
    if infinitive and parse.deps[child] in ("xcomp", "ccomp", "advcl", "acl", "pcomp"):
        return "infinitive"
    return "clause" if parse.deps[child] in ("ccomp", "pcomp") or any(parse.deps[c] == "mark" for c in parse.children[child]) else None


def _allowed(parse: Parse, found: FoundCue, child: int, form: Form, label: str, frames: frozenset[str]) -> bool:
    """Whether the cue takes a content of this form here."""
    if label == "conj":
        return False
    if form == "clause":
        if label == "advcl":
            return "that" in frames and any(parse.lowers[c] == "that" for c in parse.children[child])
        return (
            bool(frames & {"that", "quote", "tell"})
            or ("np+" in frames and label == "ccomp")
            or (label == "pcomp" and bool(frames & {"np", "np+"}))
        )
    if form == "gerund":
        return (
            label in ("xcomp", "pcomp", "ccomp")
            and bool(frames & {"ing", "np", "np+", "that"})
            and (label != "pcomp" or parse.heads[child] in found.tokens)
        )
    if label in ("advcl", "acl"):  # "vowed Tuesday to send"
        return label == "advcl" and "to" in frames and _object_before(parse, found, child) is None
    if _subject_inside(parse, child, found.last):
        return bool(frames & {"np+", "that", "tell"})
    if "np+" in frames and _object_before(parse, found, child) is not None:
        return False  # the object and the infinitive are taken together
    return bool(frames & {"to", "tell"}) or (
        "that" in frames and any(parse.tags[c] in ("WRB", "WP", "WDT") or parse.lowers[c] == "whether" for c in parse.children[child])
    )


def _subject_inside(parse: Parse, child: int, after: int) -> bool:
    return any(parse.deps[c] in ("nsubj", "nsubjpass") and c > after for c in parse.children[child])


def _object_before(parse: Parse, found: FoundCue, child: int) -> int | None:
    for owner in (found.last, found.verb):
        for c in parse.children[owner]:
            if found.last < c < child and parse.deps[c] in ("dobj", "pobj", "dative"):
                return c
    return None


def clause_end(parse: Parse, found: FoundCue, child: int, table: CueTable) -> int:
    """Where the content clause ends (half-open): its subtree and what follows of the cue's verb that belongs to it.

    It is cut before the next thing the same speaker says ("..., adding that").
    """
    last = parse.right[child]
    sentence_end = parse.sentence(child).last
    for sibling in parse.children[found.verb]:
        if sibling > last and parse.left[sibling] > child:
            if not _belongs(parse, sibling, last):
                break
            last = max(last, parse.right[sibling])
    last = min(last + 1, sentence_end)
    cut = _cut(parse, child, last, table)
    return _without_end(parse, child + 1, _cut(parse, child, cut, table) if cut < last else cut)


def _belongs(parse: Parse, sibling: int, last: int) -> bool:
    """Whether a later dependent of the cue's verb rather belongs to the content before it."""
    label = parse.deps[sibling]
    if label not in _TRAILING or label == "punct":
        return label == "punct" and parse.words[sibling] not in (".", ";", "\u2014", "\u2013", "--")
    comma = parse.words[parse.left[sibling] - 1] in (",", "\u2014", "\u2013", "-", "--") or parse.words[last] in (
        ",",
        "\u2014",
        "\u2013",
        "--",
    )
    if not comma:
        return True
    return any(parse.deps[c] == "mark" and parse.lowers[c] in _REASONS for c in parse.children[sibling])


def _cut(parse: Parse, child: int, last: int, table: CueTable) -> int:
    """``last`` moved before a participle of saying, "according to", a second saying of the same speaker, a relative clause added on."""
    for place in range(child + 1, last):
        if parse.quotation_of[place] >= 0 and parse.quotation_of[place] != parse.quotation_of[child]:
            continue
        if parse.words[place] == ";" and parse.quotation_of[place] < 0:
            return place
        if parse.words[place - 1] in _PAUSES and (_adds(parse, place, table) or _added_clause(parse, place, last)):
            return place - 1
        if parse.deps[place] == "conj" and _says_too(parse, child, place, table):
            return _before_conjunction(parse, place)
    return last


def _adds(parse: Parse, place: int, table: CueTable) -> bool:
    """Whether something begins here that is said about the statement, not in it."""
    if parse.lowers[place] in ("according", "citing", "notably", "despite", "even"):
        return True
    label = parse.deps[place]
    if label == "advcl" and parse.tags[place] == "VBG" and parse.lowers[place] in _RESULTS:
        return True
    return (
        parse.tags[place] == "VBG"
        and label in ("advcl", "xcomp", "conj", "acl", "dep")
        and (parse.lowers[place] in _BREAKS or _is_speech(parse, place, table))
    )


def _added_clause(parse: Parse, place: int, last: int) -> bool:
    """Whether a relative clause behind a comma takes up the rest of the content: the reporter's own addition, as a rule."""
    if parse.lowers[place] not in ("which", "who", "whose"):
        return False
    node = place
    for _ in range(_DEPTH):
        if parse.deps[node] == "relcl":
            return parse.right[node] >= last - 2
        node = parse.heads[node]
    return False


def _says_too(parse: Parse, child: int, place: int, table: CueTable) -> bool:
    """Whether a coordinated verb is the speaker's, not the content's: a finite verb after an infinitive; another saying."""
    if parse.tags[place] not in ("VBD", "VBZ", "VBP") or any(parse.deps[c] in ("nsubj", "aux", "nsubjpass") for c in parse.children[place]):
        return False
    torn = parse.quotation_of[place] != parse.quotation_of[parse.heads[place]]  # tied to words inside a quotation
    if not torn and not _coordinated(parse, place, child):
        return _is_speech(parse, place, table) and any(parse.deps[c] in ("ccomp", "xcomp") for c in parse.children[place])
    if any(parse.tags[c] == "TO" for c in parse.children[child]) or parse.tags[child] in ("VBG", "NN", "NNS", "NNP", "NNPS"):
        return True
    if _is_speech(parse, place, table) and any(parse.deps[c] in ("ccomp", "xcomp") for c in parse.children[place]):
        return True
    if _is_act(parse, place, table) and any(parse.deps[c] in ("dobj", "ccomp", "xcomp") for c in parse.children[place]):
        return parse.tags[place] == "VBD" and parse.tags[child] != "VBD"
    following = {parse.lowers[c] for c in parse.children[place] if c > place}
    return any(
        cue.kind == "speech" and len(cue.words) > 1 and cue.words[1] in following for cue in table.verbs.get(parse.lemmas[place], ())
    )


def _coordinated(parse: Parse, place: int, child: int) -> bool:
    """Whether a verb is coordinated with the content's head, directly or through its fellows."""
    node = place
    for _ in range(_DEPTH):
        if parse.deps[node] != "conj":
            return False
        node = parse.heads[node]
        if node == child:
            return True
    return False


def _before_conjunction(parse: Parse, place: int) -> int:
    start = place
    while start > 0 and (parse.deps[start - 1] in ("cc", "advmod", "punct") or parse.words[start - 1] == ","):
        start -= 1
    return start


def _is_act(parse: Parse, place: int, table: CueTable) -> bool:
    cues = table.verbs.get(parse.lemmas[place])
    return cues is not None and any(cue.kind == "speech" and cue.act != "assert" and len(cue.words) == 1 for cue in cues)


def _is_speech(parse: Parse, place: int, table: CueTable) -> bool:
    cues = table.verbs.get(parse.lemmas[place])
    return cues is not None and any(cue.kind == "speech" and cue.frames & {"that", "tell"} and len(cue.words) == 1 for cue in cues)


def _without_end(parse: Parse, least: int, last: int) -> int:
    """``last`` moved before punctuation and loose conjunctions at the end of a content."""
    while last > least and (
        parse.words[last - 1] in (",", ".", ";", ":", "\u2014", "\u2013", "--", "-", "?", "!") or parse.deps[last - 1] == "cc"
    ):
        last -= 1
    return last


def _object(
    parse: Parse, found: FoundCue, child: int, frames: frozenset[str], children: list[int], table: CueTable
) -> tuple[int, int, Form, int] | None:
    """The noun phrase that is the cue's object, with what is said of it where the cue takes that."""
    label = parse.deps[child]
    if label not in ("dobj", "pobj", "dative", "oprd", "attr") or child <= found.last or not frames & {"np", "np+"}:
        return None
    if label == "pobj" and parse.heads[child] not in found.tokens:
        return None
    if label == "dobj" and found.last != found.verb and parse.heads[child] == found.verb and parse.deps[found.last] == "prep":
        return None
    if parse.entity_of[child] >= 0 and parse.entities[parse.entity_of[child]].label in _TIMES:
        return None
    if label == "dative" and any(parse.deps[c] == "dobj" and c > child for c in children):
        return None  # "offered the rebels a truce"
    first, last = max(parse.left[child], found.last + 1), _before_comment(parse, child)
    last = _with_place(parse, found, child, last)
    if "np+" in frames:
        last = _with_said(parse, found, child, last, children)
    last = _without_end(parse, child + 1, _cut(parse, child, last + 1, table))
    if found.cue.text == "put" and "at" not in parse.lowers[child:last]:
        return None  # "put the toll at 12" says something, "put the box down" nothing
    bare = "np" not in frames and found.cue.act == "assert" and last == child + 1
    return None if bare else (first, last, "object", child)  # none for "called a march"


def _before_comment(parse: Parse, head: int) -> int:
    """The last token of the noun phrase, before what the reporter calls it behind a comma ("a freeze, a plan that Mali supports")."""
    for child in parse.children[head]:
        apart = child > head and parse.deps[child] == "appos" and parse.lowers[child] in _COMMENTS
        if apart and parse.words[parse.left[child] - 1] in _PAUSES:
            return parse.left[child] - 2
    return parse.right[head]


def _with_place(parse: Parse, found: FoundCue, head: int, last: int) -> int:
    """The end of an object with the phrases that follow it at once, no time and no occasion."""
    for sibling in parse.children[found.verb]:
        if sibling <= last or parse.deps[sibling] != "prep" or parse.left[sibling] != last + 1:
            continue
        if parse.lowers[sibling] not in _PLACES and not (parse.lowers[sibling] == "in" and parse.lemmas[head] in _PARTS):
            continue
        inner = parse.child(sibling, "pobj", "pcomp")
        if inner is None or is_time(parse, inner):
            break
        last = parse.right[sibling]
    return last


def _with_said(parse: Parse, found: FoundCue, child: int, last: int, children: list[int]) -> int:
    """The end of an object with its complements: "of shelling", "to withdraw", "as a mistake"."""
    for sibling in sorted(children):
        if sibling <= child or parse.deps[sibling] not in _COMPLEMENTS or parse.left[sibling] <= child:
            continue
        label = parse.deps[sibling]
        if label == "prep" and parse.lowers[sibling] not in _SAID_OF and not (parse.lowers[sibling] == "at" and found.cue.text in _RATING):
            continue
        conditional = any(parse.lowers[c] in ("if", "unless") for c in parse.children[sibling])
        named = parse.pos[sibling] == "ADJ" and parse.lowers[parse.left[sibling]] == "as"  # "dismissed the report as baseless"
        if label == "advcl" and parse.tags[sibling] != "VB" and not conditional and not named:
            continue
        if parse.left[sibling] - last > 3:
            break
        last = max(last, parse.right[sibling])
    return last
