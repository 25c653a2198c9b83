"""Our own reports with the functions of their sentences: a paragraph a line, before each sentence its labels in braces.

The format and the labels are described in training/data/GUIDELINE.md. ``python training/sentence_labels.py`` checks ``data/functions``
and tells how far the second reading of some sentences agrees.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from check_data import too_alike
from markup import Line

from dateline.model.function import FUNCTIONS

FOLDER = Path(__file__).parent / "data" / "functions"
SHORT = 14  # words: two paragraphs as short as that may be alike by chance
_MARKED = re.compile(r"\{([^{}]*)\}\s*([^{}]*)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its functions."""

    text: str
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its id (file, report, number), and its sentences."""

    key: str
    sentences: tuple[Sentence, ...]

    @property
    def report(self) -> str:
        """The id of its report."""
        return self.key.rpartition("-")[0]

    @property
    def text(self) -> str:
        """Its words without labels."""
        return " ".join(each.text for each in self.sentences)


def paragraphs(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            key, _, rest = line.partition("\t")
            parts = ((words.strip(), tuple(filter(None, map(str.strip, labels.split(","))))) for labels, words in _MARKED.findall(rest))
            yield Paragraph(key, tuple(Sentence(words, labels) for words, labels in parts))


def of_crisis(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of a crisis whose sentences are labelled in a table of their own (``c51.functions.tsv``, beside ``c51.txt``)."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    labels = {sentence: tuple(functions.split(",")) for sentence, functions in rows}
    for each in paragraphs(path.with_name(f"{path.name.partition('.')[0]}.txt")):
        named = ((f"{each.key}.{at}", sentence.text) for at, sentence in enumerate(each.sentences, 1))
        yield Paragraph(each.key, tuple(Sentence(text, labels.get(name, ())) for name, text in named))


def faults(found: list[Paragraph]) -> Iterator[str]:
    """What is wrong with paragraphs: labels that there are not, sentences without words, ids that come twice, texts that are too alike."""
    for each in found:
        for sentence in each.sentences:
            if unknown := set(sentence.functions) - set(FUNCTIONS):
                yield f"{each.key}: no such function: {', '.join(sorted(unknown))}"
            if not sentence.text:
                yield f"{each.key}: labels without a sentence"
        if not each.sentences:
            yield f"{each.key}: no sentence"
    yield from (f"{key}: comes {count} times" for key, count in Counter(each.key for each in found).items() if count > 1)
    alike = too_alike([Line(each.key, each.text, ()) for each in found if len(each.text.split()) >= SHORT])
    yield from (f"{one} and {other} share {share:.0%} of their trigrams" for one, other, share in alike)


def agreement(found: list[Paragraph], second: Path) -> Iterator[str]:
    """How far a second reader of some sentences, who did not see the first labels, agrees: F1 and Cohen's kappa of each function."""
    first = {(each.key, str(at)): set(sentence.functions) for each in found for at, sentence in enumerate(each.sentences)}
    rows = [line.split("\t") for line in second.read_text(encoding="utf-8").splitlines()[1:]]
    pairs = [(first[key, at], set(filter(None, labels.split(",")))) for key, at, labels in rows if (key, at) in first]
    kappas = []
    for name in FUNCTIONS:
        ours, theirs, both = (sum(each) for each in zip(*((name in a, name in b, name in a and name in b) for a, b in pairs), strict=True))
        agreed = (len(pairs) - ours - theirs + 2 * both) / len(pairs)
        chance = (ours * theirs + (len(pairs) - ours) * (len(pairs) - theirs)) / len(pairs) ** 2
        kappas.append((agreed - chance) / (1 - chance))
        yield f"{name:10} {ours:3} and {theirs:3}, {both:3} of them both; F1 {2 * both / (ours + theirs):.2f}, kappa {kappas[-1]:.2f}"
    yield f"{len(pairs)} sentences, mean kappa {sum(kappas) / len(kappas):.2f}"


def main() -> int:
    """Prints faults, and how often each label stands; 1 where there are faults."""
    found = [each for path in sorted(FOLDER.glob("*.txt")) for each in paragraphs(path)]
    wrong = list(faults(found))
    counts = Counter(label for each in found for sentence in each.sentences for label in sentence.functions or ("none",))
    sentences = sum(len(each.sentences) for each in found)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"{len({each.report for each in found})} reports, {len(found)} paragraphs, {sentences} sentences")
    print(", ".join(f"{name} {counts[name]}" for name in (*FUNCTIONS, "none")))
    print(*agreement(found, FOLDER.parent / "second" / "functions.tsv"), sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
