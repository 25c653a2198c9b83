"""What the words of a sentence tell: their use after ``data/steps.tsv``, what they share with another, a deed told as done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.stories.changes_matter import cues, root
from dateline.stories.changes_same import families, not_telling, rarity
from dateline.stories.tables import rows_of

TELLING = 2.0  # how rare a word must be to be part of what ties a sentence to a pledge
_HELD = frozenset("to will would could should may might must shall can cannot not never no n't won't".split())
_NEAR = 3  # words before a verb that may hold it back
LIGHT = frozenset("go take make set put give have hold bring get come do".split())
HELPED = frozenset(("has", "have", "had", "was", "were", "been", "is", "are"))
WORD = (
    r"(?:promises?|pledges?|vows?|words?|oaths?|offers?|commitments?|undertakings?|assurances?|guarantees?|plans?|invitations?|"
    r"intentions?|agreements?|deals?|truces?|cease-?fires?|obligations?)\b"
)
BODY = (
    r"(?:(?:the|its|their|his|her|all|a|an|any) )?(?:[\w'’-]+ ){0,4}?(?:coalition|talks|group|alliance|government|union|bloc|council|"
    r"negotiations|cabinet|membership|league|organi[sz]ation|pact|table|mission|process|conference|round ?table|commission|committee|front|"
    r"movement|party|federation|dialogue|congress|assembly|confederation|compact|accord|force|campaign|forum|panel|board|quartet|troika|initiative|platform)\b"
)
_MAY = re.compile(r"\bMay\b(?=,? \d|,)")
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_TOKEN = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Tie:
    """What a sentence and a pledge have in common: telling words, names, numbers, families of words; ``deed`` where it tells the deed."""

    words: frozenset[str]
    kin: frozenset[str]
    deed: bool

    def __len__(self) -> int:
        return len(self.words) + len(self.kin)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    listed: dict[str, list[re.Pattern[str]]] = {}
    for use, pattern in rows_of("steps.tsv"):
        listed.setdefault(use, []).append(re.compile(pattern.replace("<word>", WORD).replace("<body>", BODY), re.IGNORECASE))
    return {use: tuple(patterns) for use, patterns in listed.items()}


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    """``text`` without the month that looks like a verb."""
    return _MAY.sub("Mai", text)


def matched(text: str, use: str) -> re.Match[str] | None:
    """The first words of a sentence that have a use of ``data/steps.tsv`` and are told as a fact."""
    text = _plain(text)
    for pattern in _patterns()[use]:
        for found in pattern.finditer(text):
            before = text[: found.start()]
            if not any(unsure.search(before) for unsure in _patterns()["unsure"]):
                return found
    return None


@lru_cache(maxsize=20_000)
def uses(text: str) -> frozenset[str]:
    """Which uses of ``data/steps.tsv`` a sentence has words for."""
    text = _plain(text)
    return frozenset(use for use, patterns in _patterns().items() if use != "unsure" and any(pattern.search(text) for pattern in patterns))


@lru_cache(maxsize=20_000)
def roots(text: str) -> frozenset[str]:
    """The folded words of a text, names among them."""
    return frozenset(found for token in _TOKEN.findall(text) if len(found := root(token)) > 2)


@lru_cache(maxsize=20_000)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(each.replace(",", "") for each in _NUMBER.findall(text))


def tie_of(text: str, promised: str, own: frozenset[str] | set[str] = frozenset()) -> Tie:
    """What two texts have in common, the words ``own`` aside."""
    mine, theirs = roots(text), roots(promised)
    out = own | not_telling() | {root(word) for word in cues()["pledge"]}
    words = frozenset(word for word in (mine & theirs) - out if rarity(word) >= TELLING) | (_numbers(text) & _numbers(promised))
    known = families()
    named = {known[word] for word in words if word in known}
    common = {known[word] for word in mine - own if word in known} & {known[word] for word in theirs - own if word in known}
    return Tie(words, frozenset(common - named), does(text, promised))


def mentions(text: str, promised: str) -> bool:
    """True where a sentence has the verb of what is promised, or one of its family, in whatever form."""
    head = _head(promised)
    given, known = families().get(root(head)), families()
    return any(word == root(head) or (given is not None and known.get(word) == given) for word in roots(text))


def deed_of(promised: str) -> str | None:
    """The family of the verb of what is promised: giving and coming are told of everything."""
    return families().get(root(_head(promised)))


def _head(promised: str) -> str:
    listed = (token.lower() for token in _TOKEN.findall(promised))
    return next((word for word in listed if word not in ("not", "never", "be", "to")), "")


def _wanted(head: str, promised: str) -> frozenset[str]:
    """The families of words that tell the deed: its verb's; of a light verb ("go to court") those of what follows; of a thing, giving."""
    known = families()
    if not _verbal(head):
        return frozenset(("sending", "paying"))
    words = [head, *(_TOKEN.findall(promised.lower()) if head in LIGHT else ())]
    return frozenset(known[root(word)] for word in words if root(word) in known)


@lru_cache(maxsize=20_000)
def does(text: str, promised: str) -> bool:
    """True where the sentence tells the deed that is promised as done: the same verb, or one of its family, in a past form."""
    head = _head(promised)
    known, wanted = families(), _wanted(head, promised)
    words = [token.lower() for token in _TOKEN.findall(_plain(text).replace("n't", " not").replace("n’t", " not"))]
    for at, word in enumerate(words):
        fits = root(word) == root(head) or known.get(root(word)) in wanted
        if fits and _past(word, words[max(0, at - 2) : at]) and not _HELD & set(words[max(0, at - _NEAR) : at]):
            return True
    return False


def _verbal(head: str) -> bool:
    """False for what is promised as a thing: "20 million euros", "soldiers", "aid"."""
    plural = head.endswith("s") and not head.endswith("ss")
    return not plural and families().get(root(head)) not in ("money", "relief", "troops", "doctors")


def _past(word: str, before: list[str]) -> bool:
    """True for a past form, or a participle behind its helping verb."""
    return word.endswith("ed") or word in cues()["past"] or (bool(before) and before[-1] in HELPED and word in ("open", "free", "back"))


@lru_cache(maxsize=20_000)
def finite(text: str) -> bool:
    """True where something is told as done: a past form that no modal or negation holds back."""
    words = [token.lower() for token in _TOKEN.findall(_plain(text))]
    return any(_past(word, words[max(0, at - 2) : at]) and not _HELD & set(words[max(0, at - _NEAR) : at]) for at, word in enumerate(words))
