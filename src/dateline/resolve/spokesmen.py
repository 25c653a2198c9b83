"""For whom people speak, and whose men they are, who are named by their duty alone: "a rebel spokesman", "fighters of the group"."""

from __future__ import annotations

from dataclasses import replace

from dateline.resolve.identities import Identity, Scene
from dateline.resolve.persons import spoken_for

LED = frozenset("men fighters forces troops soldiers militants followers units ranks militias army gunmen".split())


def spokesmen(scene: Scene, found: dict[int, Identity]) -> dict[int, Identity]:
    """The same, where "a rebel spokesman" speaks for those whom the article calls "the rebels"."""
    spoken: dict[str, Identity] = {}
    crowds = {scene.parse.lowers[scene.mentions[n].head]: identity for n, identity in found.items() if scene.mentions[n].plural}
    for number, identity in found.items():
        if identity.kind != "person" or identity.known or identity.office is None or identity.speaks_for is not None:
            continue
        owner = next((crowds[f"{word}s"] for word in identity.office.title.lower().split()[:-1] if f"{word}s" in crowds), None)
        told = spoken_for(scene, number)
        owner = found.get(told) if told is not None and owner is None else owner
        if owner is not None and owner.kind != "person":
            spoken[identity.id] = replace(
                identity, speaks_for=owner.id, code=owner.code or identity.code, country=owner.country or identity.country,
                office=replace(identity.office, of=owner.country or owner.id),
            )  # fmt: skip
    return {number: spoken.get(identity.id, identity) for number, identity in found.items()}


def members_of(scene: Scene, found: dict[int, Identity]) -> dict[int, Identity]:
    """The same, where "fighters of the group" are the group; those who are counted stay apart."""
    parse = scene.parse
    for number, identity in found.items():
        mention, after = scene.mentions[number], found.get(number + 1)
        counted = any(parse.tags[i] == "CD" for i in range(mention.first, mention.head))
        if not identity.id.startswith("nominal/") or after is None or counted or parse.lowers[mention.head] not in LED:
            continue
        theirs = parse.lowers[mention.last : mention.last + 1] == ("of",) and scene.mentions[number + 1].first == mention.last + 1
        if theirs and after.kind in ("armed-group", "armed-force") and not after.id.startswith("nominal/"):
            found[number] = after
    return found
