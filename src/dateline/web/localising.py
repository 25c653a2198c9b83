"""Days, moments and numbers as the reader's language and region write them (Unicode CLDR, through Babel), moments in his time zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context

PLAIN = "en_GB"  # where nothing is asked for, and for text that is no page
LOCALES = (
    "en_GB", "en_US", "en_AU", "en_CA", "en_IE", "en_IN", "en_NZ", "en_ZA", "de_DE", "es_ES", "fr_FR", "it_IT", "nl_NL", "pl_PL", "pt_BR",
    "pt_PT", "sv_SE", "nb_NO", "da_DK", "fi_FI", "cs_CZ", "tr_TR", "uk_UA", "ru_RU", "ar_EG", "ja_JP", "ko_KR", "zh_CN",
)  # fmt: skip
KNOWN = 4_096  # days, moments and numbers that are kept in mind


@lru_cache(maxsize=64)
def locale_of(languages: str | None) -> str:
    """The locale for what a browser says of its languages (the header ``Accept-Language``); ``PLAIN`` where none of them is known.

    A bare language without region means its first locale: "de" is German as in Germany, "en" English as in Britain.
    """
    weighed = []
    for place, part in enumerate((languages or "")[:200].split(",")):
        name, _, weight = part.strip().partition(";")
        try:
            weighed.append((-float(weight.strip().removeprefix("q=") or 1), place, name.strip().replace("-", "_")))
        except ValueError:
            continue
    for _, _, name in sorted(weighed):
        found = next((each for each in LOCALES if each.casefold() == name.casefold()), None)
        found = found or next((each for each in LOCALES if name and each.partition("_")[0] == name.partition("_")[0].casefold()), None)
        if found is not None:
            return found
    return PLAIN


@lru_cache(maxsize=KNOWN)
def day(value: str | None, locale: str = PLAIN) -> str:
    """An ISO day or moment as "3 Feb 2016"; empty for None, and what is no day as it is."""
    from babel.dates import format_date

    if not value:
        return ""
    try:
        found = datetime.fromisoformat(value[:10])
    except ValueError:
        return value
    return str(format_date(found, "medium", locale=locale))


@lru_cache(maxsize=KNOWN)
def moment(value: str | None, zone: ZoneInfo, locale: str = PLAIN) -> str:
    """An ISO moment as "3 Feb 2016, 14:05 CET" in ``zone``, which is named; a bare day stays one."""
    from babel.dates import format_time

    if not value:
        return ""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    if len(value) <= len("2016-02-03"):
        return day(value, locale)
    local = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(zone)
    return f"{day(local.date().isoformat(), locale)}, {format_time(local, 'short', locale=locale)} {local:%Z}"


@lru_cache(maxsize=KNOWN)
def amount(value: float | None, locale: str = PLAIN) -> str:
    """A number with the marks of its language: 12,000 or 12.000."""
    from babel.numbers import format_decimal

    return "" if value is None else str(format_decimal(value, locale=locale, decimal_quantization=False))


def _here(context: Context) -> str:
    return str(context.get("locale", PLAIN))


@pass_context
def _day(context: Context, value: str | None) -> str:
    return day(value, _here(context))


@pass_context
def _moment(context: Context, value: str | None, zone: ZoneInfo) -> str:
    return moment(value, zone, _here(context))


@pass_context
def _amount(context: Context, value: float | None) -> str:
    return amount(value, _here(context))


FILTERS: Mapping[str, Any] = {"day": _day, "moment": _moment, "amount": _amount}  # of templates: they know the page's locale
