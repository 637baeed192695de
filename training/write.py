"""Writes what a model's build returned; the same result always makes the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.card import render_card
from training.result import Result, SuiteReport
from training.seen import fingerprints


def write_result(root: Path, model: str, result: Result, folds: int) -> list[str]:
    """Writes weights, fingerprints, fixture, card and report below `root`; returns the paths, sorted."""
    report = f"training/reports/{result.report.suite}.json"
    files = {
        **result.weights,
        result.seen_file: json_bytes(fingerprints(result.records)),
        f"training/fixtures/{model}.json": json_bytes(result.fixture),
        f"docs/models/{model}.md": render_card(model, result.card, folds).encode(),
        report: json_bytes(merged_report(read_report(root / report), result.report, folds)),
        **{f"training/.cache/{model}/{name}": data for name, data in result.kept.items()},
    }
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return sorted(files)


def json_bytes(value: Mapping[str, Any], compact: bool = False) -> bytes:
    """`compact` is for what nobody reads: weights by the thousand."""
    how = {"separators": (",", ":")} if compact else {"indent": 2}
    return (json.dumps(value, ensure_ascii=False, **how) + "\n").encode()


def read_report(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def merged_report(old: dict[str, Any], report: SuiteReport, folds: int) -> dict[str, Any]:
    """A suite's figures stand on top, those of its parts below, whichever model was trained last."""
    figures = {"n": report.n, "metrics": rounded(report.metrics), "slices": rounded(report.slices), **report.notes}
    parts = dict(old.get("parts", {}))
    whole = {key: value for key, value in old.items() if key not in ("suite", "folds", "parts")}
    if report.part is None:
        whole = figures
    else:
        parts[report.part] = figures
    merged = {"suite": report.suite, "folds": folds, **whole}
    return {**merged, "parts": dict(sorted(parts.items()))} if parts else merged


def rounded(value: Any) -> Any:
    """Six digits: enough to compare, and no noise of the last bits."""
    if isinstance(value, Mapping):
        return {key: rounded(item) for key, item in value.items()}
    return round(value, 6) if isinstance(value, float) else value
