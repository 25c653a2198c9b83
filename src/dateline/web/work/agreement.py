"""How far people who judged the same values agree: share and kappa.

Sources: J. Cohen, "A coefficient of agreement for nominal scales" (1960), for two; of more than two the mean over all pairs, as R. Light
(1971) has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one field: how many values two coders both judged (summed over pairs), the share judged alike, kappa (None: not defined)."""

    field: str
    judged: int
    alike: float
    kappa: float | None


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of labels that two people gave; None where there are none, or where both gave one and the same label throughout."""
    if not pairs:
        return None
    total = len(pairs)
    observed = sum(a == b for a, b in pairs) / total
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[label] * second[label] for label in first) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def agreement(field: str, answers: Mapping[str, Mapping[int, str]]) -> Agreement:
    """How far the coders agree on ``field``: ``answers`` are labels by coder and number of the value."""
    kappas, alike, judged = list[float](), 0, 0
    for one, other in combinations(sorted(answers), 2):
        pairs = [(label, answers[other][number]) for number, label in sorted(answers[one].items()) if number in answers[other]]
        alike, judged = alike + sum(a == b for a, b in pairs), judged + len(pairs)
        found = kappa(pairs)
        if found is not None:
            kappas.append(found)
    return Agreement(field, judged, alike / judged if judged else 0.0, sum(kappas) / len(kappas) if kappas else None)
