"""What happens to municipalities, in the outbox of the installation."""

MUNICIPALITY_CREATED = "municipality.created"
MUNICIPALITY_SUSPENDED = "municipality.suspended"
MUNICIPALITY_RESUMED = "municipality.resumed"
ADMINISTRATOR_INVITED = "municipality.administrator_invited"
