"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from config.safety import refuse_unsafe_start  # noqa: E402
from tenants.kit.pooler import refuse_unsafe_pooler  # noqa: E402

refuse_unsafe_start()
refuse_unsafe_pooler()
