"""How fast formcheck is: everything within one run on one machine, as ratios, written to ``docs/speed.md``.

``python -m benchmarks.speed [--only a,c] [--clips 24] [--quick]``: each part's figures are kept in a file of its
own in ``out/speed``, and the page is made of all that are there, so that parts can be measured at different times.
``--page`` measures nothing and writes the page. Each measurement runs in a process of its own, so that its memory is
its own too. On two cores of 2.6 GHz the parts take about: a 9 min; m 1 min; t 2 min; c 40 s a clip, so 5.5 min for 8;
d 5 min; e, f and g half a minute each. All together 24 minutes, 6 with ``--quick``. ``--only h`` takes another 17.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.speed_clips import Clips
from benchmarks.speed_page import write_page
from benchmarks.speed_parts import batch, core, hour, live, memory, models, score, startup, steps

FOLDER = Path("out/speed")
PAGE = Path("docs/speed.md")

PARTS: dict[str, Callable[[Clips], dict[str, Any]]] = {
    "a": score,
    "m": models,
    "t": steps,
    "c": batch,
    "d": memory,
    "e": core,
    "f": startup,
    "g": live,
    "h": hour,
}
"""a : score against a bare loop, with one and two workers, with and without video. m : the model. t : where
the time goes. c : a folder. d : memory. e : the core alone. f : start-up. g : live. h : memory, for an hour with the
model."""

USUAL = [part for part in PARTS if part != "h"]
"""An hour takes longer than all the others together, so it is measured only if asked for."""


def main() -> None:
    """Measure the chosen parts and write the page of all that were ever measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter clips and fewer of them")
    parser.add_argument("--only", default=",".join(USUAL), help="parts, such as a,c")
    parser.add_argument("--clips", type=int, default=8, help="how many clips the folder of part c has")
    parser.add_argument("--page", action="store_true", help="only write the page of what was measured before")
    chosen = parser.parse_args()
    parts = [] if chosen.page else chosen.only.split(",")
    if unknown := set(parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    clips = Clips(FOLDER, quick=chosen.quick, count=4 if chosen.quick else chosen.clips)
    for part in parts:
        start_s = time.monotonic()
        print(f"measuring {part} ...", flush=True)
        figures = {**PARTS[part](clips), "quick": chosen.quick, "python": platform.python_version()}
        write_figures(FOLDER, part, figures)
        print(f"measured {part} in {time.monotonic() - start_s:.0f} s", flush=True)
    write_page(PAGE, read_figures(FOLDER, PARTS))
    print(f"written: {PAGE}")


def write_figures(folder: Path, part: str, figures: dict[str, Any]) -> None:
    """Keep the figures of one part."""
    (folder / f"part-{part}.json").write_text(json.dumps(figures, indent=2) + "\n")


def read_figures(folder: Path, parts: Iterable[str]) -> dict[str, Any]:
    """Return the figures that were kept, by their part."""
    files = {part: folder / f"part-{part}.json" for part in parts}
    return {part: json.loads(file.read_text()) for part, file in files.items() if file.is_file()}


if __name__ == "__main__":
    main()
