"""Whose pages these are: the name and the address that stand in messages.

Both come from the municipality's row and the operator's settings, never from the `Host` of a request: whoever asks for
a message to somebody else must not choose where its link leads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Site:
    """The pages of a municipality, or of the operator when `municipality` is empty."""

    host: str
    municipality: str = ""
    language: str = settings.LANGUAGE_CODE

    @property
    def name(self) -> str:
        """As it stands in a sentence, in the language of the moment."""
        return _("the municipality of %(name)s") % {"name": self.municipality} if self.municipality else "Raderwerk"

    def url(self, path: str) -> str:
        """The full address of a page; `path` begins with a slash."""
        scheme = "https" if settings.HTTPS_ONLY else "http"
        port = f":{settings.PORT_IN_LINKS}" if settings.PORT_IN_LINKS else ""
        return f"{scheme}://{self.host}{port}{path}"


def is_path_here(path: str) -> bool:
    """Whether `next` names a page of this host: a path that begins with one slash, and nothing relative or elsewhere."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)


def site_of(municipality: Any) -> Site:
    """The site of a municipality; None: the operator's. One query."""
    if municipality is None:
        return Site(settings.OPERATOR_HOSTS[0])
    return Site(municipality.primary_host, municipality.name, municipality.languages[0])


def site_of_request(request: Any) -> Site:
    return site_of(getattr(request, "municipality", None))
