"""What an installation on a database of its own may not do without: it refuses to start, or says why it may."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured

from config.services.both import is_embedded

_SHORTEST_SECRET = 50


def faults() -> list[Error]:
    """Nothing on the embedded services, which are for trying out; and nothing that ALLOW_INSECURE names."""
    if is_embedded("DATABASE_URL"):
        return []
    found = {
        "debug": settings.DEBUG
        and Error("DEBUG shows errors with their insides.", hint="Unset DEBUG.", id="raderwerk.E011"),
        "secret": (not settings.IS_SECRET_GIVEN or len(settings.SECRET_KEY) < _SHORTEST_SECRET)
        and Error(
            "SECRET_KEY is missing or short: sessions and links could be forged, or end with each restart.",
            hint='Set it to what `python -c "import secrets; print(secrets.token_urlsafe(50))"` prints.',
            id="raderwerk.E012",
        ),
        "hosts": "*" in settings.ALLOWED_HOSTS
        and Error(
            "ALLOWED_HOSTS takes every host name, also one that somebody made up for a link in a message.",
            hint="Name the hosts, such as .raderwerk.example.nl.",
            id="raderwerk.E013",
        ),
        "http": not settings.HTTPS_ONLY
        and Error(
            "Passwords and sessions would travel readable for all.",
            hint="Set HTTPS_ONLY, and BEHIND_TLS_PROXY when a proxy in front speaks TLS.",
            id="raderwerk.E014",
        ),
    }
    return [fault for name, fault in found.items() if fault and name not in settings.ALLOW_INSECURE]


def refuse_unsafe_start() -> None:
    """Raises ImproperlyConfigured with everything that must be set right first."""
    if found := faults():
        told = "\n".join(f"- {fault.msg} {fault.hint}" for fault in found)
        raise ImproperlyConfigured(
            f"Raderwerk does not start like this on a database of your own:\n{told}\n"
            "To try it out behind closed doors all the same, name them in ALLOW_INSECURE: debug, secret, hosts, http."
        )
