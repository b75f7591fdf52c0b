"""The key that signs sessions and links, when the operator gives none: made once, kept beside the embedded data."""

import os
import secrets

from config.services import home


def local_secret_key() -> str:
    """The stored key; made on first use. Where nothing can be written, one that lasts as long as the process."""
    file = home() / "secret_key"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip() or secrets.token_urlsafe(50)
    except OSError:
        return secrets.token_urlsafe(50)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        key = secrets.token_urlsafe(50)
        stream.write(key)
    return key
