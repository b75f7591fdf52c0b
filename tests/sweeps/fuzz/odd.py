"""What nobody would type, and what somebody sends anyway."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import quote_plus

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.tenants.kit.api.bad_json import BAD_JSON

Fields = list[tuple[str, Any]]
FORM = "application/x-www-form-urlencoded"

TEXTS = [
    "", " ", "\x00", "a\x00b", "\ud800", "\u202e\u200b\ufeff", "\r\n\r\nSet-Cookie: a=b", "x" * 300, "ĳ" * 70_000,
    "<script>alert(1)</script>", "{{ 7|add:7 }}", "{% load x %}", "%s %d %(a)s", "{0.__class__}", "'; DROP TABLE x; --",
    "../../etc/passwd", "//example.org", "javascript:alert(1)", "https://[::1", "a@b", "@", "Ζ̡̨̈" * 50, "👩‍👩‍👧‍👦", "\\", "/",
    "None", "null", "true", "[]", "{}", '{"a": 1}', "[[[[[[[[[[", "on", "=cmd|' /C calc'!A0",
]  # fmt: skip
NUMBERS = [
    "0", "-0", "-1", "1", "1.5", "1,5", "1.000.000,50", "1e5", "1e400", "-1e-400", "NaN", "sNaN", "Infinity", "-Infinity",
    "9" * 30, "9" * 5_000, "0." + "0" * 200 + "1", "2147483648", "9223372036854775808", "٣", "½", "0x10", "1_000", "+1",
    "--1", "1" + "0" * 18,
]  # fmt: skip
DATES = [
    "0001-01-01", "9999-12-31", "0000-00-00", "10000-01-01", "2024-02-30", "2024-13-01", "1-1-2024", "01-01-0001",
    "31-12-9999", "2024-W01", "24", "2024", "20240101", "2024-01-01T00:00:00Z", "-2024-01-01", "morgen", "1900-02-29",
]  # fmt: skip
IDS = [
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "00000000000070008000000000000000",
    "{00000000-0000-7000-8000-000000000000}", "not-a-uuid", "0", "-1", "1", "GM0505", "GM9999", "WK050501", "BU05050101",
]  # fmt: skip
ODD = [*TEXTS, *NUMBERS, *DATES, *IDS]
# A part of an address stays one part.
STEPS = [one.replace("/", "-")[:200] for one in ODD if one.strip() and "\ud800" not in one]
HEADERS: list[dict[str, str]] = [
    {},
    {},
    {},
    {"accept-language": "xx;q=NaN,,nl-" + "x" * 500},
    {"accept": "image/png;q=2, */*;q=abc"},
    {"if-match": '"', "if-none-match": "W/", "if-modified-since": "gisteren"},
    {"hx-request": "true", "hx-current-url": "http://[", "hx-target": "\x7f"},
    {"referer": "http://[::1/"},
    {"range": "bytes=-1", "x-forwarded-for": "::::", "x-request-id": "é" * 300},
    {"cookie": "sessionid=\x01; django_language=../x; csrftoken=é; =; ;;"},
    {"idempotency-key": "é" * 200},
]


def value(chance: random.Random) -> str:
    return chance.choice(ODD)


class File(BytesIO):
    """Django's own would clean its name before it is sent."""

    def __init__(self, name: str, content: bytes, kind: str) -> None:
        super().__init__(content)
        self.name = name
        self.content_type = kind


def file(chance: random.Random) -> File:
    content = chance.choice(
        [b"", b"\x00" * 100, b"PK\x03\x04" + b"\xff" * 50, b"a;b\n" * 5_000, b"\xff\xfe\xd8\x00", b"%PDF-1.4"]
    )
    name = chance.choice(["a.csv", "a.xlsx", "..", "a\x00.xlsx", "x" * 300, ".", "é.CSV", 'a"; filename="b.xlsx'])
    return File(name, content, chance.choice(["text/csv", "", "application/zip", "image/png; a=b"]))


def _replaced(fields: Fields, chance: random.Random) -> Fields:
    at = chance.randrange(len(fields))
    return [(name, value(chance) if number == at else one) for number, (name, one) in enumerate(fields)]


def _dropped(fields: Fields, chance: random.Random) -> Fields:
    at = chance.randrange(len(fields))
    return fields[:at] + fields[at + 1 :]


def _doubled(fields: Fields, chance: random.Random) -> Fields:
    name, _value = chance.choice(fields)
    return [*fields, (name, value(chance))]


def _strange(fields: Fields, chance: random.Random) -> Fields:
    name, _value = chance.choice(fields)
    return [
        *fields,
        (chance.choice(["__proto__", "", "\x00", f"{name}[]", f"{name}-0", f"{name}__in", "id"]), value(chance)),
    ]


def _as_file(fields: Fields, chance: random.Random) -> Fields:
    at = chance.randrange(len(fields))
    return [(name, file(chance) if number == at else one) for number, (name, one) in enumerate(fields)]


def _everything(fields: Fields, chance: random.Random) -> Fields:
    return [(name, value(chance)) for name, _value in fields]


_CHANGES: list[Callable[[Fields, random.Random], Fields]] = [
    _replaced, _replaced, _replaced, _replaced, _dropped, _doubled, _strange, _as_file, _everything,
]  # fmt: skip


def changed(fields: Fields, chance: random.Random) -> Fields:
    """What a form would send, with up to three things about it that are not right; now and then with none."""
    for _time in range(chance.randrange(4)):
        fields = chance.choice(_CHANGES)(fields, chance) if fields else [("id", value(chance))]
    return fields


def body(fields: Fields, chance: random.Random) -> tuple[bytes, str]:
    """As it travels, with its media type; sometimes it breaks on the way."""
    if chance.random() < 0.08:
        return chance.choice(_BROKEN)(fields, chance)
    if chance.random() < 0.3 or any(not isinstance(one, str) for _name, one in fields):
        return _multipart(fields), MULTIPART_CONTENT
    return urlencoded(fields).encode(), FORM


def urlencoded(fields: Fields) -> str:
    return "&".join(f"{_quoted(name)}={_quoted(one)}" for name, one in fields)


def _quoted(text: Any) -> str:
    return quote_plus(str(text), errors="surrogatepass")


def _multipart(fields: Fields) -> bytes:
    together: dict[str, list[Any]] = {}
    for name, one in fields:
        together.setdefault(_sendable(name), []).append(_sendable(one) if isinstance(one, str) else one)
    return encode_multipart(BOUNDARY, together)


def _sendable(text: str) -> str:
    return text.encode(errors="replace").decode()


_BROKEN: list[Callable[[Fields, random.Random], tuple[bytes, str]]] = [
    lambda fields, _chance: (urlencoded(fields).encode() + b"&a=%ff%fe&%=%&=&&;", FORM),
    lambda fields, _chance: (urlencoded(fields).encode("utf-16"), FORM),
    lambda fields, _chance: (urlencoded(fields).encode(), f"{FORM}; charset=utf-7"),
    lambda fields, _chance: (urlencoded(fields).encode(), f"{FORM}; charset=nonsense"),
    lambda fields, _chance: (_multipart(fields)[:-30], MULTIPART_CONTENT),
    lambda fields, _chance: (_multipart(fields), "multipart/form-data"),
    lambda fields, _chance: (_multipart(fields).replace(b"name=", b"nome="), MULTIPART_CONTENT),
    lambda fields, _chance: (_multipart(fields).replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"), MULTIPART_CONTENT),  # noqa: E501
    lambda _fields, chance: (chance.choice(list(BAD_JSON.values())), "application/json"),
    lambda _fields, chance: (chance.randbytes(200), chance.choice([FORM, MULTIPART_CONTENT, "", "text/xml", "a/b; c"])),
    lambda fields, _chance: (urlencoded([*fields, *([("a", "b")] * 3_000)]).encode(), FORM),
]  # fmt: skip
