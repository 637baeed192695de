"""Fingerprints of training records, shipped with a model so that an evaluation can say how much of its data was seen.

packages/eval reads them; both sides make them alike: the first six bytes of the SHA-256 of "id" or "text", a line feed, and the
value, where of a text only its ASCII letters (in lower case) and digits count.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from training.result import TrainingRecord

BYTES = 6
NOT_COUNTED = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """What of a text counts: copies that differ in case, spacing or punctuation are the same."""
    lower = "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)
    return NOT_COUNTED.sub("", lower)


def fingerprint(kind: str, value: str) -> bytes:
    return hashlib.sha256(f"{kind}\n{value}".encode()).digest()[:BYTES]


def fingerprints(records: Iterable[TrainingRecord]) -> dict[str, object]:
    """The file that goes with the weights: sorted, without doubles."""
    marks: set[bytes] = set()
    count = 0
    for record in records:
        count += 1
        marks.add(fingerprint("id", record.id))
        marks.add(fingerprint("text", plain(record.text)))
    packed = base64.b64encode(b"".join(sorted(marks))).decode("ascii")
    return {"records": count, "bytes": BYTES, "marks": packed}
