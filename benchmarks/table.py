"""The measurement table: fitted on the fitting half's observations, written and read as the package ships it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

import numpy as np

from benchmarks.fitting import fit, gated
from benchmarks.observations import Observation
from formcheck.measurement import Reference, Row, ViewGroup
from formcheck.metrics import METRICS

TABLE = Path(__file__).parents[1] / "formcheck" / "measurement_table.csv"
FIELDS = ("metric", "view", "model", "reference", "gain", "offset", "sd", "clips", "source")
Key = tuple[str, ViewGroup, Reference]
LEAST_SPAN = 0.5

TOLD_ONLY = {("calf-raise", "foot_pitch")}
"""Exercise and metric that no cue judges there, far beyond where cues judge it: the 28° of somebody on tiptoe.

A line through them too bends the 5 to 15° of a heel that lifts: on the fitting half it scatters by 4.0°, without by
3.5°. They are left out of the fit and stay in the report of its errors.
"""


def by_metric(found: Iterable[Observation]) -> dict[Key, list[Observation]]:
    """Group observations by metric and view, without those that formcheck would refuse."""
    groups: dict[Key, list[Observation]] = defaultdict(list)
    for each in gated([each for each in found if each.metric in METRICS]):
        groups[each.metric, each.view, each.reference].append(each)
    order = list(METRICS)
    return dict(sorted(groups.items(), key=lambda group: (order.index(group[0][0]), group[0][1:])))


def fitted_rows(observations: Iterable[Observation]) -> dict[Key, Row]:
    """Fit a row for every metric and view that enough clips of the fitting half show.

    A row against the stand is left out if its films show less than half of what the plain row's do: a gain from a
    few degrees must not be stretched over many.
    """
    fitting = [each for each in observations if each.half == "fit" and (each.exercise, each.metric) not in TOLD_ONLY]
    groups = by_metric(fitting)
    spans = {key: float(np.ptp([each.truth for each in seen])) for key, seen in groups.items()}
    wide = {key: seen for key, seen in groups.items() if spans[key] >= LEAST_SPAN * spans[*key[:2], "picture"]}
    return {key: row for key, seen in wide.items() if (row := fit(seen))}


def table_text(rows: dict[Key, Row], model: str, before: str) -> str:
    """The table with the rows of one model; those of other models are taken over from the text before."""
    others = [[row[field] for field in FIELDS] for row in csv.DictReader(StringIO(before)) if row["model"] != model]
    own: list[list[str]] = [
        [*key[:2], model, key[2], str(row.gain), str(row.offset), str(row.sd), str(row.clips), row.source]
        for key, row in rows.items()
    ]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows(sorted(own + others))
    return out.getvalue()
