"""Changes of accounts: by whoever manages people, and by people themselves."""

from tenants.accounts.actions.invitations import (
    INVITATION_DAYS,
    accept_invitation,
    add_invitation,
    find_invitation,
    invite_user,
    send_invitation,
    withdraw_invitation,
)
from tenants.accounts.actions.own import (
    ask_for_address,
    change_address,
    change_language,
    end_other_sessions,
    end_session,
    find_new_address,
    set_password,
)
from tenants.accounts.actions.people import (
    change_roles,
    create_user,
    deactivate_user,
    reactivate_user,
    reset_second_step,
)
from tenants.accounts.actions.service import (
    BY_SERVICE,
    come_in_by_service,
    forget_identity,
    remove_service,
    set_service,
)

__all__ = [
    "BY_SERVICE",
    "INVITATION_DAYS",
    "accept_invitation",
    "add_invitation",
    "ask_for_address",
    "change_address",
    "change_language",
    "change_roles",
    "come_in_by_service",
    "create_user",
    "deactivate_user",
    "end_other_sessions",
    "end_session",
    "find_invitation",
    "find_new_address",
    "forget_identity",
    "invite_user",
    "reactivate_user",
    "remove_service",
    "reset_second_step",
    "send_invitation",
    "set_password",
    "set_service",
    "withdraw_invitation",
]
