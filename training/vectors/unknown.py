"""Vectors for tokens the vocabulary lacks: signs drawn from a hash of the token, so that equal words meet."""

from __future__ import annotations

from functools import cache

import numpy as np

MASK = 0xFFFFFFFF


def mix(value: int) -> int:
    """The finisher of MurmurHash3 (A. Appleby, public domain), on 32 bits."""
    value = ((value ^ (value >> 16)) * 0x85EBCA6B) & MASK
    value = ((value ^ (value >> 13)) * 0xC2B2AE35) & MASK
    return value ^ (value >> 16)


def hash_of(token: str) -> int:
    """FNV-1a over UTF-16 code units, then mixed."""
    value = 0x811C9DC5
    data = token.encode("utf-16-le")
    for at in range(0, len(data), 2):
        value = ((value ^ int.from_bytes(data[at : at + 2], "little")) * 0x01000193) & MASK
    return mix(value)


@cache
def sign_vector(token: str, dimensions: int) -> np.ndarray:
    """A vector of length 1 of equal parts; its signs are the bits of successive mixes of the token's hash."""
    seed = hash_of(token)
    signs = np.empty(dimensions)
    for at in range(dimensions):
        if at % 32 == 0:
            bits = mix((seed + at // 32 + 1) & MASK)
        signs[at] = 1.0 if bits >> (at % 32) & 1 else -1.0
    return signs / np.sqrt(dimensions)
