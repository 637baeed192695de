"""python -m training.train <model> --folds 5 --data ../shared/data: builds a shipped model. `npm run train` calls it."""

from __future__ import annotations

import argparse
import importlib
import time
from pathlib import Path

from training.source import Source
from training.write import write_result

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(prog="npm run train --")
    parser.add_argument("model", help="a file of training/models, e.g. finance-embeddings")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--dump", type=Path, required=True)
    arguments = parser.parse_args()

    model = importlib.import_module(f"training.models.{arguments.model.replace('-', '_')}")
    begun = time.monotonic()
    records = model.read(Source(arguments.data, arguments.dump))
    result = model.build(records, arguments.folds, arguments.seed)
    for name in write_result(ROOT, arguments.model, result, arguments.folds):
        print(f"wrote {name}")
    for what, figure in result.card.figures:
        print(f"{what}: {figure}")
    print(f"{arguments.model}: {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
