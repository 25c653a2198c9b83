"""What a situation was told to expect: threats and what is set for a day; and the reports that tell that it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.stories.changes_matter import Sight
from dateline.stories.changes_once import Found
from dateline.stories.diary import Diary
from dateline.stories.threats import Threats


@dataclass(slots=True)
class Foretold:
    """The threats and the diary of a situation."""

    _threats: Threats = field(default_factory=Threats)
    _diary: Diary = field(default_factory=Diary)

    def remember(self, sight: Sight) -> None:
        """Takes in what a report threatens, announces, sets for a day."""
        self._threats.remember(sight)
        self._diary.remember(sight)

    def come(self, sight: Sight, kept: Sequence[Found], found: Sequence[Found]) -> list[Found]:
        """What ``sight`` tells as carried out or taking place, beside the changes ``kept`` of it and those ``found`` before."""
        left = [each.now for each in kept if each.kind == "member-left"]
        return [*self._threats.carried_out(sight, left, [*found, *kept]), *self._diary.took_place(sight, kept)]
