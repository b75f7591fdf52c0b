"""What every page needs besides its own subject: whose page it is, who looks, and where they can go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tenants.kit.caller import caller_of
from tenants.kit.clock import today
from tenants.kit.navigation import Menu, links


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor; costs no query of its own."""
    municipality = getattr(request, "municipality", None)
    main, foot = (
        (Menu.MUNICIPALITY, Menu.FOOT_OF_MUNICIPALITY) if municipality else (Menu.OPERATOR, Menu.FOOT_OF_OPERATOR)
    )
    caller, on = caller_of(request), today()
    return {
        "municipality": municipality,
        "caller": caller,
        "nav": links(main, caller, on, request.path),
        "foot": links(foot, caller, on, request.path),
        "fixed_day": settings.RADERWERK_TODAY,
        "languages": settings.LANGUAGES,
    }
