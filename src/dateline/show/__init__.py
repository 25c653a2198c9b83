"""A record for eyes: the terminal, the page of a report, its map, why a value was taken."""
