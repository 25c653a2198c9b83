"""How loud each voice is: temperatures of the encoder's heads, its weight beside the rules, and the thresholds above which it is heard.

All of it stands in one file, ``data/thresholds.toml``, chosen on development data alone.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from pathlib import Path

from dateline.errors import KnowledgeError

FILE = Path(__file__).parent / "data" / "thresholds.toml"


@dataclass(frozen=True, slots=True)
class Temperatures:
    """What the logits of a head are divided by, so that its probabilities are as often right as they say."""

    actor: float
    status: float
    trigger: float
    function: float


@dataclass(frozen=True, slots=True)
class Weights:
    """How much the rule's answer counts beside the encoder's log probabilities, or which share of a number is the encoder's."""

    pair_rule: float
    penta_rule: float
    factuality_uw: float
    factuality_uds: float
    factuality_meantime: float
    factuality_commitmentbank: float
    metonymy: float

    def factuality(self, scale: str) -> float:
        """The encoder's share of a factuality on the scale of one labelled set."""
        return float(getattr(self, f"factuality_{scale}"))


@dataclass(frozen=True, slots=True)
class Cuts:
    """Probabilities from which on the encoder's word is taken; ``doubt``: below which it holds that nothing is said.

    ``function``: from which on a function of a sentence is told, with its confidence; who uses them asks for more.
    """

    trigger: float
    statement: float
    content: float
    doubt: float
    function: float


@dataclass(frozen=True, slots=True)
class Together:
    """How rules and encoder decide on an event in a record: what is added to the encoder's log probabilities.

    ``status_plain`` and ``status_by_word`` count for the rules' status, where nothing or a word of the text decided it; ``status_real``
    counts against happened and ongoing where the rules say neither, since a deed told as done that is not does most harm. ``trigger`` is
    the probability from which on a trigger that no rule knows makes an event.
    """

    status_plain: float
    status_by_word: float
    status_real: float
    trigger: float


@dataclass(frozen=True, slots=True)
class Sure:
    """The log odds that an event of a record has the right type and status: a beginning, and what each feature adds.

    ``by_word`` where a word of the text decided the status, ``real`` where it counts as done, ``actors``, ``recipients`` where it has
    any. By the encoder: ``typed`` and ``status`` times its log odds of that type among all types, and of that status; ``loudest`` times
    those of the loudest word of the sentence, ``quiet`` times those that the block tells of nothing; ``alone`` where no rule knows the
    trigger, ``over`` where it outvoted the rules' status.
    """

    bias: float
    by_word: float
    real: float
    actors: float
    recipients: float
    typed: float = 0.0
    status: float = 0.0
    loudest: float = 0.0
    quiet: float = 0.0
    alone: float = 0.0
    over: float = 0.0


@dataclass(frozen=True, slots=True)
class Voices:
    """The one file; ``sure`` for both voices, ``sure_by_rules`` for the rules' alone."""

    temperature: Temperatures
    weight: Weights
    cut: Cuts
    together: Together
    sure: Sure
    sure_by_rules: Sure


def log_odds(probability: float) -> float:
    """The log odds of a probability, which is taken to be one to 99 in a hundred."""
    kept = min(max(probability, 0.01), 0.99)
    return log(kept / (1 - kept))


def probability(odds: float) -> float:
    """The probability that has these log odds."""
    return 1 / (1 + exp(-odds))


def read(file: Path) -> Voices:
    """The settings in ``file``; ``KnowledgeError`` where one is missing, unknown, or no number."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        return Voices(
            Temperatures(**told["temperature"]), Weights(**told["weight"]), Cuts(**told["cut"]), Together(**told["together"]),
            Sure(**told["sure"]), Sure(**told["sure_by_rules"]),
        )  # fmt: skip
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{file} cannot be used ({error}): put back the file that came with the package.") from error


@lru_cache(maxsize=1)
def voices() -> Voices:
    """The packaged settings, read once."""
    return read(FILE)
