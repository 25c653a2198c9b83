"""The cost of forty mixed questions to a store: first page of each, three rounds; median and 95th percentile in milliseconds.

    python benchmarks/store.py --reports 100000 --store /tmp/dateline.db
    python benchmarks/asking.py /tmp/dateline.db [--rare] [--each]

With --rare forty questions that have few answers or none, although what they ask for is frequent, each thing by itself.

Rounds are told apart: in the first the pages of the file may have to come from the disk. Processor time stands beside, for machines that
have other work to do.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import statistics
import time
from collections.abc import Sequence
from typing import Any

from dateline.store import Store
from dateline.store.asking import Answers
from dateline.store.question import Noun, Question

PAGE, ROUNDS = 20, 3
AT_THE_MEDIAN, AT_95 = 50, 200  # milliseconds
QUESTIONS: tuple[tuple[Noun, str], ...] = (
    ("reports", "words=government"),
    ("reports", "words=government+minister+talks"),
    ("reports", 'words="security+council"'),
    ("reports", "words=milit*"),
    ("reports", "words=(Libya+OR+Tunisia)+NOT+minister"),
    ("reports", "words=government+OR+minister+OR+president+OR+talks"),
    ("reports", "words=president+NOT+talks"),
    ("reports", "words=government+AND+(army+OR+troops)+NOT+elections"),
    ("reports", "words=talks&sort=relevance"),
    ("reports", "words=government+OR+president&sort=relevance"),
    ("reports", "actor=ITA-GOV"),
    ("reports", "actor=ITA"),
    ("reports", "actor=USA&place=Libya"),
    ("reports", "place=Libya"),
    ("reports", "place=Rwanda&words=army"),
    ("reports", "type=ASSAULT&status=ruled-out"),
    ("reports", "type=ASSAULT&status=happened&since=2020-01"),
    ("reports", "stance=opposes"),
    ("reports", "since=2024&language=en"),
    ("reports", "source=feed-7"),
    ("events", "type=ASSAULT"),
    ("events", "type=ASSAULT&status=real&actor=FRA"),
    ("events", "actor=RUS&since=2019&until=2020"),
    ("events", "place=Yemen&status=happened"),
    ("events", "recipient=UKR"),
    ("events", "words=ceasefire&type=COERCE"),
    ("events", "status=ruled-out"),
    ("events", "when_since=2016-01-01&when_until=2016-02-01"),
    ("events", "speaker=FRA"),
    ("events", "type=PROTEST&place=Haiti"),
    ("statements", "speaker=FRA-GOV"),
    ("statements", "act=deny"),
    ("statements", "words=elections&speaker=USA"),
    ("positions", "stance=supports"),
    ("positions", "actor=FRA"),
    ("commitments", "doer=USA"),
    ("commitments", "type=AID"),
    ("figures", "measure=killed&min=10"),
    ("figures", "place=Yemen"),
    ("memberships", "group=United+Nations"),
)
RARE: tuple[tuple[Noun, str], ...] = (
    ("reports", "language=fr"),
    ("reports", "words=government&language=fr"),
    ("reports", "type=ASSAULT&status=happened&language=fr"),
    ("reports", "act=threaten&speaker=HTI"),
    ("reports", "act=praise&actor=COD"),
    ("reports", "mode=torture&type=PROTEST"),
    ("reports", "stance=neutral&actor=COL"),
    ("reports", "member=HTI"),
    ("reports", "words=army&actor=HTI&type=SANCTION&status=denied"),
    ("reports", "actor=USA&place=Haiti&type=SANCTION&status=alleged"),
    ("reports", "min=100000000000"),
    ("reports", "since=2040"),
    ("events", "language=fr&type=ASSAULT"),
    ("events", "mode=torture&actor=USA"),
    ("events", "context=cyber&type=PROTEST"),
    ("events", "context=health&status=denied"),
    ("events", "doer=HTI&recipient=PHL"),
    ("events", "doer=HTI&recipient=PHL&type=SANCTION"),
    ("events", "speaker=HTI&type=SANCTION"),
    ("events", "actor=COL&place=Haiti"),
    ("events", "type=PROTEST&status=ongoing"),
    ("events", "type=AID&status=real&actor=HTI&recipient=USA"),
    ("events", "when_since=2016-01-01&when_until=2016-01-02&type=SANCTION"),
    ("events", "source=feed-7&type=SANCTION&status=threatened"),
    ("statements", "act=threaten&speaker=HTI"),
    ("statements", "act=praise&speaker=USA"),
    ("statements", "act=praise&recipient=USA"),
    ("statements", "act=concern&speaker=YEM"),
    ("statements", "recipient=HTI"),
    ("positions", "actor=HTI&stance=neutral"),
    ("positions", "proposition=assault&stance=neutral"),
    ("positions", "actor=USA&proposition=assault&stance=conditional"),
    ("commitments", "status=overdue"),
    ("commitments", "type=ACCUSE&stance=against"),
    ("commitments", "doer=HTI&type=ACCUSE"),
    ("figures", "measure=killed&speaker=COL"),
    ("figures", "measure=killed&max=-5"),
    ("figures", "actor=HTI&measure=money"),
    ("memberships", "speaker=COL"),
    ("memberships", "group=coalition-against-isis&member=HTI"),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--rare", action="store_true", help="the questions with few answers or none")
    parser.add_argument("--each", action="store_true", help="also the processor time of each question, the slowest first")
    chosen = parser.parse_args()
    asked = RARE if chosen.rare else QUESTIONS
    machine = platform.processor() or platform.machine()
    print(f"machine            {machine}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    walls: list[list[float]] = []
    cpus: list[list[float]] = []
    with Store(chosen.store, readonly=True) as store:
        for noun, address in asked:
            answers = store.ask(noun, Question.from_address(address))
            took = [_once(answers) for _ in range(ROUNDS)]
            walls.append([wall for wall, _ in took])
            cpus.append([cpu for _, cpu in took])
    for name, figures in (
        ("first round", [each[0] for each in walls]),
        ("later rounds", [min(each[1:]) for each in walls]),
        ("processor time", [min(each) for each in cpus]),
    ):
        print(f"{name:<18} {_told(figures)}")
    print(f"{'wanted':<18} median {AT_THE_MEDIAN}, 95 of 100 under {AT_95}")
    if chosen.each:
        for took, (noun, address) in sorted(zip([min(each) for each in cpus], asked, strict=True), reverse=True):
            print(f"  {took:7.1f}  {noun} {address}")


def _once(answers: Answers[Any]) -> tuple[float, float]:
    begin, busy = time.perf_counter(), time.process_time()
    answers.page(PAGE)
    return (time.perf_counter() - begin) * 1000, (time.process_time() - busy) * 1000


def _told(figures: Sequence[float]) -> str:
    ordered = sorted(figures)
    return (
        f"median {statistics.median(ordered):.1f}, 95 of 100 under {ordered[int(len(ordered) * 0.95) - 1]:.1f}, all under {ordered[-1]:.1f}"
    )


if __name__ == "__main__":
    main()
