"""Read by gunicorn from the folder it is started in."""

# None of a visitor's headers becomes part of the address: gunicorn would take SCRIPT_NAME from them.
forwarder_headers = ""
