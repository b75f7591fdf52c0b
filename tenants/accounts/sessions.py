"""Where sessions are kept: in the schema of the host, each with the person whose it is, so that they can be listed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from tenants.kit.clock import now

# How exactly "last used" is known. Every page of everybody would write a row otherwise.
EXACT_TO = dt.timedelta(minutes=5)
AGENT = "user_agent"


class SessionStore(DatabaseStore):
    """Named by SESSION_ENGINE."""

    @classmethod
    def get_model_class(cls) -> Any:
        from tenants.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = data.get("_auth_user_id")
        row.agent = data.get(AGENT, "")
        row.last_used_at = now()
        return row

    def load(self) -> dict[str, Any]:
        row = self._get_session_from_db()  # type: ignore[attr-defined]
        if row is None:
            return {}
        if row.last_used_at < now() - EXACT_TO:
            self.modified = True  # so that it is saved at the end of the request
        data: dict[str, Any] = self.decode(row.session_data)
        return data
