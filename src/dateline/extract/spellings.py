"""Words that differ by one letter."""

from __future__ import annotations

_SHORTEST = 6  # letters a name must have before a different letter is a slip rather than another name
_ENDINGS = ("s", "a", "i", "e")  # Ivanov and Ivanova, the Kims: another form, not a slip


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two long words differ by one letter put in, left out, changed or swapped, and not by an ending."""
    if one == other or min(len(one), len(other)) < _SHORTEST or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    first = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(long) > len(short):
        return long[first + 1 :] == short[first:] and not (first == len(short) and long[-1] in _ENDINGS)
    if one[first + 1 :] == other[first + 1 :]:
        return first < len(one) - 1 or not {one[-1], other[-1]} & set(_ENDINGS)
    return one[first : first + 2] == other[first : first + 2][::-1] and one[first + 2 :] == other[first + 2 :]
