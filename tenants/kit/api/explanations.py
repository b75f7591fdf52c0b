"""The kinds of problem that the API tells, each with a title and what to do about it.

This is the list behind `/api/v1/problems/{code}`. An app that refuses something with its own code adds it here only
when a page about it helps; otherwise `type` leads to the page of the status and `code` still says which it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from tenants.kit.errors import Text

OF_STATUS: Mapping[int, str] = {
    400: "bad_request",
    401: "not_authenticated",
    403: "refused",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    408: "too_slow",
    409: "conflict",
    410: "cursor_gone",
    412: "stale",
    413: "body_too_large",
    414: "address_too_long",
    415: "unsupported_media_type",
    428: "version_required",
    429: "too_many_requests",
    431: "headers_too_large",
    500: "server_error",
    503: "unavailable",
}

EXPLANATIONS: Mapping[str, tuple[Text, Text]] = {
    "bad_request": (_("Request not understood"), _("The request is not one that this address understands.")),
    "malformed": (_("Body not readable"), _("The body could not be read. Send JSON in UTF-8.")),
    "invalid": (_("Fields not accepted"), _("One or more fields are wrong. Every one of them is named in errors.")),
    "cannot_be_judged": (
        _("Document that cannot be judged"),
        _("The rule cannot judge this document. Every fault is named in errors, with the place in the document."),
    ),
    "invalid_query": (
        _("Query not accepted"),
        _("One or more query parameters are wrong or unknown. Every one of them is named in errors."),
    ),
    "not_authenticated": (
        _("Who are you?"),
        _("This address needs a key. Send the header Authorization: Api-Key <prefix>.<secret>."),
    ),
    "refused": (
        _("Not yours to do"),
        _("You may not see or do this here. Ask the municipality if you think you should."),
    ),
    "scope_missing": (
        _("Not what this key is for"),
        _("The key was not issued for this. Ask the municipality for one with the scope that detail names."),
    ),
    "not_found": (
        _("Not found"),
        _("There is nothing at this address, or nothing that you may see. Check the address and the key."),
    ),
    "method_not_allowed": (
        _("Method does not exist here"),
        _("This address does not know this method. The header Allow names those it knows."),
    ),
    "not_acceptable": (_("No such format"), _("This address answers application/json. Say so in the header Accept.")),
    "conflict": (
        _("Not possible in this state"),
        _("What you ask does not go together with how things are now. Read it again and decide anew."),
    ),
    "still_running": (
        _("The same request is still running"),
        _(
            "Another request with this Idempotency-Key is being handled. Wait as long as Retry-After says, then send it again."
        ),
    ),
    "answer_lost": (
        _("Done, but the answer got lost"),
        _("A request with this Idempotency-Key was done, but its answer was not kept. Read how things are now."),
    ),
    "key_reused": (
        _("Key of another request"),
        _(
            "This Idempotency-Key was used within 24 hours for another address or body. Use a new key for a new request."
        ),
    ),
    "key_unreadable": (
        _("Key not readable"),
        _("An Idempotency-Key has 1 to 255 letters, digits and signs of ASCII, without spaces."),
    ),
    "cursor_gone": (
        _("Cursor no longer good"),
        _("The data were put back from a copy that is older than what you have read. Go on at the address in next."),
    ),
    "stale": (
        _("Changed in the meantime"),
        _("Somebody changed this after you read it. The header ETag has the current version; read it again."),
    ),
    "body_too_large": (_("Too much at once"), _("The body is too large. Send it in parts of at most 5 MB.")),
    "too_slow": (
        _("Too slow"),
        _("The request did not arrive in time. Send it in one go; a body of 1 MB has half a minute."),
    ),
    "address_too_long": (
        _("Address too long"),
        _("An address, its query included, has at most 4,000 characters. Ask for less at once, in several requests."),
    ),
    "headers_too_large": (
        _("Headers too large"),
        _("A header has at most 8,000 characters, and a request at most 100 headers."),
    ),
    "unsupported_media_type": (
        _("Format not understood"),
        _("Send application/json, or application/merge-patch+json with PATCH, and say so in Content-Type."),
    ),
    "version_required": (
        _("Which version do you replace?"),
        _("Send the header If-Match with the ETag of the version you saw, so that nobody's change gets lost."),
    ),
    "too_many_requests": (_("Too many requests"), _("Wait as long as Retry-After says, then try again.")),
    "server_error": (
        _("Something broke on our side"),
        _("This is our mistake, not yours, and it has been recorded. Nothing of this request was kept."),
    ),
    "unavailable": (_("Not available for a moment"), _("Try again after the time in Retry-After.")),
}
