"""Ids by content hash: the same content has the same id, on any machine, for ever."""

import base64
import hashlib

ID_BYTES = 10  # 16 characters: one chance in 2 million of any double among a billion ids


def content_id(letter: str, *parts: str, digest: str = "base32") -> str:
    """An id from a letter and the parts that make the thing what it is.

    >>> content_id("d", "Some text.", "An Outlet", "2025-10-11")
    'd-coewhy6vpie33zqm'

    Args:
        letter: Which noun: `d` document, `c` claim, `q` quote, `s` assessment, `e` event, ...
        parts: The content; order counts, and no part can run into the next.
        digest: `base32` for an id of 16 lower-case characters, `hex` for a bare SHA-256 of the
            single part given, as `sha256sum` prints it.
    """
    if digest == "hex":
        return hashlib.sha256("".join(parts).encode()).hexdigest()
    hashed = hashlib.sha256()
    for part in parts:
        raw = part.encode()
        hashed.update(len(raw).to_bytes(8, "big"))
        hashed.update(raw)
    name = base64.b32encode(hashed.digest()[:ID_BYTES]).decode().lower()
    return f"{letter}-{name}"
