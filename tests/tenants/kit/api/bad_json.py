"""Bodies that no endpoint may take: the corpus of bad JSON, also thrown at every live endpoint by tests/sweeps/contract."""

from __future__ import annotations

import json

BAD_JSON: dict[str, bytes] = {
    "not JSON": b"{quantity: 4}",
    "cut off": b'{"quantity": 4',
    "two values": b"{} {}",
    "a comma too many": b'{"quantity": 4,}',
    "NaN": b'{"quantity": NaN}',
    "Infinity": b'{"quantity": -Infinity}',
    "beyond a float": b'{"quantity": 1e400}',
    "integer of 5,000 digits": b'{"quantity": ' + b"9" * 5_000 + b"}",
    "NUL escaped": b'{"description": "a\\u0000b"}',
    "NUL raw": b'{"description": "a\x00b"}',
    "NUL in a name": b'{"descr\\u0000iption": "a"}',
    "lone surrogate": b'{"description": "\\ud800"}',
    "lone low surrogate": b'{"description": "a\\udc00b"}',
    "Latin-1": '{"description": "Curaçao"}'.encode("latin-1"),
    "UTF-16": '{"description": "a"}'.encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf{}",
    "duplicate name": b'{"quantity": 4, "quantity": 40}',
    "duplicate name inside": b'{"geometry": {"type": "Point", "type": "Polygon"}}',
    "nested 100 deep": b'{"a":' * 100 + b"1" + b"}" * 100,
    "nested 100,000 deep": b"[" * 100_000 + b"]" * 100_000,
    "6 MB": json.dumps({"description": "a" * 6_000_000}).encode(),
}

# Valid JSON that is no body for any of our endpoints; some endpoints take a list, so that one is apart.
WRONG_SHAPE: dict[str, bytes] = {
    "null": b"null",
    "a number": b"4",
    "a text": b'"quantity"',
    "true": b"true",
}
