"""What happens to accounts."""

USER_INVITED = "user.invited"
USER_JOINED = "user.joined"
USER_CREATED = "user.created"
USER_ROLES_CHANGED = "user.roles_changed"
USER_DEACTIVATED = "user.deactivated"
