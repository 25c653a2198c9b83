"""What a watch of a thousand rules costs a report: the rules are compiled once, then every report of a store is held against them.

``python benchmarks/watches.py STORE [RULES]`` (1,000 by default) says how long compiling took, and median, 95th percentile and most of a
report.
"""

from __future__ import annotations

import itertools
import random
import statistics
import sys
import time
from datetime import UTC, datetime

from dateline.errors import UsageError
from dateline.store import Store
from dateline.store.question import STATUSES, TYPES
from dateline.watch.checking import seen, stored
from dateline.watch.matching import Rule, RuleIndex, compiled
from dateline.watch.rules import Watch

PLACES = ("MDG", "ZAF", "KEN", "FRA", "LBY", "SYR", "USA", "ITA", "RUS", "TUR", "EGY", "IRQ", "AFG", "SDN", "MLI", "NGA")
WORDS = ("talks", "strikes", "clinic", '"peace talks"', "observers", "cease*", "bridge", "tents", "election NOT vote", "oil OR gas")


def questions(count: int) -> list[str]:
    """Questions of several shapes, the same each time: by type and place, actor, words, figures, and some that hang on the type alone."""
    rand = random.Random(6)
    shapes = itertools.cycle((
        lambda: f"type={rand.choice(TYPES)}&place={rand.choice(PLACES)}",
        lambda: f"type={rand.choice(TYPES)}&status={rand.choice(STATUSES)}",
        lambda: f"actor={rand.choice(PLACES)}&type={rand.choice(TYPES)}",
        lambda: f"words={rand.choice(WORDS)}&place={rand.choice(PLACES)}",
        lambda: f"doer={rand.choice(PLACES)}-GOV&status=real",
    ))  # fmt: skip
    return [next(shapes)() for _ in range(count)]


def main(address: str, count: int) -> None:
    """Measures and prints."""
    with Store(address) as store, store.reading() as connection:
        begun, rules = time.perf_counter(), list[Rule]()
        for number, where in enumerate(questions(count)):
            try:
                rules.append(compiled(number, Watch(f"w{number}", where=where), connection, datetime.now(UTC).date()))
            except UsageError:
                continue
        index = RuleIndex.of(rules)
        print(f"{len(rules)} rules compiled in {time.perf_counter() - begun:.1f} s")
        times, spent, found = [], [], 0
        for each in seen(connection, stored(connection, None)):
            begun, cpu = time.perf_counter(), time.process_time()
            found += len(index.matches(each.facts))
            times.append((time.perf_counter() - begun) * 1000)
            spent.append((time.process_time() - cpu) * 1000)
    print(f"{len(times)} reports, {found} matches; a report by the clock: {_shown(times)}; processor time: {_shown(spent)}")


def _shown(times: list[float]) -> str:
    last = sorted(times)[int(0.95 * (len(times) - 1))]
    return f"median {statistics.median(times):.2f} ms, 95th percentile {last:.2f} ms, most {max(times):.2f} ms"


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000)
