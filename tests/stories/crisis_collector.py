"""Collects the reports of a sample crisis from a folder until it is killed: everything but the reading, done beforehand, is real.

``python tests/stories/crisis_collector.py CONFIGURATION RECORDS``: RECORDS is a file of pickled records by address, made by a test.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from dateline.batch import Outcome
from dateline.collect.collector import Collector
from dateline.collect.config import load
from dateline.collect.log import Log
from dateline.collect.reader import InlineReader
from dateline.ingest import Capture
from dateline.model.record import Record
from dateline.store import Store
from dateline.watch.service import Watching


def main(file: str, records: str, *, once: bool) -> None:
    """Collects and watches by a configuration; with ``once`` until nothing is left to do."""
    read: dict[str, Record] = pickle.loads(Path(records).read_bytes())
    config = load(Path(file))

    def known(capture: Capture) -> Outcome:
        return read[Path(capture.uri.partition(":")[0]).stem.partition("=")[2]]

    with Store(Path(file).parent / config.collect.store) as store:
        log = Log("text")
        collector = Collector(config, store, InlineReader(known), base=Path(file).parent, log=log)
        with Watching(store, Path(file).parent, lambda fact, reason: log(fact, reason=reason)) as watching:
            collector.run(once=once, alive=lambda: watching.pulse(collector.tally.new + collector.tally.versions))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], once=len(sys.argv) > 3)
