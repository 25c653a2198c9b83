"""What is sent: one alert, or a digest of many, as text and as JSON, under the key of its delivery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.watch.wording import Message, lines

MOST = 100  # alerts of a digest that are told; the rest is counted
TOLD_WHOLE = 40


class SendFailed(Exception):
    """A receiver did not take something: one sentence, without secrets. ``wait`` is how many seconds it asked for.

    ``taken`` is True where it must not be sent again.
    """

    def __init__(self, reason: str, *, wait: float | None = None, taken: bool = False) -> None:
        super().__init__(reason)
        self.wait, self.taken = wait, taken


@dataclass(frozen=True, slots=True)
class Packet:
    """One message to one receiver.

    ``key`` is the same at every try; ``first_key`` that of the packet with the first alert on the same thing. ``date`` is as in mails (RFC
    5322); ``messages`` are those told, ``left_out`` how many more there are.
    """

    key: str
    watch: str
    kind: str
    subject: str
    text: str
    date: str
    messages: tuple[Message, ...]
    left_out: int = 0
    first_key: str | None = None


def packet_of(
    key: str, watch: str, kind: str, date: str, told: Sequence[Message], first_key: str | None = None, *, left_out: int = 0
) -> Packet:
    """The packet of a delivery with the alerts ``told``; it says how many a digest leaves out."""
    count = len(told) + left_out
    if count == 1:
        return Packet(key, watch, kind, told[0].title, "\n".join(lines(told[0])) + "\n", date, tuple(told), 0, first_key)
    subject = f"{watch}: {count} alerts"
    parts = ["\n".join(lines(message)) if place < TOLD_WHOLE else lines(message)[0] for place, message in enumerate(told)]
    rest = [f"{left_out} more are left out here: dateline alerts list --watch {watch!r} has them."] if left_out else []
    return Packet(key, watch, kind, subject, "\n\n".join([subject, *parts, *rest]) + "\n", date, tuple(told), left_out, first_key)
