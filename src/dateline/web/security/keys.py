"""Secrets: made, kept as digests alone, compared in constant time; and the tokens of forms.

A form's token is made anew for every address, so that nobody who guesses at it through the length of compressed pages (BREACH) ever
finds two pages with the same one, and the page still has the same bytes at the same address.
"""

from __future__ import annotations

import secrets
from hashlib import blake2b, sha256
from hmac import compare_digest

NONCE, TAG = 8, 16  # bytes


def fresh() -> str:
    """A secret that nobody guesses, of 43 characters that may stand in a header."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret of ours: it is random, so one hash does."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same; takes as long where they differ."""
    return compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))


def form_token(key: str, address: bytes) -> str:
    """The token that forms on the page at ``address`` carry, for the session whose secret is ``key``."""
    nonce = blake2b(address, key=key.encode()[:64], digest_size=NONCE, person=b"nonce").hexdigest()
    return f"{nonce}.{_tag(key, nonce)}"


def form_token_fits(key: str, token: str) -> bool:
    """Whether ``token`` was made for a form of the session whose secret is ``key``."""
    nonce, _, tag = token.partition(".")
    return len(nonce) == 2 * NONCE and same(tag, _tag(key, nonce))


def _tag(key: str, nonce: str) -> str:
    return blake2b(nonce.encode("utf-8", "surrogatepass"), key=key.encode()[:64], digest_size=TAG, person=b"form").hexdigest()


def strangers_key(secret: str, cookie: str) -> str:
    """The secret behind the forms of somebody who has not signed in: of this run, and of what his browser was given."""
    return digest(f"{secret} {cookie}")
