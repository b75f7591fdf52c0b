"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from tenants.kit.utf8 import with_harmless_encoding

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = with_harmless_encoding(get_wsgi_application())

from config.safety import refuse_unsafe_start  # noqa: E402
from tenants.kit.pooler import refuse_unsafe_pooler  # noqa: E402

refuse_unsafe_start()
refuse_unsafe_pooler()
