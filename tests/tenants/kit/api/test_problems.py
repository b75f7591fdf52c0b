"""Exceptions become problems that say what, where and what to do."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404
from django.utils import translation
from rest_framework import exceptions, serializers

from tenants.kit.api.etag import VersionRequired
from tenants.kit.api.explanations import EXPLANATIONS, OF_STATUS
from tenants.kit.api.problem import told_of
from tenants.kit.api.serializers import ApiSerializer
from tenants.kit.errors import Conflict, FieldError, Invalid, NotFound, Refused, Stale
from tests.cast import Cast
from tests.participation.commitments.things import set_up


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Refused("No."), 403, "refused"),
        (NotFound("No."), 404, "not_found"),
        (Conflict("No.", code="move_not_possible"), 409, "move_not_possible"),
        (Stale("No."), 412, "stale"),
        (VersionRequired("No."), 428, "version_required"),
        (Invalid({"quantity": "No."}), 400, "invalid"),
        (Http404(), 404, "not_found"),
        (PermissionDenied(), 403, "refused"),
        (exceptions.NotAuthenticated(), 401, "not_authenticated"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
        (exceptions.NotAcceptable(), 406, "not_acceptable"),
        (exceptions.UnsupportedMediaType("text/csv"), 415, "unsupported_media_type"),
        (exceptions.Throttled(30), 429, "too_many_requests"),
        (exceptions.ParseError("Bad."), 400, "malformed"),
        (DataError(), 400, "invalid"),
        (IntegrityError(), 409, "conflict"),
        (OperationalError("password of the database"), 503, "unavailable"),
        (ValueError("our insides"), 500, "server_error"),
    ],
)
def test_an_exception_has_its_status_and_code(error: Exception, status: int, code: str) -> None:
    document = told_of(error).document("/api/v1/things")
    assert (document["status"], document["code"]) == (status, code)
    assert document["instance"] == "/api/v1/things"
    assert document["type"].startswith("/api/v1/problems/")
    assert document["title"]
    assert document["detail"].endswith((".", "?"))
    assert "insides" not in str(document)
    assert "password" not in str(document)


class Part(ApiSerializer):
    quantity = serializers.IntegerField(min_value=1)


class Body(ApiSerializer):
    dueDate = serializers.DateField(source="due_date")
    parts = Part(many=True)


def test_all_faulty_fields_are_told_at_once_with_pointers() -> None:
    body = Body(data={"parts": [{"quantity": 1}, {"quantity": 0, "a/b~c": 1}], "unknown": True})
    with pytest.raises(exceptions.ValidationError) as refused:
        body.is_valid(raise_exception=True)
    errors = told_of(refused.value).document("/")["errors"]
    assert {(error["pointer"], error["code"]) for error in errors} == {
        ("/dueDate", "required"),
        ("/parts/1/quantity", "min_value"),
        ("/parts/1/a~1b~0c", "unknown_field"),
        ("/unknown", "unknown_field"),
    }
    [unknown] = [error["detail"] for error in errors if error["pointer"] == "/unknown"]
    assert "dueDate, parts" in unknown


def test_of_endless_faults_the_first_are_told_and_all_are_counted(cast: Cast) -> None:
    """Five megabytes of unknown keys got an answer of ninety."""
    stage = set_up(cast.manager)
    endless = {f"onbekend{number}": number for number in range(20_000)}
    answer = stage.machine.post(f"programs/{stage.program.pk}/commitments", endless)
    told = answer.json()
    assert (answer.status_code, len(told["errors"]), len(answer.content) < 50_000) == (400, 50, True)
    assert told["errorCount"] > 20_000
    asked = stage.machine.get("areas", **{f"onbekend{number}": number for number in range(60)})
    assert (asked.status_code, len(asked.json()["errors"]), asked.json()["errorCount"]) == (400, 50, 60)


def test_errors_of_an_action_point_at_the_field() -> None:
    told = told_of(Invalid([FieldError("rows.3.quantity", "too_large", "At most 10.")]))
    assert told.errors == [{"pointer": "/rows/3/quantity", "code": "too_large", "detail": "At most 10."}]


def test_dutch_and_english() -> None:
    with translation.override("en"):
        assert told_of(Http404()).document("/")["title"] == "Not found"
    with translation.override("nl"):
        assert told_of(Http404()).document("/")["title"] == "Niet gevonden"


def test_every_status_has_an_explanation() -> None:
    assert set(OF_STATUS.values()) <= set(EXPLANATIONS)
