"""Codes of rows, as the installation makes them (docs/decisions/0031): for tests that put time forward in rows."""

import base64
import hashlib
import hmac
from pathlib import Path


def _derived(key: bytes, use: str, size: int) -> bytes:
    """HKDF-SHA256 without a salt; one block is enough."""
    extracted = hmac.new(bytes(32), key, hashlib.sha256).digest()
    return hmac.new(extracted, f"chatelaine sealing {use}".encode() + b"\x01", hashlib.sha256).digest()[:size]


def _part(kind: int, content: bytes) -> bytes:
    return bytes([kind]) + len(content).to_bytes(4, "big") + content


def _value(value) -> bytes:
    match value:
        case None: return _part(0, b"")
        case int(): return _part(2, value.to_bytes(8, "big", signed=True))
        case str(): return _part(3, value.encode())
        case _: return _part(4, bytes(value))


def code(data: Path, table: str, values: list) -> bytes:
    """Of a row of a table, its values in the order of the columns."""
    key = base64.b64decode((data / "keys/sealing").read_text().split()[0])
    while values and values[-1] is None:
        values = values[:-1]
    message = _part(1, table.encode()) + b"".join(_value(value) for value in values)
    return _derived(key, "identifier", 4) + hmac.new(_derived(key, "authenticate", 32), message, hashlib.sha256).digest()[:16]
