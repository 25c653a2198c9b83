"""Place or actor: how the context of a place name tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.extract.metonymy import reading
from dateline.knowledge import Knowledge
from dateline.model.parse import Parse

CASES = (
    ("Kabul", "actor", "Kabul rejected the offer of a truce."),
    ("Kabul", "place", "The delegation flew to Kabul on Sunday."),
    ("London", "actor", "London's refusal to sign angered its partners."),
    ("London", "place", "The ministers will meet in London next week."),
    ("Cairo", "place", "Security was tight on the streets of Cairo."),
    ("Germany", "actor", "The treaty was signed by Germany and nine others."),
    ("Germany", "place", "He has lived in southern Germany for ten years."),
    ("Kenya", "actor", "Kenya will send another battalion."),
    ("Kenya", "place", "The drought has spread across Kenya."),
    ("Baghdad", "place", "Six people died when a bomb went off near Baghdad."),
    ("US", "actor", "The US-led coalition said that it was not aware of the raid."),
    ("Kabul", "actor", "Kabul is ready to open the border."),
    ("Kabul", "actor", "The alliance offered Kabul helicopters and fuel."),
    ("Hanoi", "actor", "The admiral called on Hanoi to pull back its patrols."),
    ("Hanoi", "actor", "The patrols alarmed Hanoi and its neighbours."),
    ("Lusaka", "actor", "The dam was closed for repairs, according to Lusaka."),
    ("Lusaka", "actor", "A new embargo on Lusaka was agreed."),
    ("Kenya", "place", "The council wants to send observers to Kenya."),
    ("Lima", "place", "They recalled their ambassador from Lima."),
    ("Crimea", "place", "The general annexed Crimea in a single summer."),
    ("France", "actor", "The rebels accused France of bombing the village."),
)


@pytest.mark.parametrize(("name", "wanted", "text"), CASES)
def test_metonymy_reads_names_by_their_context(
    name: str, wanted: str, text: str, parse: Callable[[str], Parse], knowledge: Knowledge
) -> None:
    parsed = parse(text)
    token = parsed.words.index(name)
    read = reading(parsed, token, token + 1, knowledge.gazetteer.named(name))
    assert read.reads_as == wanted, read.reasons
    assert 0.5 <= read.confidence <= 1
    assert read.reasons
