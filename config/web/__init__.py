"""The web server: gunicorn, as `gunicorn --config python:config.web.settings config.wsgi` starts it."""
