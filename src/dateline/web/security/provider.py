"""Sign-in by OpenID Connect, through authlib: the code flow with PKCE, state and nonce; the token's signature and claims are checked."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, cast
from urllib.parse import urlsplit

from dateline.errors import DatelineError, UsageError
from dateline.web.security.keys import fresh, same
from dateline.web.settings import Provider

SECONDS = 10.0  # for an answer of the provider
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA", "Ed25519")
LEEWAY = 60  # seconds that the clocks may differ


class ProviderError(DatelineError):
    """The provider does not answer, or not as it should."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a browser is sent to the provider with: kept in its cookie, signed, until it comes back."""

    state: str
    nonce: str
    verifier: str
    wanted: str  # the page that it wanted

    @staticmethod
    def new(wanted: str) -> Errand:
        """One with fresh secrets."""
        return Errand(fresh(), fresh(), fresh() + fresh()[:10], wanted)

    def signed(self, key: str) -> str:
        """The errand as a cookie holds it."""
        body = urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode().rstrip("=")
        return f"{body}.{_signature(key, body)}"


def errand(cookie: str, key: str) -> Errand:
    """The errand in a cookie; ``UsageError`` where it was not signed here."""
    body, _, signature = cookie.partition(".")
    if not body or not same(signature, _signature(key, body)):
        raise UsageError("The way through the provider took too long, or began in another browser: sign in again.")
    return Errand(**json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4))))


def leaving(provider: Provider, back: str, sent: Errand) -> str:
    """The provider's address that a browser is sent to; ``back`` is where it returns."""
    with _session(provider, back) as session:
        where = _found(provider)["authorization_endpoint"]
        address, _ = session.create_authorization_url(where, state=sent.state, nonce=sent.nonce, code_verifier=sent.verifier)
    return str(address)


def returning(provider: Provider, back: str, sent: Errand, state: str, code: str) -> str:
    """Who has signed in at the provider, by the claim that names people here; ``ProviderError`` where anything does not fit."""
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    if not same(state, sent.state):
        raise UsageError("The provider answers somebody else's question: sign in again.")
    known = _found(provider)
    token = _token(provider, back, sent, code, known["token_endpoint"])
    try:
        keys = KeySet.import_key_set(cast(Any, _asked(known["jwks_uri"])))
        read = jwt.decode(str(token.get("id_token", "")), keys, algorithms=list(ALGORITHMS))
        wanted = {"iss": {"value": known["issuer"]}, "aud": {"value": provider.client}}
        claims = CodeIDToken(read.claims, read.header, wanted, {"nonce": sent.nonce, "client_id": provider.client})
        claims.validate(leeway=LEEWAY)
    except (JoseError, ValueError, KeyError) as error:
        raise ProviderError(f"What {provider.name} says of you cannot be believed ({type(error).__name__}).") from error
    found = claims.get(provider.claim)
    if not isinstance(found, str) or not found:
        raise ProviderError(f"{provider.name} does not say your {provider.claim}: the administrator names another --claim.")
    if provider.claim == "email" and claims.get("email_verified") is False:
        raise ProviderError(f"{provider.name} has not verified your address.")
    return found


def _token(provider: Provider, back: str, sent: Errand, code: str, where: str) -> dict[str, Any]:
    from authlib.common.errors import AuthlibBaseError
    from requests import RequestException

    with _session(provider, back) as session:
        try:
            found = session.fetch_token(where, code=code, code_verifier=sent.verifier, timeout=SECONDS)
        except (AuthlibBaseError, RequestException, ValueError) as error:
            raise ProviderError(f"{provider.name} does not take the sign-in ({type(error).__name__}): try again.") from error
    return dict(found)


def _session(provider: Provider, back: str) -> Any:
    try:
        from authlib.integrations.requests_client import OAuth2Session
    except ModuleNotFoundError as error:
        raise ProviderError('Sign-in by a provider needs the package authlib: pip install "dateline[oidc]".') from error
    return OAuth2Session(provider.client, provider.secret, scope="openid profile email", redirect_uri=back, code_challenge_method="S256")


@lru_cache(maxsize=4)
def _found(provider: Provider) -> dict[str, str]:
    """What the provider says of itself."""
    found = _asked(f"{provider.issuer}/.well-known/openid-configuration")
    needed = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
    if not all(isinstance(found.get(name), str) for name in needed) or found["issuer"].rstrip("/") != provider.issuer:
        raise ProviderError(f"{provider.issuer} does not describe itself as a provider.")
    return {name: found[name] for name in needed}


def _asked(address: str) -> dict[str, Any]:
    import requests

    secure = urlsplit(address)
    if secure.scheme != "https" and secure.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ProviderError(f"{address}: a provider is asked over https alone.")
    try:
        answer = requests.get(address, timeout=SECONDS, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise ProviderError(f"The provider does not answer ({type(error).__name__}): try again in a minute.") from error
    if not isinstance(found, dict):
        raise ProviderError(f"{address} does not answer as a provider does.")
    return found


def _signature(key: str, body: str) -> str:
    return blake2b(body.encode("utf-8", "surrogatepass"), key=key.encode()[:64], digest_size=32, person=b"errand").hexdigest()
