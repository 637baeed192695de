"""A model card: one page of Markdown under docs/models."""

from __future__ import annotations

from collections.abc import Sequence

from training.result import Card


def render_card(model: str, card: Card, folds: int) -> str:
    return "\n".join(
        [
            f"# {card.title}",
            "",
            card.purpose,
            "",
            f"Made by `npm run train -- {model} --folds {folds}`; this page is written by that command.",
            "",
            "## How it is made",
            "",
            card.method,
            "",
            "## What it was trained on",
            "",
            *table(("data", "licence"), card.data),
            "",
            f"## Figures, out of fold ({folds} folds)",
            "",
            *table(("what", "figure"), card.figures),
            "",
            "## Limits",
            "",
            *(f"- {limit}" for limit in card.limits),
            "",
        ]
    )


def table(head: tuple[str, str], rows: Sequence[tuple[str, str]]) -> list[str]:
    return [f"| {head[0]} | {head[1]} |", "| --- | --- |", *(f"| {left} | {right} |" for left, right in rows)]
