"""Public pages are kept until anything in the municipality changes.

    @remembered
    def dashboard(request): ...

`tenants.outbox.actions.change` calls `forget_pages` when it has committed, so no page is older than the last change; the
setting is only the longest that one is kept. What is kept belongs to one municipality (every key has its schema), one
language, one day, one address, this state of the project's files, and to everybody who has not signed in, or to one
person with the roles of the moment.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache as cache_in_process
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar, cast
from uuid import uuid4

import structlog
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.translation import get_language
from redis.exceptions import RedisError

from tenants.kit.caller import Caller, caller_of
from tenants.kit.clock import today

View = TypeVar("View", bound=Callable[..., HttpResponse])
_log = structlog.get_logger("raderwerk.pages")
_VERSION = "pages"
_MADE_OF = (".py", ".html", ".po")


def forget_pages() -> None:
    """Throw away every page of the municipality in whose schema this runs."""
    try:
        cache.set(_VERSION, uuid4().hex, None)
    except RedisError:
        # The change itself stands. Without the cache no page comes from it either; see `_kept`.
        _log.warning("pages_not_forgotten")


def remembered(view: View) -> View:
    """For a view of a page that says the same to everybody who stands where this caller stands."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_worth_keeping(request):
            return view(request, *args, **kwargs)
        key = _key(request)
        version, page = _kept(key)
        if page is None:
            response = view(request, *args, **kwargs)
            if version and response.status_code == 200:
                _keep(key, version, _between_tokens(response.content.decode(), request))
            return response
        first, *rest = page
        return HttpResponse("".join([first, *(_tokens(request) + part for part in rest)]))

    return cast(View, answer)


def _is_worth_keeping(request: HttpRequest) -> bool:
    """A page with a message for one person is not; nor is one of endlessly many addresses."""
    asked = set(request.GET) <= {"page"} and len(request.META["QUERY_STRING"]) < 20
    return bool(settings.PAGES_REMEMBERED) and request.method == "GET" and asked and not len(get_messages(request))


def _key(request: HttpRequest) -> str:
    municipality = str(getattr(request, "municipality", None))
    parts = (
        _edition(), municipality, get_language(), today(), _standing(caller_of(request)), request.get_full_path(),
    )  # fmt: skip
    return f"page:{_digest(parts)}"


@cache_in_process
def _edition() -> str:
    """Another one after the code, a template or a translation was changed and the process started again."""
    files = (file for house in settings.HOUSES for file in (settings.BASE_DIR / house).rglob("*.*"))
    seen = sorted((str(file), file.stat().st_mtime_ns) for file in files if file.suffix in _MADE_OF)
    return _digest(seen)


def _digest(parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()


def _standing(caller: Caller) -> str:
    return "" if caller.is_anonymous else f"{caller.label()} {' '.join(sorted(caller.roles))}"


def _tokens(request: HttpRequest) -> str:
    """The one thing in a page that differs between two visitors: what protects its forms."""
    return str(_tag().render({}, request))


@cache_in_process
def _tag() -> Any:
    return engines["django"].from_string("{% csrf_token %}")


def _between_tokens(page: str, request: HttpRequest) -> list[str]:
    """The page without its tokens, in parts."""
    shape = re.sub(r'value="[^"]*"', 'value="[^"]*"', _tokens(request))
    return re.split(shape, page)


def _kept(key: str) -> tuple[str, list[str] | None]:
    """The version that pages have now, and the page when one of this version is kept; no version without a cache."""
    try:
        found: dict[str, Any] = cache.get_many([_VERSION, key])
        version = str(found.get(_VERSION) or cache.get_or_set(_VERSION, lambda: uuid4().hex, None))
    except RedisError:
        return "", None
    known, page = found.get(key, ("", None))
    return version, page if known == version else None


def _keep(key: str, version: str, page: list[str]) -> None:
    try:
        cache.set(key, (version, page), settings.PAGES_REMEMBERED)
    except RedisError:
        _log.warning("page_not_kept")
