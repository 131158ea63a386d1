"""The report as one HTML page that prints, opens anywhere and asks nothing of any server."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from formcheck import articles, wording
from formcheck.analysis import Analysis
from formcheck.camera import View
from formcheck.charts import angle_chart, has_chart
from formcheck.cues import Cue
from formcheck.curve_section import curve_sections
from formcheck.errors import FormcheckError
from formcheck.gait.facts import in_words
from formcheck.metrics import METRICS
from formcheck.palette import STATE_COLOURS, STATE_SIGNS, STATE_WORDS
from formcheck.phases import PHASE_WORDS
from formcheck.references import REFERENCES
from formcheck.report import CameraFacts, Clip, CueResult, Report, clips_of

VIEW_WORDS: MappingProxyType[View, str] = MappingProxyType(
    {
        "front": "from the front",
        "back": "from behind",
        "left": "from the left side",
        "right": "from the right side",
        "oblique": "at an angle",
    }
)


@dataclass(frozen=True, slots=True)
class Card:
    """One cue as the page shows it: the answer, and everything about it in words.

    picture : data URI of its key frame. chart : SVG. charted : when its line was looked at. Texts are empty and
    pictures None where there is nothing to say.
    """

    cue: CueResult
    citation: str
    measured: str
    what: str
    limits: str
    basis: str
    beyond: str
    picture: str | None
    caption: str
    chart: Markup | None
    charted: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One clip in words: (what, answer) pairs, and its film checks, worst first."""

    name: str
    rows: list[tuple[str, str]]
    clip: Report | Clip


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Something measured that no cue judges."""

    label: str
    measured: str
    sign: str


def render_page(
    analyses: Sequence[Analysis], report: Report, key_frames: Mapping[str, Path], videos: Sequence[str] = ()
) -> str:
    """Return the HTML page of a report.

    analyses : one per clip, in the report's order; report : theirs, merged if they are several. key_frames : picture
    of the worst instant by cue id. videos : names of the annotated videos that lie beside the page.
    Raises FormcheckError for a key frame that cannot be read.
    """
    asked = [cue for cue in report.cues if cue.ask is not None]
    seen = [cue for cue in report.cues if cue.ask is None]
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            title=analyses[0].exercise.title,
            clips=_facts(analyses, report),
            videos=[(name, quote(name)) for name in videos],
            red_flags=[(flag, citation(flag.article)) for flag in articles.RED_FLAGS],
            advice=[(advice, citation(advice.article)) for advice in articles.ADVICE],
            see_a_clinician=articles.SEE_A_CLINICIAN,
            coverage=wording.coverage(report.score, len(asked)),
            adjustments=wording.adjustments(report),
            changes=wording.changes(report),
            cards=[_card(cue, analyses, key_frames.get(cue.id)) for cue in seen],
            asked=[(cue, citation(cue.article)) for cue in asked],
            readings=other_readings(report),
            curves=curve_sections(analyses),
            references=_references(report),
            disclaimer=articles.DISCLAIMER,
            colours=STATE_COLOURS,
            signs=STATE_SIGNS,
            words=STATE_WORDS,
        )
    )


@cache
def environment() -> Environment:
    """Return the templates of every page; texts are escaped, a missing value is an error."""
    return Environment(
        loader=PackageLoader("formcheck", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def citation(article: str) -> str:
    """Title and publisher of an article by its key."""
    return f"{articles.ARTICLES[article].title} ({articles.ARTICLES[article].publisher})"


def data_uri(picture: Path) -> str:
    """Return a picture as a ``data:`` URI; raises FormcheckError if it cannot be read."""
    try:
        content = picture.read_bytes()
    except OSError as problem:
        raise FormcheckError("cannot read the key frame", str(picture), "score the clip again") from problem
    kind = mimetypes.guess_type(picture.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _card(cue: CueResult, analyses: Sequence[Analysis], key_frame: Path | None) -> Card:
    band, definition = wording.band_of(cue), _definition(cue, analyses)
    told = cue.verdict != "cannot_tell" and cue.estimate is not None and cue.unit is not None
    unit = cue.unit or "count"
    return Card(
        cue=cue,
        citation=citation(cue.article),
        measured=wording.measured(cue.estimate or 0.0, cue.uncertainty, unit) if told else "",
        what=_what(cue, definition) if told else "",
        limits=wording.limits(band, unit) if told and band else "",
        basis=wording.with_citations(cue.basis),
        beyond=", ".join(wording.stretch(*interval) for interval in cue.intervals_s) if told else "",
        picture=data_uri(key_frame) if key_frame else None,
        caption=_caption(cue),
        chart=_chart(cue, analyses),
        charted=_charted(definition),
    )


def _charted(definition: Cue | None) -> str:
    if definition is None or definition.phase == "hold":
        return "while the position was held"
    return f"in each {PHASE_WORDS[definition.phase][0]}"


def _definition(cue: CueResult, analyses: Sequence[Analysis]) -> Cue | None:
    return next((each for each in analyses[0].exercise.cues if each.id == cue.id), None)


def _what(cue: CueResult, definition: Cue | None) -> str:
    """Say what was measured, which way is positive, and on how much it stands."""
    assert cue.metric is not None
    if cue.pelvis is not None:
        return f"{wording.label(cue.metric)}; {wording.followed(cue.pelvis)}"
    if cue.metric not in METRICS:
        several = cue.phase == "stride" and cue.n > 1
        return wording.label(cue.metric) + (f"; over {wording.counted('stride', cue.n)}" if several else "")
    metric = METRICS[cue.metric]
    either = definition is not None and definition.statistic == "magnitude"
    sign = "either direction counts" if either else f"+ means {metric.positive}"
    return f"{metric.label}; {sign}; median of {wording.counted(cue.phase, cue.n)}"


def _caption(cue: CueResult) -> str:
    return f"{cue.clip} at {cue.worst_s:.1f} s" if cue.worst_s is not None else cue.clip


def _chart(cue: CueResult, analyses: Sequence[Analysis]) -> Markup | None:
    """Chart of the clip that gave this answer: the one whose own report holds it."""
    for analysis in analyses:
        for own, judged in zip(analysis.report.cues, analysis.judged, strict=True):
            if own == cue and has_chart(judged):
                return Markup(angle_chart(judged, analysis))  # our own drawing, its texts are escaped
    return None


def _facts(analyses: Sequence[Analysis], report: Report) -> list[Facts]:
    clips = clips_of(report)
    return [
        Facts(clip.source.name, _clip_rows(clip, len(analysis.track)), clip)
        for clip, analysis in zip(clips, analyses, strict=True)
    ]


def _clip_rows(clip: Report | Clip, frames: int) -> list[tuple[str, str]]:
    source = clip.source
    return [
        ("Clip", f"{source.duration_s:.1f} s, {source.width_px} × {source.height_px}, {source.fps:.0f} frames/s"),
        *([("Speed", wording.slowed(source.speed, source.captured_fps))] if source.true_fps else []),
        ("Filmed", _filmed(clip.camera)),
        ("Leg judged", clip.side or "none: the exercise was not found"),
        ("Performed", wording.performed(clip.phases)),
        *([("Gait", in_words(clip.gait))] if clip.gait else []),
        ("Own stand", wording.baseline(clip.baseline)),
        ("Frames looked at", f"{frames} of {source.frames}"),
    ]


def _filmed(camera: CameraFacts) -> str:
    off = f", {wording.quantity(abs(camera.yaw_deg), 'deg')} off" if camera.yaw_deg is not None else ""
    roll = "tilt of the camera not known"
    if camera.roll_deg is not None:
        roll = f"camera tilted by {wording.quantity(abs(camera.roll_deg), 'deg')}"
    return f"{VIEW_WORDS[camera.view]}{off}; {roll}" + ("; mirror image" if camera.mirrored else "")


def other_readings(report: Report) -> list[OtherReading]:
    """Return what was measured beside the cues, in words."""
    return [_other_reading(name, report) for name in report.metrics]


def _other_reading(name: str, report: Report) -> OtherReading:
    return OtherReading(
        label=wording.label(name),
        measured=wording.reading(name, report.metrics[name]),
        sign=f"+ means {METRICS[name].positive}" if name in METRICS else "",
    )


def _references(report: Report) -> list[str]:
    """Every citation that the limits or the definitions of this report stand on."""
    names = [cue.metric for cue in report.cues if cue.metric] + list(report.metrics)
    texts = [cue.basis for cue in report.cues] + [METRICS[name].source for name in names if name in METRICS]
    return [REFERENCES[key] for key in wording.cited(" ".join(texts))]
