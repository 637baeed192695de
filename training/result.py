"""What building a model yields. Every path is below the checkout's root."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Metrics = Mapping[str, float]


@dataclass(frozen=True)
class TrainingRecord:
    """A record the shipped model has seen; `text` is what a copy of it under another id would share."""

    id: str
    text: str


@dataclass(frozen=True)
class SuiteReport:
    """Out-of-fold figures of a suite (design.md §7), or of one `part` of what the suite measures."""

    suite: str
    n: int
    metrics: Metrics
    slices: Mapping[str, Mapping[str, Any]]
    part: str | None = None
    notes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Card:
    """What a reader must know before trusting the model."""

    title: str
    purpose: str
    method: str
    data: Sequence[tuple[str, str]]
    figures: Sequence[tuple[str, str]]
    limits: Sequence[str]


@dataclass(frozen=True)
class Result:
    """The model trained on all records, and what is known about it from models that had not seen the test record."""

    weights: Mapping[str, bytes]
    card: Card
    report: SuiteReport
    records: Sequence[TrainingRecord]
    seen_file: str
    fixture: Mapping[str, Any]
    kept: Mapping[str, bytes] = field(default_factory=dict)
    """Files for the next model in line, below training/.cache/<model>: never committed."""
