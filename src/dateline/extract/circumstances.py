"""Where and when an event takes place: the nearest places and times of its phrase or clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.linguistics.clauses import clause_head

if TYPE_CHECKING:
    from dateline.model.parse import Parse
    from dateline.model.place import Place, Places
    from dateline.model.time import Timex

_LOCATIVE = frozenset(
    ("in", "at", "on", "near", "inside", "outside", "across", "around", "over", "into", "to", "through", "along", "from", "against", "off",
     "between", "within", "throughout", "north", "south", "east", "west", "above", "under", "of", "for", "towards", "toward")
)  # fmt: skip
SAYING = frozenset(
    ("say", "tell", "announce", "add", "report", "claim", "warn", "state", "declare", "vow", "pledge", "promise", "accuse", "deny", "urge",
     "demand", "call", "threaten", "insist", "agree", "believe", "think", "reject", "refuse", "rule", "ask", "want", "blame", "condemn",
     "discuss", "speak", "write", "offer", "plan", "propose", "appeal", "request", "oppose", "support", "back", "criticise", "criticize",
     "denounce", "welcome", "hail", "praise", "defend", "dismiss", "vote", "allege", "charge", "cite", "caution", "consider", "seek")
)  # fmt: skip
_DATELINE = 9  # tokens that a dateline takes at most
_DASHES = frozenset(("-", "--", "\u2013", "\u2014"))
_SHARED = ("xcomp", "conj", "pcomp", "advcl")
_CORE = ("nsubj", "nsubjpass", "dobj", "attr", "oprd", "npadvmod")
_FINITE = ("ccomp", "relcl", "advcl", "conj", "parataxis", "acl", "xcomp")


def places_of(parse: Parse, head: int, recipients: tuple[int, ...], places: Places, *, noun: bool) -> tuple[str, ...]:
    """Ids of the places of an event: what it is done to where that is a place, under the trigger, else in its clause."""
    if not len(places):
        return ()
    struck = (place.id for token in recipients for _, place in places.within(parse.span(token, token + 1)))
    own = tuple(dict.fromkeys((*struck, *_located(parse, head, head, places))))
    if own or parse.heads[head] == head:
        return own
    verb = clause_head(parse, head)
    if noun and verb != head:
        shared = parse.lemmas[verb] not in SAYING and _core(parse, head, verb)
        return _located(parse, verb, head, places) if shared else ()
    above = parse.heads[head]
    if not noun and parse.deps[head] in _SHARED and parse.pos[above] == "VERB" and parse.lemmas[above] not in SAYING:
        return _located(parse, above, head, places)
    return ()


def _core(parse: Parse, noun: int, verb: int) -> bool:
    """Whether the noun belongs to the subject or object of the verb, so that where the verb happens the noun does."""
    node = noun
    while parse.heads[node] not in (verb, node):
        node = parse.heads[node]
    return parse.deps[node] in _CORE


def _located(parse: Parse, top: int, trigger: int, places: Places) -> tuple[str, ...]:
    """Places below ``top`` that no other clause comes between, those behind a locative preposition, nearest first."""
    found: list[tuple[int, str, bool]] = []
    for span, place in places.within(parse.span(parse.left[top], parse.right[top] + 1)):
        token = parse.token_at(span.start)
        if token is None or not _same_clause(parse, token, top) or in_dateline(parse, token, place):
            continue
        if _locative(parse, token, trigger):
            found.append((abs(token - trigger), place.id, _of_doer(parse, token, top)))
    outside = [each for each in found if not each[2]]  # "troops of the government in Sanaa shelled Taiz": the doer's home is not meant
    return tuple(dict.fromkeys(identity for _, identity, _ in sorted(outside or found)))


def _of_doer(parse: Parse, token: int, verb: int) -> bool:
    """Whether the token stands inside the subject of the verb."""
    return any(parse.deps[c] == "nsubj" and parse.left[c] <= token <= parse.right[c] for c in parse.children[verb])


def in_dateline(parse: Parse, token: int, place: Place) -> bool:
    """Whether the token stands in the dateline itself, which says where the report was written."""
    if place.role != "dateline" or (token >= _DATELINE and parse.block_of(token - _DATELINE) == parse.block_of(token)):
        return False
    ahead = range(token + 1, min(token + _DATELINE, len(parse)))
    return any(parse.words[after] in _DASHES and parse.block_of(after) == parse.block_of(token) for after in ahead)


def _same_clause(parse: Parse, token: int, top: int) -> bool:
    node = token
    for _ in range(16):
        if node == top:
            return True
        if parse.deps[node] in _FINITE and parse.pos[node] in ("VERB", "AUX"):
            return False
        if parse.heads[node] == node:
            return False
        node = parse.heads[node]
    return False


def _locative(parse: Parse, token: int, trigger: int) -> bool:
    node = token
    for _ in range(8):
        head, label = parse.heads[node], parse.deps[node]
        if label == "pobj" and parse.lowers[head] == "between" and parse.heads[head] == trigger:
            return False  # "talks between Baku and Yerevan" are held elsewhere
        if label == "pobj" and parse.lowers[head] == "from" and parse.deps[parse.heads[head]] == "nsubj":
            return False  # "troops from Kenya attacked": their home
        if label == "pobj":
            return parse.lowers[head] in _LOCATIVE
        if label in ("dobj", "nsubjpass", "npadvmod", "ROOT"):
            return head == trigger or label in ("npadvmod", "ROOT")
        if label in ("compound", "nmod", "amod", "poss") and head == trigger:
            return True
        if label == "nsubj" or head == node:
            return False
        node = head
    return False


def time_of(parse: Parse, head: int, times: tuple[Timex, ...]) -> str | None:
    """The id of the time of an event: the nearest one of its own phrase or clause, else that of the clause above a shared verb."""
    if not times:
        return None
    sentence = parse.sentence(head)
    low, high = parse.starts[sentence.first], parse.ends[sentence.last - 1]
    near: list[tuple[int, int, str]] = []
    for timex in times:
        token = parse.token_at(timex.spans[0].start) if low <= timex.spans[0].start < high else None
        if token is None or timex.type == "SET":
            continue
        steps = _steps(parse, token, head)
        if steps is not None:
            near.append((steps, abs(token - head), timex.id))
    return min(near)[2] if near else None


def _steps(parse: Parse, token: int, trigger: int) -> int | None:
    """How many clauses lie between a time and a trigger, 0 for the same; None where the time belongs elsewhere."""
    if parse.left[trigger] <= token <= parse.right[trigger] and _same_clause(parse, token, trigger):
        return 0
    verb = clause_head(parse, trigger)
    if _same_clause(parse, token, verb) and (parse.deps[token] != "poss"):
        return 1
    if parse.deps[verb] in ("xcomp", "conj", "pcomp") and parse.pos[parse.heads[verb]] == "VERB":
        above = parse.heads[verb]
        return 2 if parse.deps[verb] != "xcomp" and _same_clause(parse, token, above) else None
    return None
