"""For whom people speak who are named by their duty alone: "a rebel spokesman"."""

from __future__ import annotations

from dataclasses import replace

from dateline.resolve.identities import Identity, Scene
from dateline.resolve.persons import spoken_for


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
