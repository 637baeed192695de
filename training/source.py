"""Where a model finds its records: the benchmark data, and what its TypeScript dump made of them."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Source:
    """`data` is the folder of the benchmark sets, `dump` what training/dumps/<model>.ts wrote."""

    data: Path
    dump: Path

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The records of a set, `.jsonl` or `.jsonl.gz`, by its path below `data`."""
        return read_lines(self.data / name)

    def dumped(self, name: str) -> list[dict[str, Any]]:
        """The records of a JSON Lines file of the dump."""
        return read_lines(self.dump / name)


def read_lines(file: Path) -> list[dict[str, Any]]:
    """Parses JSON Lines, also gzipped. Raises FileNotFoundError with the path."""
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
