"""Speed of the whole road against the bare spaCy parse of the same texts, in one process; memory and start-up.

Prints ratios (the requirement: at most 2.0) and, for this machine, words per second on one core.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"  # one thread a process, as the command has it
ROOT = Path(__file__).parent.parent
ROUNDS = 7


def seconds(work: Callable[[], object]) -> float:
    """The processor time of one run of ``work``."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def start_up(*arguments: str) -> float:
    """Processor seconds of one call of the command, the least of five."""
    least = float("inf")
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "dateline", *arguments], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        least = min(least, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return least


def main() -> None:
    """Measure and print."""
    import spacy

    from dateline import ingest
    from dateline.linguistics.spacy_parser import DEFAULT_MODEL
    from dateline.pipeline import Pipeline

    articles = [ingest.article(path) for path in sorted((ROOT / "samples").glob("*.txt"))]
    texts = [article.text for article in articles]
    words = sum(len(text.split()) for text in texts)
    nlp, pipeline = spacy.load(DEFAULT_MODEL), Pipeline()
    for article in articles:  # warm-up of both
        pipeline.record(article)
        nlp(article.text)
    bare = [seconds(lambda: [nlp(text) for text in texts]) for _ in range(ROUNDS)]
    whole = [seconds(lambda: [pipeline.record(article) for article in articles]) for _ in range(ROUNDS)]
    ratios = [w / b for w, b in zip(whole, bare, strict=True)]
    print(f"machine              {platform.processor() or platform.machine()}, Python {platform.python_version()}, one process")
    print(f"texts                {len(texts)} reports, {words} words, {ROUNDS} rounds")
    print(f"whole road / parse   {statistics.median(ratios):.2f}  (from {min(ratios):.2f} to {max(ratios):.2f}; at most 2.0)")
    print(f"words a second       {words / statistics.median(whole):.0f} on one core; bare parse {words / statistics.median(bare):.0f}")
    print(f"resident memory      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at its peak (at most 700)")
    print(f"dateline --help      {start_up('--help'):.2f} s of processor time (at most 0.3)")


main()
