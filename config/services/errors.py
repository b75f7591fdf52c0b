"""What can go wrong with the embedded services, told in one sentence."""


class ServiceError(Exception):
    """The message is one whole sentence for the person at the keyboard: what, where, and what to do."""
