"""Parameters that an address does not know are told: a misspelt one would be left out in silence."""

from __future__ import annotations

from fastapi import Request
from fastapi.routing import APIRoute

from dateline.store.question import WORDS, unknown


async def known_parameters(request: Request) -> None:
    """Raises ``UsageError`` with the nearest right ones for a parameter that the address does not take."""
    if not request.url.query:
        return
    known = names_of(request.scope["route"])
    strange = next((name for name in request.query_params if name not in known and name.replace("_", "-") not in known), None)
    if strange is not None:
        raise unknown("The parameter", strange[:80], known, "" if known else "This address takes none.")


def names_of(route: APIRoute) -> tuple[str, ...]:
    """The parameters that a route takes in the address line."""
    declared = [each.alias for each in route.dependant.query_params]
    inner = [each.alias for dependant in route.dependant.dependencies for each in dependant.query_params]
    listed = [each["name"] for each in (route.openapi_extra or {}).get("parameters", ())]
    if "words" in listed:  # the question itself says which answers know a filter word
        listed += [word.name for word in WORDS]
    return tuple(dict.fromkeys((*declared, *inner, *listed)))
