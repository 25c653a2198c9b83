"""From cited values to identities and normal forms: one file a noun."""

from dateline.resolve.actors import actors
from dateline.resolve.places import dateline_place, places, roles
from dateline.resolve.propositions import propositions
from dateline.resolve.times import times

__all__ = ["actors", "dateline_place", "places", "propositions", "roles", "times"]
