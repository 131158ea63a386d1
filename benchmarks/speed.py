"""How fast formcheck is: everything within one run on one machine, as ratios, written to ``docs/speed.md``.

``python -m benchmarks.speed [--quick] [--only a,c]``: parts measured at different times are kept in one file and make
one page. Each measurement runs in a process of its own, so that its memory is its own too.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.speed_clips import Clips
from benchmarks.speed_page import write_page
from benchmarks.speed_parts import batch, core, live, memory, score, startup

RESULTS = Path("out/speed/results.json")
PAGE = Path("docs/speed.md")

PARTS: dict[str, Callable[[Clips], dict[str, Any]]] = {
    "a": score,
    "c": batch,
    "d": memory,
    "e": core,
    "f": startup,
    "g": live,
}
"""a : score against a bare loop, with one and two workers, with and without video. c : a folder. d : memory.
e : the core alone. f : start-up. g : the live path."""


def main() -> None:
    """Measure the chosen parts and write the page of all that were ever measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter clips: about ten minutes on two cores")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, such as a,c")
    chosen = parser.parse_args()
    clips = Clips(RESULTS.parent, quick=chosen.quick)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    results = json.loads(RESULTS.read_text()) if RESULTS.is_file() else {}
    for part in chosen.only.split(","):
        print(f"measuring {part} ...", flush=True)
        results[part] = {**PARTS[part](clips), "quick": chosen.quick, "python": platform.python_version()}
        RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    write_page(PAGE, results)
    print(f"written: {PAGE}")


if __name__ == "__main__":
    main()
