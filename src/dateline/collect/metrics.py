"""Figures of collecting, for Prometheus."""

from __future__ import annotations

from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from dateline.errors import OutputError


class Metrics:
    """Counts what the collector does; ``registry`` is to be served, or written into a file with ``write``."""

    def __init__(self) -> None:
        """All at zero."""
        self.registry = CollectorRegistry()
        self._fetches = Counter("dateline_fetches", "Fetches by how they ended", ["outcome"], registry=self.registry)
        self._reports = Counter("dateline_reports", "Reports by how they were kept", ["outcome"], registry=self.registry)
        self._set_aside = Counter("dateline_set_aside", "Addresses and reports set aside", registry=self.registry)
        self._waiting = Gauge("dateline_waiting", "Addresses that wait to be fetched or read", registry=self.registry)
        self._seconds = Counter("dateline_reading_seconds", "Seconds spent on reading and keeping", registry=self.registry)

    def fetched(self, outcome: str) -> None:
        """One more fetch: ``new``, ``unchanged``, ``passing``, ``lasting`` or ``gone``."""
        self._fetches.labels(outcome).inc()

    def kept(self, outcome: str) -> None:
        """One more report: ``new``, ``new version``, ``same`` or ``forgotten``."""
        self._reports.labels(outcome).inc()

    def set_aside(self) -> None:
        """One more address or report set aside."""
        self._set_aside.inc()

    def waiting(self, number: int) -> None:
        """How many addresses wait."""
        self._waiting.set(number)

    def read(self, seconds: float) -> None:
        """Seconds spent on one report."""
        self._seconds.inc(seconds)

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)

    def write(self, path: Path) -> None:
        """Writes the figures into a file, whole or not at all; ``OutputError`` where that fails."""
        beside = path.with_name(f".{path.name}.new")
        try:
            beside.write_bytes(self.text())
            beside.replace(path)
        except OSError as error:
            raise OutputError(f"{path}: the metrics cannot be written ({error.strerror}).") from error
