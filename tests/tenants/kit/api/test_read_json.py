"""Reading a body: strict where two programs would read two things."""

from __future__ import annotations

import contextlib
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.exceptions import APIException, ParseError

from tenants.kit.api.parsers import DEEPEST, JsonParser, read_json
from tests.tenants.kit.api.bad_json import BAD_JSON


@pytest.mark.parametrize("body", BAD_JSON.values(), ids=BAD_JSON.keys())
def test_a_bad_body_is_refused_in_a_sentence(body: bytes) -> None:
    with pytest.raises(APIException) as refused:
        JsonParser().parse(io.BytesIO(body))
    assert refused.value.status_code in (400, 413)
    assert str(refused.value.detail).endswith(".")


@given(st.recursive(st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text("aé€𝄞"), st.lists, max_leaves=9))
def test_what_json_can_say_is_read(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value


def test_the_deepest_allowed_nesting_is_read() -> None:
    assert read_json(b"[" * DEEPEST + b"]" * DEEPEST)
    with pytest.raises(ParseError):
        read_json(b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2))


@given(st.binary(max_size=40))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    with contextlib.suppress(ParseError):
        read_json(body)
