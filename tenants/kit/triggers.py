"""The trigger that writes the history of a table."""

from __future__ import annotations

from typing import Any

import pgtrigger

# Who changes, why, and in which request, as JSON. One setting and so one statement: see `tenants.outbox.actions`.
CHANGE_SETTING = "raderwerk.change"

# Secrets are left out, and so is a change of nothing but moments (a sign-in).
_VARIABLES = [
    ("hidden", "TEXT[] := ARRAY['password', 'secret_hash', 'last_login']"),
    ("before", "JSONB := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) - hidden END"),
    ("after", "JSONB := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) - hidden END"),
    # Empty is what a setting becomes again after the transaction that made it.
    ("change", f"JSONB := coalesce(nullif(current_setting('{CHANGE_SETTING}', true), ''), '{{}}')"),
]
# The row's own schema is named in the insert, so that history can never land in another municipality, whatever the
# search_path of the session that made the change. The table's name is the argument of the trigger, since TG_TABLE_NAME
# is that of a shard on a distributed server.
_WRITE = """
    IF TG_OP = 'UPDATE' AND before - 'updated_at' = after - 'updated_at' THEN
        RETURN NULL;
    END IF;
    EXECUTE format(
        'INSERT INTO %I.outbox_history (table_name, row_id, operation, before, after, caller, reason, request_id, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp())', TG_TABLE_SCHEMA)
    USING TG_ARGV[0],
        CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END,
        TG_OP::text,
        before,
        after,
        coalesce(change ->> 'caller', ''),
        coalesce(change ->> 'reason', ''),
        coalesce(change ->> 'request', '');
    RETURN NULL;
"""


class HistoryTrigger(pgtrigger.Trigger):
    """Keeps every change of a row: who, when, why, before and after (`tenants.outbox.models.History`)."""

    name = "history"
    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    declare = _VARIABLES
    func = _WRITE

    def render_execute(self, model: Any) -> str:
        return f"{self.get_pgid(model)}('{model._meta.db_table}')"
