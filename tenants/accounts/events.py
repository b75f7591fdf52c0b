"""What happens to accounts."""

from functools import partial

from tenants.outbox.kinds import EventKind

_of_invitation = partial(EventKind, seen_with="accounts.Invitation", scope=None)
_of_user = partial(EventKind, seen_with="accounts.User", scope=None)

USER_INVITED = _of_invitation("user.invited")
INVITATION_WITHDRAWN = _of_invitation("user.invitation_withdrawn")
INVITATION_PASSED_ON = _of_invitation("user.invitation_passed_on")
USER_JOINED = _of_user("user.joined")
USER_CREATED = _of_user("user.created")
USER_ROLES_CHANGED = _of_user("user.roles_changed")
USER_DEACTIVATED = _of_user("user.deactivated")
USER_REACTIVATED = _of_user("user.reactivated")
USER_SECOND_STEP_RESET = _of_user("user.second_step_reset")
USER_ADDRESS_CHANGED = _of_user("user.address_changed")
USER_IDENTITY_KNOWN = _of_user("user.identity_known")
USER_IDENTITY_FORGOTTEN = _of_user("user.identity_forgotten")
USER_PASSWORD_CHANGED = _of_user("user.password_changed")

_for_the_record = partial(EventKind, seen_with=None, scope=None)

SERVICE_CHANGED = _for_the_record("sign_in_service.changed")
SERVICE_REMOVED = _for_the_record("sign_in_service.removed")
