"""What happens to accounts."""

USER_INVITED = "user.invited"
INVITATION_WITHDRAWN = "user.invitation_withdrawn"
USER_JOINED = "user.joined"
USER_CREATED = "user.created"
USER_ROLES_CHANGED = "user.roles_changed"
USER_DEACTIVATED = "user.deactivated"
USER_REACTIVATED = "user.reactivated"
